package dev.orderflow.localstack;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Checks a webhook as the Standard Webhooks specification tells receivers to.
 *
 * @param secrets with any of which it may be signed
 */
record HookSignature(List<String> secrets) {
    private static final Duration TOLERANCE = Duration.ofMinutes(5);

    /** @param secrets separated by commas, as the service that signs has them */
    static HookSignature by(String secrets) {
        return new HookSignature(List.of(secrets.split(",")));
    }

    /** What is wrong, if anything is. */
    Optional<String> problem(String id, String timestamp, String signatures, String body, Instant now) {
        if (!timestamp.matches("\\d{1,12}")) {
            return Optional.of("no timestamp");
        }
        var age = Duration.between(Instant.ofEpochSecond(Long.parseLong(timestamp)), now);
        if (age.abs().compareTo(TOLERANCE) > 0) {
            return Optional.of("its timestamp is " + age + " old");
        }
        var signed = "%s.%s.%s".formatted(id, timestamp, body);
        boolean matches = secrets.stream()
                .map(secret -> bytes("v1," + sign(secret, signed)))
                .anyMatch(expected -> Arrays.stream(signatures.split(" "))
                        .anyMatch(signature -> MessageDigest.isEqual(expected, bytes(signature))));
        return matches ? Optional.empty() : Optional.of("no signature matches");
    }

    private static String sign(String secret, String content) {
        try {
            var key = Base64.getDecoder().decode(secret.substring("whsec_".length()));
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return Base64.getEncoder().encodeToString(mac.doFinal(bytes(content)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
