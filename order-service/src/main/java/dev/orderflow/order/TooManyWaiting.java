package dev.orderflow.order;

class TooManyWaiting extends RuntimeException {

    TooManyWaiting(int most) {
        super("%d clients are waiting already; ask again without waiting".formatted(most));
    }
}
