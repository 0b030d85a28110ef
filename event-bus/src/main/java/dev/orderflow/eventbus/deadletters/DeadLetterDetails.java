package dev.orderflow.eventbus.deadletters;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * All that is known of a dead letter.
 *
 * @param attempts every failed one: its number, when and why
 * @param event    the event as it came, byte for byte; null for an unreadable record
 * @param record   the record as it came; null for an event
 * @param headers  as they came
 * @param behind   the events that wait behind it, in the order in which they will be handled; the first hundred
 * @param audit    what was decided about it
 */
record DeadLetterDetails(
        @JsonUnwrapped DeadLetter deadLetter,
        @JsonRawValue String attempts,
        @JsonRawValue @Nullable String event,
        @Nullable Unreadable record,
        List<Header> headers,
        List<Waiting> behind,
        List<Decision> audit) {

    record Header(String name, @Nullable String value) {}

    /**
     * A record that holds no event.
     *
     * @param value its bytes, in Base64
     * @param text  its bytes as well as they can be read as text
     */
    record Unreadable(
            int partition,
            long offset,
            byte @Nullable [] value,
            @Nullable String text) {}

    record Waiting(
            long id,
            String eventId,
            String type,
            long version,
            Instant since,
            @Nullable Instant expiresAt) {}

    static DeadLetterDetails of(ResultSet row) throws SQLException {
        var deadLetter = DeadLetter.of(row);
        var isEvent = deadLetter.eventId() != null;
        var value = row.getBytes("value");
        var text = value == null ? null : new String(value, UTF_8);
        return new DeadLetterDetails(
                deadLetter,
                row.getString("failures"),
                isEvent ? text : null,
                isEvent ? null : new Unreadable(row.getInt("partition"), row.getLong("offset"), value, text),
                headers(row),
                List.of(),
                List.of());
    }

    DeadLetterDetails with(List<Waiting> waiting, List<Decision> decisions) {
        return new DeadLetterDetails(deadLetter, attempts, event, record, headers, waiting, decisions);
    }

    private static List<Header> headers(ResultSet row) throws SQLException {
        var names = (String[]) row.getArray("header_names").getArray();
        var values = (byte[][]) row.getArray("header_values").getArray();
        return IntStream.range(0, names.length)
                .mapToObj(i -> new Header(names[i], values[i] == null ? null : new String(values[i], UTF_8)))
                .toList();
    }
}
