package dev.orderflow.order;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.util.Currency;
import java.util.List;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;

/**
 * The request to place an order; {@link OrderRules} adds what annotations cannot say.
 *
 * @param expiresIn   how long the order may wait for its payment, 15 minutes unless given
 * @param callbackUrl where the customer's own system wants to be called, if anywhere
 */
record NewOrder(
        @NotBlank @Size(max = 64) String customerId,

        @NotBlank
        @Size(max = 254)
        @Email
        @Pattern(regexp = ASCII_ADDRESS, message = "must be an address in ASCII, without quotes, at a host name")
        String email,

        @NotNull Currency currency,

        @NotBlank @Size(max = 64) String paymentMethod,

        @NotEmpty @Size(max = 100) List<@NotNull @Valid NewItem> items,

        @DurationMin(seconds = 1) @DurationMax(days = 7) @Nullable
        Duration expiresIn,

        @Nullable URI callbackUrl) {

    /** What SMTP can be told by every server, and the server's name as the DNS knows it. Nobody agrees about quotes. */
    private static final String ASCII_ADDRESS = "[!#-~]*@[A-Za-z0-9.-]*|[^@]*";

    private static final Duration DEFAULT_TIME_TO_PAY = Duration.ofMinutes(15);

    Duration timeToPay() {
        return expiresIn == null ? DEFAULT_TIME_TO_PAY : expiresIn;
    }

    /** @param unitPrice in the order's currency, with exactly its number of fraction digits */
    record NewItem(
            @NotBlank @Size(max = 64) String sku,

            @NotNull @Min(1) @Max(1000) Integer quantity,

            @NotNull
            @Pattern(regexp = "\\d{1,12}(\\.\\d{1,4})?", message = "must be a decimal number such as \"12.50\"")
            String unitPrice) {

        Item toItem() {
            return new Item(sku, quantity, new BigDecimal(unitPrice));
        }
    }
}
