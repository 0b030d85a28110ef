package dev.orderflow.eventbus.http;

import java.util.regex.Pattern;

/**
 * Text of which nothing is hidden: no control characters, no line breaks, nothing invisible, no half of a character.
 * Whatever a client sends may end up in a log, a header, a mail or a database, and harms none of them.
 */
public final class VisibleText {

    static final String RULE = "must not contain control or invisible characters";

    private static final Pattern HIDDEN = Pattern.compile("[\\p{C}\\p{Zl}\\p{Zp}]");

    private VisibleText() {}

    /** Whether nothing in a text is hidden. */
    public static boolean is(String text) {
        return !HIDDEN.matcher(text).find();
    }

    /** A text with a blank in place of each character that would be hidden. */
    public static String of(String text) {
        return HIDDEN.matcher(text).replaceAll(" ");
    }
}
