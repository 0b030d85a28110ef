package dev.orderflow.localstack;

import java.util.HashMap;
import java.util.Map;

/**
 * The port of each part.
 *
 * @param mail  the page that shows the mails
 * @param hooks the receiver to try webhooks on
 */
public record PortNumbers(
        int order, int payment, int notification, int postgres, int kafka, int smtp, int mail, int hooks) {
    /** The ports of the documentation, or those that environment variables name; 0 stands for a free one. */
    public static PortNumbers from(Map<String, String> environment) {
        return new PortNumbers(
                port(environment, "ORDER_PORT", 8081),
                port(environment, "PAYMENT_PORT", 8082),
                port(environment, "NOTIFICATION_PORT", 8083),
                port(environment, "POSTGRES_PORT", 5432),
                port(environment, "KAFKA_PORT", 9092),
                port(environment, "SMTP_PORT", 1025),
                port(environment, "MAIL_PORT", 8025),
                port(environment, "HOOKS_PORT", 8026));
    }

    public static PortNumbers free() {
        return new PortNumbers(
                Ports.free(),
                Ports.free(),
                Ports.free(),
                Ports.free(),
                Ports.free(),
                Ports.free(),
                Ports.free(),
                Ports.free());
    }

    private static int port(Map<String, String> environment, String variable, int otherwise) {
        var value =
                environment.getOrDefault(variable, Integer.toString(otherwise)).strip();
        if (!value.matches("\\d{1,5}") || Integer.parseInt(value) > 65_535) {
            throw new StartFailure(variable + "=" + value + " is not a port number");
        }
        int port = Integer.parseInt(value);
        return port == 0 ? Ports.free() : port;
    }

    int of(Service service) {
        return switch (service) {
            case ORDER -> order;
            case PAYMENT -> payment;
            case NOTIFICATION -> notification;
        };
    }

    /** Refuses to start when any port is in use, or wanted by two. */
    void requireFree() {
        var owners = new HashMap<Integer, String>();
        require(owners, order, Service.ORDER.title, "ORDER_PORT");
        require(owners, payment, Service.PAYMENT.title, "PAYMENT_PORT");
        require(owners, notification, Service.NOTIFICATION.title, "NOTIFICATION_PORT");
        require(owners, postgres, "Postgres", "POSTGRES_PORT");
        require(owners, kafka, "Kafka", "KAFKA_PORT");
        require(owners, smtp, "the mail sink", "SMTP_PORT");
        require(owners, mail, "the mail page", "MAIL_PORT");
        require(owners, hooks, "the hook receiver", "HOOKS_PORT");
    }

    private static void require(Map<Integer, String> owners, int port, String owner, String variable) {
        var other = owners.putIfAbsent(port, owner);
        if (other != null) {
            throw new StartFailure(owner + " and " + other + " cannot share port " + port + ". Choose another: "
                    + variable + "=<port>");
        }
        Ports.requireFree(port, owner, variable);
    }
}
