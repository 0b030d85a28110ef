package dev.orderflow.order;

class IdempotencyKeyReused extends RuntimeException {

    IdempotencyKeyReused(IdempotencyKey key) {
        super("Another request was sent before with the idempotency key " + key.value());
    }
}
