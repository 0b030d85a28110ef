package dev.orderflow.notification;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** URLs that answered 410 Gone: nothing is sent there any more, until somebody takes that back. */
@Component
class GoneEndpoints {

    private final JdbcClient jdbc;

    GoneEndpoints(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void add(String url) {
        jdbc.sql("insert into gone_endpoints (url) values (?) on conflict do nothing")
                .param(url)
                .update();
    }

    Optional<Instant> since(String url) {
        return jdbc.sql("select since from gone_endpoints where url = ?")
                .param(url)
                .query((row, _) -> row.getTimestamp(1).toInstant())
                .optional();
    }

    List<GoneEndpoint> all() {
        return jdbc.sql("select url, since from gone_endpoints order by since, url limit 1000")
                .query((row, _) -> new GoneEndpoint(
                        row.getString("url"), row.getTimestamp("since").toInstant()))
                .list();
    }

    /** Takes it back that an endpoint is gone; false when it was not. */
    boolean remove(String url) {
        return jdbc.sql("delete from gone_endpoints where url = ?").param(url).update() == 1;
    }

    record GoneEndpoint(String url, Instant since) {}
}
