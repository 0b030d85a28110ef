package dev.orderflow.eventbus.deadletters;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.orderflow.eventbus.http.VisibleText;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import org.jspecify.annotations.Nullable;

/** Who decides, as they say themselves: this is no authentication. */
record Operator(String name) {

    static final String HEADER = "Operator";
    private static final int MOST = 100;

    /** @param header as the server reads it: a character for each byte */
    static Operator of(@Nullable String header) {
        if (header == null) {
            throw Refusal.operatorRequired();
        }
        try {
            var name = UTF_8.newDecoder()
                    .decode(ByteBuffer.wrap(header.getBytes(ISO_8859_1)))
                    .toString();
            if (!name.isBlank() && name.codePointCount(0, name.length()) <= MOST && VisibleText.is(name)) {
                return new Operator(name);
            }
        } catch (CharacterCodingException e) {
            // refused below
        }
        throw Refusal.operatorRequired();
    }
}
