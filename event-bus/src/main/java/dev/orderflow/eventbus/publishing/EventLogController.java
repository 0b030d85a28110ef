package dev.orderflow.eventbus.publishing;

import static org.springframework.http.MediaType.APPLICATION_JSON_VALUE;

import com.fasterxml.jackson.annotation.JsonRawValue;
import dev.orderflow.eventbus.http.Paging;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Shows what this service has published. */
@RestController
@RequestMapping(path = "/event-log", produces = APPLICATION_JSON_VALUE)
class EventLogController {

    private final JdbcClient jdbc;

    EventLogController(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * A page of the event log.
     *
     * @param next the {@code after} of the next page; null when this is the last one
     */
    record Page(
            List<Entry> events,
            @Schema(types = {"integer", "null"}) @Nullable Long next) {}

    /**
     * A row of the event log.
     *
     * @param relayed whether Kafka has it
     */
    record Entry(
            long position,
            String topic,
            boolean relayed,
            @JsonRawValue @Schema(types = "object") String event) {}

    /**
     * Shows what this service has published. Transactions that commit late put theirs between what was seen: who wants to
     * follow, and miss nothing, listens to the topics.
     *
     * @param after the position of the last event that was seen
     */
    @GetMapping
    Page page(
            @RequestParam(defaultValue = "0") long after,
            @RequestParam(required = false) @Nullable String key,
            @RequestParam(required = false) @Nullable String type,
            @RequestParam(defaultValue = "100") @Min(1) @Max(1000) int limit) {
        var oneMore = jdbc.sql("""
            select position, topic, value, done @> position as relayed
              from event_bus.event_log, event_bus.relay
             where position > :after
               and (:key::text is null or key = :key)
               and (:type::text is null or type = :type)
             order by position
             limit :limit
            """)
                .param("after", after)
                .param("key", key)
                .param("type", type)
                .param("limit", limit + 1)
                .query((row, _) -> new Entry(
                        row.getLong("position"),
                        row.getString("topic"),
                        row.getBoolean("relayed"),
                        new String(row.getBytes("value"), StandardCharsets.UTF_8)))
                .list();
        var page = Paging.of(oneMore, limit, Entry::position);
        return new Page(page.rows(), page.next());
    }
}
