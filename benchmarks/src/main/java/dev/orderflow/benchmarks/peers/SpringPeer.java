package dev.orderflow.benchmarks.peers;

import dev.orderflow.benchmarks.load.AutoConfigurations;
import dev.orderflow.benchmarks.load.Database;
import dev.orderflow.benchmarks.load.Topic;
import java.util.ArrayList;
import java.util.List;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** Starts the application of a peer that is configured by Spring Boot. */
final class SpringPeer {

    static ConfigurableApplicationContext start(
            Class<?> application, String library, Database database, Topic topic, List<String> properties) {
        var arguments = new ArrayList<>(List.of(
                "--spring.main.banner-mode=off",
                "--logging.level.root=warn",
                "--spring.flyway.enabled=false",
                "--spring.datasource.url=" + database.url(),
                "--spring.datasource.username=" + database.owner(),
                "--spring.datasource.password=" + database.ownerPassword(),
                "--spring.kafka.bootstrap-servers=" + Topic.broker(),
                "--topic=" + topic.name(),
                "--" + AutoConfigurations.allBut(library)));
        properties.forEach(property -> arguments.add("--" + property));
        return new SpringApplicationBuilder(application)
                .web(WebApplicationType.NONE)
                .run(arguments.toArray(String[]::new));
    }

    private SpringPeer() {}
}
