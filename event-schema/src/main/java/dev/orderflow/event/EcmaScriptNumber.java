package dev.orderflow.event;

import java.math.BigDecimal;
import java.math.MathContext;

/** Numbers as ECMAScript's {@code Number::toString} spells them, which RFC 8785 prescribes. */
final class EcmaScriptNumber {

    private EcmaScriptNumber() {}

    static String print(double value) {
        if (value == 0) {
            return "0";
        }
        var shortest = shortest(Math.abs(value));
        var digits = shortest.unscaledValue().toString();
        var point = digits.length() - shortest.scale(); // the decimal point's place in digits
        return (value < 0 ? "-" : "") + print(digits, point);
    }

    private static String print(String digits, int point) {
        if (point > 21 || point < -5) {
            var exponent = point - 1;
            var fraction = digits.length() == 1 ? "" : "." + digits.substring(1);
            return digits.charAt(0) + fraction + (exponent < 0 ? "e" : "e+") + exponent;
        }
        if (point <= 0) {
            return "0." + "0".repeat(-point) + digits;
        }
        if (point >= digits.length()) {
            return digits + "0".repeat(point - digits.length());
        }
        return digits.substring(0, point) + "." + digits.substring(point);
    }

    /** The fewest digits that read back as the value: Java's, except that Java prefers 4.9E-324 to 5E-324. */
    private static BigDecimal shortest(double value) {
        var decimal = new BigDecimal(Double.toString(value)).stripTrailingZeros();
        if (decimal.precision() == 2) {
            var oneDigit = decimal.round(new MathContext(1)).stripTrailingZeros();
            return oneDigit.doubleValue() == value ? oneDigit : decimal;
        }
        return decimal;
    }
}
