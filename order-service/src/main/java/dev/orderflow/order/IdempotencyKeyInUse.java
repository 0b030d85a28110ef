package dev.orderflow.order;

class IdempotencyKeyInUse extends RuntimeException {

    IdempotencyKeyInUse(IdempotencyKey key) {
        super("The first request with the idempotency key %s is still under way".formatted(key.value()));
    }
}
