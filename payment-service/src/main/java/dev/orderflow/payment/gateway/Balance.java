package dev.orderflow.payment.gateway;

import com.fasterxml.jackson.annotation.JsonFormat;
import java.math.BigDecimal;
import java.util.Currency;

/** The money in one currency that was moved: {@code kept = charged - refunded}. */
record Balance(
        Currency currency,
        long charges,
        long refunds,
        @JsonFormat(shape = JsonFormat.Shape.STRING) BigDecimal charged,
        @JsonFormat(shape = JsonFormat.Shape.STRING) BigDecimal refunded,
        @JsonFormat(shape = JsonFormat.Shape.STRING) BigDecimal kept) {}
