package dev.orderflow.order;

import java.math.BigDecimal;
import java.net.URI;
import java.util.Currency;
import java.util.Locale;
import java.util.Set;
import org.springframework.validation.Errors;

/** The rules of a {@link NewOrder} that look at more than one field, or inside one. */
final class OrderRules {

    private static final Set<String> WEB = Set.of("http", "https");

    private OrderRules() {}

    static void validate(NewOrder order, Errors errors) {
        if (order.callbackUrl() != null && !isWebAddress(order.callbackUrl())) {
            errors.rejectValue(
                    "callbackUrl",
                    "web-address",
                    "must be an absolute http or https URL of at most 2048 ASCII characters, without user, fragment and"
                            + " brackets in its query");
        }
        if (errors.hasErrors()) {
            return; // prices cannot be judged before currency and items are there
        }
        if (order.currency().getDefaultFractionDigits() < 0) {
            errors.rejectValue("currency", "money", "must be a currency that can be paid with");
            return;
        }
        for (int i = 0; i < order.items().size(); i++) {
            var price = new BigDecimal(order.items().get(i).unitPrice());
            checkPrice(price, order.currency(), "items[%d].unitPrice".formatted(i), errors);
        }
    }

    private static void checkPrice(BigDecimal price, Currency currency, String field, Errors errors) {
        var digits = currency.getDefaultFractionDigits();
        if (price.scale() != digits) {
            errors.rejectValue(
                    field, "fraction-digits", "must have %d fraction digits, as %s has".formatted(digits, currency));
        } else if (price.signum() == 0) {
            errors.rejectValue(field, "positive", "must be greater than zero");
        }
    }

    private static boolean isWebAddress(URI url) {
        return url.getScheme() != null
                && WEB.contains(url.getScheme().toLowerCase(Locale.ROOT))
                && url.getHost() != null
                && url.getUserInfo() == null
                && url.getFragment() == null
                && url.getPort() <= 65_535
                && url.toString().length() <= 2048
                && isAsEveryoneReadsIt(url);
    }

    /** {@link URI} takes more than RFC 3986 does, and the URL is in events that others check by that. */
    private static boolean isAsEveryoneReadsIt(URI url) {
        var query = url.getRawQuery();
        return url.toString().equals(url.toASCIIString())
                && !url.getHost().contains("%")
                && (query == null || query.chars().noneMatch(each -> each == '[' || each == ']'));
    }
}
