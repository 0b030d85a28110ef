package dev.orderflow.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** The compose files as Docker Compose reads them, which takes no engine. */
@EnabledIf("dev.orderflow.system.Docker#composeIsInstalled")
class ComposeFilesTest {

    private static final List<String> ALONE = List.of("docker-compose.yml");
    private static final List<String> SCALED = List.of("docker-compose.yml", "docker-compose.scale.yml");

    static Stream<List<String>> files() {
        return Stream.of(ALONE, SCALED);
    }

    @ParameterizedTest
    @MethodSource("files")
    void everyPartSaysWhenItIsHealthyHowMuchMemoryItTakesAndWhichVersionItIs(List<String> files) {
        for (var part : parts(files)) {
            assertThat(part.getValue().has("mem_limit")).as(part.getKey()).isTrue();
            assertThat(part.getValue().has("healthcheck") || part.getValue().has("build"))
                    .as("%s has a health check, or its Dockerfile has", part.getKey())
                    .isTrue();
            assertThat(part.getValue().path("image").asString())
                    .as(part.getKey())
                    .matches(".+:.+")
                    .doesNotEndWith(":latest");
            assertThat(part.getValue().path("restart").asString())
                    .as(part.getKey())
                    .isEqualTo("unless-stopped");
        }
    }

    @ParameterizedTest
    @MethodSource("files")
    void everyPortIsOnLoopbackAndTakenOnce(List<String> files) {
        var published = new ArrayList<String>();
        for (var part : parts(files)) {
            for (var port : part.getValue().path("ports")) {
                assertThat(port.path("host_ip").asString()).as(part.getKey()).isEqualTo("127.0.0.1");
                published.add(port.path("published").asString());
            }
        }
        assertThat(published).doesNotHaveDuplicates().contains("8080", "8081", "8082", "8083", "8025", "8026", "9092");
    }

    @ParameterizedTest
    @MethodSource("files")
    void ourServicesMayNotWriteNorDoWhatRootMay(List<String> files) {
        for (var part : parts(files)) {
            var service = part.getValue();
            if (service.has("build")) {
                assertThat(service.path("read_only").asBoolean())
                        .as(part.getKey())
                        .isTrue();
                assertThat(service.path("cap_drop").path(0).asString())
                        .as(part.getKey())
                        .isEqualTo("ALL");
                assertThat(service.path("environment").toString())
                        .as("%s finds its passwords in secrets only", part.getKey())
                        .doesNotContainIgnoringCase("password");
            }
        }
    }

    private static Iterable<Map.Entry<String, JsonNode>> parts(List<String> files) {
        var command = new ArrayList<>(List.of("compose"));
        files.forEach(file -> command.addAll(List.of("--file", file)));
        command.addAll(List.of("config", "--format", "json"));
        return Docker.json(command.toArray(String[]::new)).path("services").properties();
    }
}
