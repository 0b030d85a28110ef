package dev.orderflow.order;

import java.util.Arrays;
import java.util.stream.Stream;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.Environment;
import org.springframework.test.web.servlet.client.RestTestClient;

/** A second instance of the service, on the database and the broker of the first. */
record AnotherInstance(ConfigurableApplicationContext context) implements AutoCloseable {

    static AnotherInstance of(Environment first, String... properties) {
        var same = Stream.of(
                        "spring.datasource.url",
                        "spring.datasource.password",
                        "spring.flyway.password",
                        "spring.kafka.bootstrap-servers")
                .map(name -> "--" + name + "=" + first.getRequiredProperty(name));
        var own = Arrays.stream(properties).map(each -> "--" + each);
        return new AnotherInstance(new SpringApplicationBuilder(OrderServiceApplication.class)
                .run(Stream.of(same, Stream.of("--server.port=0"), own)
                        .flatMap(each -> each)
                        .toArray(String[]::new)));
    }

    RestTestClient http() {
        return RestTestClient.bindToServer().baseUrl(url()).build();
    }

    String url() {
        return "http://127.0.0.1:" + context.getEnvironment().getRequiredProperty("local.server.port");
    }

    @Override
    public void close() {
        context.close();
    }
}
