package dev.orderflow.payment.gateway;

import java.util.Arrays;

/** The cards that the gateway knows, each with a temper of its own. */
enum Card {
    OK("card-ok"),
    DECLINED("card-declined"),
    FLAKY("card-flaky"),
    BROKEN("card-broken"),
    SLOW("card-slow"),
    UNKNOWN("");

    private static final int FLAKY_FAILURES = 2;

    private final String method;

    Card(String method) {
        this.method = method;
    }

    static Card of(String method) {
        return Arrays.stream(values())
                .filter(card -> card.method.equals(method))
                .findFirst()
                .orElse(UNKNOWN);
    }

    /** @param failures how often the card has failed under this key before */
    Answer charge(int failures) {
        return switch (this) {
            case OK, SLOW -> Answer.of(Answer.Status.CHARGED);
            case DECLINED -> new Answer(Answer.Status.DECLINED, "The card was declined");
            case FLAKY -> Answer.of(failures < FLAKY_FAILURES ? Answer.Status.FAILED : Answer.Status.CHARGED);
            case BROKEN -> Answer.of(Answer.Status.FAILED);
            case UNKNOWN -> new Answer(Answer.Status.DECLINED, "The payment method is not known");
        };
    }
}
