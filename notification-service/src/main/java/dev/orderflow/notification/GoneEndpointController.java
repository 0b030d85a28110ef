package dev.orderflow.notification;

import static org.springframework.http.MediaType.APPLICATION_JSON_VALUE;

import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** The endpoints that are gone, and how one comes back. */
@RestController
@RequestMapping(path = "/gone-endpoints", produces = APPLICATION_JSON_VALUE)
class GoneEndpointController {

    private static final Logger log = LoggerFactory.getLogger(GoneEndpointController.class);

    private final GoneEndpoints goneEndpoints;

    GoneEndpointController(GoneEndpoints goneEndpoints) {
        this.goneEndpoints = goneEndpoints;
    }

    /** Lists the endpoints that are gone: no webhook is sent there any more. */
    @GetMapping
    GoneEndpointList list() {
        return new GoneEndpointList(goneEndpoints.all());
    }

    /** Takes an endpoint back: webhooks are sent there again. */
    @DeleteMapping
    ResponseEntity<Void> takeBack(@RequestParam String url) {
        if (!goneEndpoints.remove(url)) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND, "No endpoint with that URL is gone");
        }
        log.info("Webhooks are sent to {} again", url);
        return ResponseEntity.noContent().build();
    }

    record GoneEndpointList(List<GoneEndpoints.GoneEndpoint> endpoints) {}
}
