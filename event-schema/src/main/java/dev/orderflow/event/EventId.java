package dev.orderflow.event;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import tools.jackson.databind.JsonNode;

/** The name of a fact: the SHA-256 of its canonical JSON. */
final class EventId {

    /** Never updated, only cloned: cheaper than a look-up, and safe for all threads. */
    private static final MessageDigest SHA_256 = sha256();

    private EventId() {}

    /** @param content the event without its {@code id} */
    static String of(JsonNode content) {
        try {
            var digest = (MessageDigest) SHA_256.clone();
            return HexFormat.of().formatHex(digest.digest(CanonicalJson.of(content)));
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
