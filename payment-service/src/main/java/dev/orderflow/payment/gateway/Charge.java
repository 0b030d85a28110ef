package dev.orderflow.payment.gateway;

import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.util.Currency;

/** The request to charge a card. */
record Charge(
        @NotNull @Positive @Digits(integer = 18, fraction = 4)
        BigDecimal amount,

        @NotNull Currency currency,

        @NotBlank @Size(max = 64) String method) {}
