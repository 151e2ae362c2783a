package dev.wascc.providers.httpclient;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a binding's values allow.
 *
 * @param timeout of a whole request, redirects and all
 * @param maxBody of an answer, in bytes
 * @param recorded answers instead of the network, if not null
 */
record ClientSettings(
        AllowedHosts hosts,
        Addresses addresses,
        Duration timeout,
        int maxBody,
        int maxRedirects,
        @Nullable RecordedAnswers recorded) {
    private static final int LONGEST = 600_000;
    /** With its header it still fits into a message. */
    private static final int LARGEST = 5 << 20;

    private static final int MOST_REDIRECTS = 20;

    /** @throws IllegalArgumentException says which value is wrong */
    static ClientSettings of(Map<String, String> values) throws IOException {
        String recorded = values.get("RECORDED");
        return new ClientSettings(
                AllowedHosts.parse(values.getOrDefault("ALLOW", "")),
                Addresses.publicAnd(values.getOrDefault("ALLOW_PRIVATE", "")),
                Duration.ofMillis(number(values, "TIMEOUT", "10000", 1, LONGEST)),
                number(values, "MAX_BODY", String.valueOf(LARGEST), 1, LARGEST),
                number(values, "MAX_REDIRECTS", "5", 0, MOST_REDIRECTS),
                recorded == null ? null : RecordedAnswers.read(Path.of(recorded)));
    }

    private static int number(Map<String, String> values, String key, String otherwise, int min, int max) {
        try {
            int number = Integer.parseInt(values.getOrDefault(key, otherwise).strip());
            if (number >= min && number <= max) {
                return number;
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw new IllegalArgumentException(key + " is a number from " + min + " to " + max);
    }
}
