package dev.orderflow.payment;

/** What the gateway answered. */
sealed interface Outcome {

    /** The money is with the gateway. */
    record Charged() implements Outcome {}

    /** The charge was refused for good. */
    record Declined(String reason) implements Outcome {}

    /** The charge came after a void of the same key. */
    record Refused() implements Outcome {}

    /** The void found a charge, and its money went back. */
    record Refunded() implements Outcome {}

    /** The void found no charge, and there will be none. */
    record Voided() implements Outcome {}

    /** The gateway was not asked. */
    record NotAsked() implements Outcome {}
}
