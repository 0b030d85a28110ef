package dev.orderflow.examples.parcels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.orderflow.localstack.SharedServers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The service that the README shows: it works, and it is the one that the README shows. */
class ParcelServiceTest {

    private static final Pattern CODE = Pattern.compile("(?s)```(?:java|yaml|sql)\n(.*?)```");

    @Test
    void aParcelThatIsSentTwiceGoesOnTwoJourneys() {
        var postgres = SharedServers.postgres();
        postgres.createDatabase("parcels");
        try (var service = SpringApplication.run(
                ParcelService.class,
                "--server.address=127.0.0.1",
                "--server.port=0",
                "--spring.datasource.url=" + postgres.jdbcUrl("parcels"),
                "--spring.datasource.password=" + postgres.password("parcels_service"),
                "--spring.flyway.password=" + postgres.password("parcels_owner"),
                "--spring.kafka.bootstrap-servers=" + SharedServers.kafka().bootstrapServers())) {
            var parcels = service.getBean(Parcels.class);
            parcels.send("P-1", "1 First Street");
            parcels.send("P-1", "2 Second Street");

            var journeys =
                    service.getBean(JdbcClient.class).sql("select address from journeys where parcel_id = 'P-1'");
            await().atMost(Duration.ofMinutes(1))
                    .untilAsserted(() -> assertThat(journeys.query(String.class).list())
                            .containsExactly("1 First Street", "2 Second Street"));
        }
    }

    /** But for its layout: piece by piece, as they are separated by empty lines. */
    @Test
    void theReadmeShowsThisCode() throws IOException {
        var readme = Files.readString(Path.of("../../README.md"));
        var section = readme.substring(readme.indexOf("\n## Use event-bus"), readme.indexOf("\n## Tests and"));
        var sources = withoutLayout(sources());

        var pieces = CODE.matcher(section)
                .results()
                .flatMap(code -> Stream.of(code.group(1).split("\n\n")))
                .filter(piece -> !piece.startsWith("create role"))
                .toList();

        assertThat(pieces)
                .hasSizeGreaterThan(4)
                .allSatisfy(piece -> assertThat(sources).contains(withoutLayout(piece)));
    }

    private static String sources() throws IOException {
        try (var files = Files.walk(Path.of("src", "main"))) {
            var texts = new StringBuilder();
            for (var file : files.filter(Files::isRegularFile).sorted().toList()) {
                texts.append("-- ").append(file).append('\n').append(Files.readString(file));
            }
            return texts.toString();
        }
    }

    private static String withoutLayout(String code) {
        return code.replaceAll("\\s+", "");
    }
}
