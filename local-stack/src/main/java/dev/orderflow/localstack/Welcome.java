package dev.orderflow.localstack;

/** What the reader is told once everything runs. */
final class Welcome {
    private Welcome() {}

    static String to(Settings settings) {
        var ports = settings.ports();
        return """
              order-service         http://127.0.0.1:%1$d
              payment-service       http://127.0.0.1:%2$d
              notification-service  http://127.0.0.1:%3$d
              mail                  http://127.0.0.1:%4$d
              hook receiver         http://hooks.localhost:%9$d/hooks
              Kafka                 127.0.0.1:%5$d
              Postgres              127.0.0.1:%6$d, passwords in %7$s
              logs                  %8$s

            Place an order, and see what became of it:

              location=$(curl -si http://127.0.0.1:%1$d/orders -H 'Content-Type: application/json' -d '
                {"customerId":"ada","email":"ada@example.com","currency":"EUR","paymentMethod":"card-ok",
                 "items":[{"sku":"book","quantity":2,"unitPrice":"12.50"}]}' |
                sed -n 's/^[Ll]ocation: *//p' | tr -d '\\r')
              sleep 1; curl -s http://127.0.0.1:%1$d$location

            Ctrl-C stops everything.\
            """.formatted(
                        ports.order(),
                        ports.payment(),
                        ports.notification(),
                        ports.mail(),
                        ports.kafka(),
                        ports.postgres(),
                        settings.data("postgres.passwords"),
                        settings.folder().resolve("logs"),
                        ports.hooks());
    }
}
