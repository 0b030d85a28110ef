package dev.orderflow.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** The images, put together from the jars at hand: everything but the Dockerfile's own Maven build. */
@EnabledIf("dev.orderflow.system.Docker#engineAnswers")
class ImagesTest {

    private static final int ONE_MEGABYTE = 1024 * 1024;

    @ParameterizedTest
    @ValueSource(strings = {"order-service", "payment-service", "notification-service"})
    void aServiceRunsWithoutRootCurlOrBuildTools(String service) {
        var config = build(service).path("Config");

        assertThat(config.path("User").asString()).matches("[1-9][0-9]*:[1-9][0-9]*");
        assertThat(config.path("Entrypoint").path(0).asString())
                .as("who hears SIGTERM")
                .isEqualTo("java");
        assertThat(config.path("Healthcheck").path("Test").toString()).isEqualTo("[\"CMD\",\"healthy\"]");
        assertThat(inside(service, "for each in curl wget mvn git; do command -v $each; done; true"))
                .isEmpty();
    }

    @Test
    void whatTheServiceWasWrittenInIsALayerApartFromItsLibraries() {
        build("order-service");

        var application = Docker.output("history", "--format", "{{.Size}} {{.CreatedBy}}", image("order-service"))
                .lines()
                .filter(layer -> layer.contains("/layers/"))
                .toList();

        assertThat(application).hasSize(4);
        assertThat(application.getFirst()).contains("/layers/application/");
        assertThat(Long.parseLong(
                        inside("order-service", "stat -c %s /app/app.jar").strip()))
                .isLessThan(ONE_MEGABYTE);
    }

    /** JVM option AOTMode=on refuses to start without a cache that fits; the container's own start would only be slow. */
    @Test
    void theCacheOfTheRecordedStartFitsTheJvm() {
        build("order-service");

        assertThat(inside(
                        "order-service",
                        "java @java.options -XX:AOTMode=on -XX:AOTCache=app.aot -cp app.jar -version 2>&1"))
                .contains("25");
    }

    @Test
    void theServicesGetARuntimeAndNoCompiler() throws IOException {
        var bases = Files.readAllLines(Path.of("../Dockerfile")).stream()
                .filter(line -> line.startsWith("FROM "))
                .toList();

        assertThat(bases).contains("FROM eclipse-temurin:25-jre AS service");
        assertThat(bases.getLast()).isEqualTo("FROM service");
    }

    private static JsonNode build(String service) {
        Docker.output(
                "build",
                "--quiet",
                "--build-arg",
                "JARS=at-hand",
                "--build-arg",
                "SERVICE=" + service,
                "--tag",
                image(service),
                ".");
        return Docker.json("image", "inspect", image(service)).path(0);
    }

    private static String inside(String service, String script) {
        return Docker.output(
                "run",
                "--rm",
                "--memory=448m",
                "--read-only",
                "--network=none",
                "--entrypoint=bash",
                image(service),
                "-c",
                script);
    }

    private static String image(String service) {
        return "orderflow/" + service + ":test";
    }
}
