package dev.orderflow.notification.webhook;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** A URL that a webhook may be sent to, as far as its spelling tells. */
record Endpoint(URI url) {

    private static final Set<String> WEB = Set.of("http", "https");
    private static final int LONGEST = 2048;

    /** Reads a URL; empty when none can be called by it. */
    static Optional<Endpoint> of(String url) {
        try {
            return Optional.of(new URI(url)).filter(Endpoint::isCallable).map(Endpoint::new);
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    private static boolean isCallable(URI url) {
        return url.getScheme() != null
                && WEB.contains(url.getScheme().toLowerCase(Locale.ROOT))
                && url.getHost() != null
                && url.getUserInfo() == null
                && url.getPort() <= 65_535
                && url.toASCIIString().length() <= LONGEST;
    }
}
