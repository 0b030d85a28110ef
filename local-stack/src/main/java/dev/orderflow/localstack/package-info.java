/** The whole system without Docker: a real Postgres, a real Kafka broker, an SMTP sink, the services. */
@NullMarked
package dev.orderflow.localstack;

import org.jspecify.annotations.NullMarked;
