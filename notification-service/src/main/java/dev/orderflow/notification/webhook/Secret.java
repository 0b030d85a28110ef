package dev.orderflow.notification.webhook;

import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A secret that webhooks are signed with. */
final class Secret {

    private static final String PREFIX = "whsec_";
    private static final String HMAC = "HmacSHA256";
    private static final int FEWEST_BYTES = 24;
    private static final int MOST_BYTES = 64;

    private final SecretKeySpec key;

    private Secret(byte[] bytes) {
        key = new SecretKeySpec(bytes, HMAC);
    }

    /**
     * Reads a secret as the specification writes it.
     *
     * @throws IllegalArgumentException when it is none; the message does not repeat it
     */
    static Secret of(String text) {
        if (!text.startsWith(PREFIX)) {
            throw new IllegalArgumentException("A webhook secret begins with " + PREFIX);
        }
        var bytes = Base64.getDecoder().decode(text.substring(PREFIX.length()));
        if (bytes.length < FEWEST_BYTES || bytes.length > MOST_BYTES) {
            throw new IllegalArgumentException(
                    "A webhook secret has %d to %d bytes, not %d".formatted(FEWEST_BYTES, MOST_BYTES, bytes.length));
        }
        return new Secret(bytes);
    }

    String sign(byte[] content) {
        try {
            var mac = Mac.getInstance(HMAC);
            mac.init(key);
            return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(content));
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException(e);
        }
    }
}
