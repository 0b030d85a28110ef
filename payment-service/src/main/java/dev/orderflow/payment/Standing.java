package dev.orderflow.payment;

/** Where a payment stands. */
enum Standing {
    /** The gateway has not answered yet; never stored. */
    OPEN,
    SUCCEEDED,
    DECLINED,
    REFUNDED,
    /** Nothing was charged and nothing will be; announced to nobody, because no money moved. */
    VOIDED
}
