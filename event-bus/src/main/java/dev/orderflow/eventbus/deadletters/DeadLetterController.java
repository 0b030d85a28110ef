package dev.orderflow.eventbus.deadletters;

import static org.springframework.http.MediaType.APPLICATION_JSON_VALUE;

import dev.orderflow.eventbus.deadletters.Decision.Action;
import dev.orderflow.eventbus.http.Paging;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.validation.Validator;
import org.springframework.web.bind.WebDataBinder;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.InitBinder;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The dead-letter desk over HTTP. */
@RestController
@RequestMapping(path = "/dead-letters", produces = APPLICATION_JSON_VALUE)
class DeadLetterController {

    private final DeadLetters deadLetters;
    private final Audit audit;
    private final Desk desk;

    DeadLetterController(DeadLetters deadLetters, Audit audit, Desk desk) {
        this.deadLetters = deadLetters;
        this.audit = audit;
        this.desk = desk;
    }

    /**
     * A page of dead letters.
     *
     * @param next the {@code after} of the next page; null when this is the last one
     */
    record Page(
            List<DeadLetter> deadLetters,
            @Schema(types = {"integer", "null"}) @Nullable Long next) {}

    record Groups(List<Group> groups) {}

    /**
     * A page of the audit.
     *
     * @param next the {@code after} of the next page; null when this is the last one
     */
    record Decisions(
            List<Decision> decisions,
            @Schema(types = {"integer", "null"}) @Nullable Long next) {}

    /** @param reason why it is given up */
    record Discard(@NotBlank @Size(max = 1000) String reason) {}

    /**
     * How many dead letters were sent round again, and how many settled as expired instead.
     */
    record Redriven(int redriven, int expired) {}

    @InitBinder("redrive")
    void rules(WebDataBinder binder) {
        binder.addValidators(Validator.forType(Redrive.class, Redrive::validate));
    }

    /**
     * Lists dead letters, the oldest first.
     *
     * @param state {@code dead}, or {@code retrying} for those that are on their way, again or still
     */
    @GetMapping
    Page list(
            @RequestParam(defaultValue = "dead") @Pattern(regexp = "dead|retrying") String state,
            @RequestParam(required = false) @Nullable String subscription,
            @RequestParam(required = false) @Nullable String topic,
            @RequestParam(required = false) @Nullable String key,
            @RequestParam(required = false) @Nullable String type,
            @RequestParam(required = false) @Nullable String cause,
            @RequestParam(defaultValue = "0") long after,
            @RequestParam(defaultValue = "100") @Min(1) @Max(1000) int limit) {
        var filter = new Filter(subscription, topic, key, type, cause);
        var page = Paging.of(deadLetters.list(state, filter, after, limit + 1), limit, DeadLetter::id);
        return new Page(page.rows(), page.next());
    }

    /** Groups dead letters by subscription and cause. */
    @GetMapping("/groups")
    Groups groups() {
        return new Groups(deadLetters.groups());
    }

    /** Lists what was decided, and by whom. */
    @GetMapping("/audit")
    Decisions audit(
            @RequestParam(required = false) @Nullable String key,
            @RequestParam(defaultValue = "0") long after,
            @RequestParam(defaultValue = "100") @Min(1) @Max(1000) int limit) {
        var page = Paging.of(audit.list(key, after, limit + 1), limit, Decision::id);
        return new Decisions(page.rows(), page.next());
    }

    /** Shows one dead letter: its attempts, the event, and what waits behind it. */
    @GetMapping("/{id}")
    DeadLetterDetails show(@PathVariable long id) {
        var details = deadLetters.find(id).orElseThrow(() -> Refusal.notFound(id));
        return details.with(deadLetters.behind(details.deadLetter()), audit.of(id));
    }

    /** Sends one dead letter round again. */
    @PostMapping("/{id}/redrive")
    @ResponseStatus(HttpStatus.ACCEPTED)
    Decision redrive(
            @PathVariable long id, @RequestHeader(name = Operator.HEADER, required = false) @Nullable String operator) {
        return desk.redrive(id, Operator.of(operator));
    }

    /** Sends the dead letters of a key, of a group, or all, round again. */
    @PostMapping("/redrive")
    @ResponseStatus(HttpStatus.ACCEPTED)
    Redriven redriveAll(
            @Valid @RequestBody Redrive which,
            @RequestHeader(name = Operator.HEADER, required = false) @Nullable String operator) {
        var done = desk.redrive(which.filter(), Operator.of(operator));
        return new Redriven(done.getOrDefault(Action.REDRIVEN, 0), done.getOrDefault(Action.EXPIRED, 0));
    }

    /** Gives one dead letter up, and releases those behind it. */
    @PostMapping("/{id}/discard")
    Decision discard(
            @PathVariable long id,
            @Valid @RequestBody Discard why,
            @RequestHeader(name = Operator.HEADER, required = false) @Nullable String operator) {
        return desk.discard(id, Operator.of(operator), why.reason());
    }
}
