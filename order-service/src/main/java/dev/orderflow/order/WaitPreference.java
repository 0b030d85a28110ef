package dev.orderflow.order;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** How long a client is willing to wait for an answer: {@code Prefer: wait=n}, in seconds (RFC 7240). */
record WaitPreference(Duration atMost) {

    private static final Pattern WAIT = Pattern.compile("wait\\s*=\\s*(\"?)(\\d{1,9})\\1", Pattern.CASE_INSENSITIVE);

    /** The first such preference; a preference that is not understood is none, as the RFC has it. */
    static Optional<WaitPreference> in(List<String> headers, Duration longest) {
        return headers.stream()
                .flatMap(header -> Stream.of(header.split(",")))
                .map(preference -> preference.replaceFirst(";.*", "").strip())
                .map(WAIT::matcher)
                .filter(found -> found.matches())
                .map(found -> Duration.ofSeconds(Long.parseLong(found.group(2))))
                .map(wait -> new WaitPreference(wait.compareTo(longest) < 0 ? wait : longest))
                .findFirst();
    }

    /** What is said in {@code Preference-Applied}. */
    @Override
    public String toString() {
        return "wait=" + atMost.toSeconds();
    }
}
