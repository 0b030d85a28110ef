package dev.orderflow.eventbus.deadletters;

/** Text from people that ends up in logs and in the audit: nothing in it can pass for a line of its own. */
final class Printable {

    /** Whether a text is not blank, not too long, and free of control and other invisible characters. */
    static boolean is(String text, int most) {
        return !text.isBlank()
                && text.codePointCount(0, text.length()) <= most
                && text.codePoints().allMatch(Printable::isPrintable);
    }

    private static boolean isPrintable(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }

    private Printable() {}
}
