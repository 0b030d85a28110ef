package dev.orderflow.system;

import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The requests of the README and those of the file for editors are the same. */
class HttpFileTest {

    private static final Pattern VARIABLE = Pattern.compile("(?m)^@(\\w+) *= *(http.*)$");
    private static final Pattern REQUEST = Pattern.compile("(?m)^(GET|POST|PUT|PATCH|DELETE|HEAD) +(\\S+)");

    @Test
    void everyRequestOfTheReadmeIsInTheHttpFileAndNoOther() throws IOException {
        var readme = shapes(CurlCommands.in(Files.readString(Path.of("..", "README.md"))));
        var file = shapes(requests(Files.readString(Path.of("..", "docs", "orderflow.http"))));

        assertThat(without(readme, file))
                .as("requests of README.md that docs/orderflow.http lacks")
                .isEmpty();
        assertThat(without(file, readme))
                .as("requests of docs/orderflow.http that README.md no longer shows")
                .isEmpty();
    }

    @Test
    void aCurlCommandIsReadAsTheShellReadsIt() {
        assertThat(CurlCommands.in("""
            ```bash
            place() {
              curl -siw '\\n' localhost:8081/orders -H 'Content-Type: application/json' -d '
                {"method":"'"$1"'"}'
            }
            for port in 8081 8082; do
              curl -s "localhost:$port/event-log?key=$ID&after=1" | grep -o '"type":"[^"]*"'
            done
            ID=$(curl -sX PUT http://127.0.0.1:8082/gateway -d '{}' | sed 's/x/y/')
            curl -X DELETE localhost:8081/orders/${ID}/cancellation \\
                -H 'Operator: ada'; curl -I localhost:8081/orders/01M853K5Q3V324X3P5CH03ZYKC
            ```
            `curl localhost:1/no` and
            ```
            curl localhost:1/neither
            ```
            """))
                .map(RequestShape::toString)
                .containsExactly(
                        "POST :8081/orders",
                        "GET :8081/event-log?after&key",
                        "GET :8082/event-log?after&key",
                        "PUT :8082/gateway",
                        "DELETE :8081/orders/…/cancellation",
                        "HEAD :8081/orders/…");
    }

    private static Stream<RequestShape> requests(String httpFile) {
        var hosts = VARIABLE.matcher(httpFile).results().toList();
        return REQUEST.matcher(httpFile).results().map(request -> {
            var url = request.group(2);
            for (var host : hosts) {
                url = url.replace("{{" + host.group(1) + "}}", host.group(2).strip());
            }
            return RequestShape.of(request.group(1), url);
        });
    }

    private static Set<String> shapes(Stream<RequestShape> requests) {
        return requests.map(RequestShape::toString).collect(toCollection(TreeSet::new));
    }

    private static Set<String> without(Set<String> all, Set<String> these) {
        var rest = new TreeSet<>(all);
        rest.removeAll(these);
        return rest;
    }
}
