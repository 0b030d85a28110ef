package dev.orderflow.eventbus.publishing;

import static org.springframework.http.MediaType.APPLICATION_JSON_VALUE;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping(path = "/event-log", produces = APPLICATION_JSON_VALUE)
class EventLogController {

    private final PublishedEvents published;

    EventLogController(PublishedEvents published) {
        this.published = published;
    }

    /**
     * Shows what this service has published. Transactions that commit late put theirs between what was seen: who wants to
     * follow, and miss nothing, listens to the topics.
     *
     * @param after the position of the last event that was seen
     */
    @GetMapping
    PublishedEvents.Page page(
            @RequestParam(defaultValue = "0") long after,
            @RequestParam(required = false) @Nullable String key,
            @RequestParam(required = false) @Nullable String type,
            @RequestParam(defaultValue = "100") @Min(1) @Max(1000) int limit) {
        return published.after(after, key, type, limit);
    }
}
