package dev.orderflow.eventbus.deadletters;

import org.jspecify.annotations.Nullable;

/** Why a dead letter is given up. */
record Reason(String text) {

    private static final int MOST = 1000;

    static Reason of(@Nullable String text) {
        if (text == null || !Printable.is(text, MOST)) {
            throw Refusal.reasonRequired(MOST);
        }
        return new Reason(text);
    }
}
