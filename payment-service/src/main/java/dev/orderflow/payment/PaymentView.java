package dev.orderflow.payment;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.orderflow.event.Money;
import org.jspecify.annotations.Nullable;

/** A payment as clients see it. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record PaymentView(
        String id,
        String orderId,
        Standing status,
        Money amount,
        String paymentMethod,
        @Nullable String reason) {}
