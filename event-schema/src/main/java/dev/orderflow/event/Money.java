package dev.orderflow.event;

import com.fasterxml.jackson.annotation.JsonFormat;
import java.math.BigDecimal;
import java.util.Currency;

/**
 * An amount of money, {@code {"amount":"25.00","currency":"EUR"}} in JSON: a string, because a JSON number is a
 * binary float to most readers.
 *
 * @param amount   in units of the currency, with exactly the currency's number of fraction digits
 * @param currency ISO 4217; the constructor refuses an amount with another number of fraction digits with an
 *                 {@link IllegalArgumentException}
 */
public record Money(
        @JsonFormat(shape = JsonFormat.Shape.STRING) BigDecimal amount, Currency currency) {

    public Money {
        var digits = Math.max(0, currency.getDefaultFractionDigits()); // -1 for gold and its like
        if (amount.scale() != digits) {
            throw new IllegalArgumentException(
                    "%s has %d fraction digits, %s takes %d".formatted(amount, amount.scale(), currency, digits));
        }
    }
}
