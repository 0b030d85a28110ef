package dev.orderflow.eventbus.consuming;

import static java.time.ZoneOffset.UTC;

import dev.orderflow.event.RawEvent;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/**
 * How an arrival is written to the tables of parked and waiting events, and read back exactly, but for NUL in the name of a
 * header, which Postgres cannot hold.
 */
final class StoredRecord {

    /**
     * Any rows of a table under a condition, so many at most, and not more than {@code :bytes}: lest the same ones, of which
     * nothing comes, stand before the others each time.
     */
    static String anyOf(String table, String condition) {
        return """
            with found as (
                select id, coalesce(octet_length(value), 0) as bytes, random() as place from %1$s
                 where %2$s
                 order by place
                 limit :limit
            ), sized as (
                select id, sum(bytes) over (order by place) - bytes as bytes_before from found
            )
            select * from %1$s where id in (select id from sized where bytes_before < :bytes) order by id
            """.formatted(table, condition);
    }

    /** How much of the values of rows, in bytes, is read into the memory at once. The row that passes it is read too. */
    static final int MOST_BYTES = 4 * 1024 * 1024;

    static Map<String, @Nullable Object> parameters(String subscription, Arrival arrival) {
        var parameters = new HashMap<String, @Nullable Object>(headers(arrival.headers()));
        parameters.put("subscription", subscription);
        parameters.put("topic", arrival.topic());
        parameters.put("key", arrival.event().key());
        parameters.put("id", arrival.eventId());
        parameters.put("version", arrival.event().version());
        parameters.put("type", arrival.event().type());
        parameters.put("value", arrival.value());
        parameters.put(
                "expiresAt",
                arrival.expiresAt() == null ? null : arrival.expiresAt().atOffset(UTC));
        return parameters;
    }

    static Map<String, Object> headers(Headers headers) {
        var all = headers.toArray();
        return Map.of(
                "names",
                        Arrays.stream(all)
                                .map(header -> header.key().replace('\0', '\uFFFD'))
                                .toArray(String[]::new),
                "values", Arrays.stream(all).map(Header::value).toArray(byte[][]::new));
    }

    static Arrival arrival(ResultSet row) throws SQLException {
        var expiresAt = row.getObject("expires_at", OffsetDateTime.class);
        return new Arrival(
                row.getString("topic"),
                RawEvent.parse(row.getBytes("value")),
                row.getBytes("value"),
                headers(row),
                expiresAt == null ? null : expiresAt.toInstant());
    }

    static Headers headers(ResultSet row) throws SQLException {
        var names = (String[]) row.getArray("header_names").getArray();
        var values = (byte[][]) row.getArray("header_values").getArray();
        var headers = new RecordHeaders();
        for (int i = 0; i < names.length; i++) {
            headers.add(names[i], values[i]);
        }
        return headers;
    }

    private StoredRecord() {}
}
