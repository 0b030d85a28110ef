package dev.orderflow.localstack;

import java.util.HashMap;
import java.util.Map;

/** What a service is told at its start: where everything is, and who it is there. */
record ServiceEnvironment(PostgresServer postgres, KafkaBroker kafka, MailSink mail, HookSink hooks) {
    Map<String, String> of(Service service, int port) {
        var owner = service.database + "_owner";
        var user = service.database + "_service";
        var environment = new HashMap<>(Map.of(
                "SERVER_ADDRESS", "127.0.0.1",
                "SERVER_PORT", Integer.toString(port),
                "SPRING_DATASOURCE_URL", postgres.jdbcUrl(service.database),
                "SPRING_DATASOURCE_USERNAME", user,
                "SPRING_DATASOURCE_PASSWORD", postgres.password(user),
                "SPRING_FLYWAY_USER", owner,
                "SPRING_FLYWAY_PASSWORD", postgres.password(owner),
                "SPRING_KAFKA_BOOTSTRAP_SERVERS", kafka.bootstrapServers(),
                "SPRING_MAIL_HOST", "127.0.0.1",
                "SPRING_MAIL_PORT", Integer.toString(mail.smtpPort())));
        if (service == Service.PAYMENT) {
            environment.put("GATEWAY_URL", "http://127.0.0.1:" + port + "/gateway");
        }
        if (service == Service.NOTIFICATION) {
            environment.put("WEBHOOKS_SECRETS", HookSink.SECRET);
            environment.put("WEBHOOKS_ALLOWEDHOSTS", hooks.authority());
        }
        return environment;
    }
}
