package dev.orderflow.eventbus.http;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Endpoints with everything that can be asked in a wrong way. */
@RestController
@RequestMapping("/parcels")
class Parcels {

    enum Speed {
        SLOW,
        FAST
    }

    record Parcel(
            @NotBlank String to,
            @NotNull Speed speed,
            @NotNull @Size(max = 2) List<@NotNull @Valid Thing> things,
            @Nullable Map<String, @Size(max = 3) String> labels,
            @Nullable Duration within,
            @Nullable URI from) {}

    record Thing(@NotNull Integer weight) {}

    static class NoSuchParcel extends RuntimeException {}

    @PostMapping
    Parcel send(@Valid @RequestBody Parcel parcel) {
        return parcel;
    }

    @PostMapping("/bodiless")
    String sendNothing() {
        return "";
    }

    @GetMapping
    List<String> list(
            @RequestParam Speed speed,
            @RequestParam(defaultValue = "1") @Min(1) @Max(9) int limit,
            @RequestHeader(name = "Owner", required = false) @Nullable Integer owner) {
        return List.of(speed + " " + limit + " " + owner);
    }

    @GetMapping("/{id}")
    String find(@PathVariable String id) {
        if (id.equals("broken")) {
            throw new IllegalStateException("a secret");
        }
        throw new NoSuchParcel();
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> on(NoSuchParcel e) {
        return Problem.answer(HttpStatus.NOT_FOUND, "no-such-parcel", "No such parcel", "There is none");
    }
}
