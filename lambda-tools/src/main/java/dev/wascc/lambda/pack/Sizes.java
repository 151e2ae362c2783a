package dev.wascc.lambda.pack;

import java.util.Locale;

/** Sizes for people, in MB of 1,048,576 bytes, as Lambda counts. */
final class Sizes {
    private Sizes() {}

    static String of(long bytes) {
        return String.format(Locale.ROOT, bytes % (1 << 20) == 0 ? "%.0f MB" : "%.1f MB", bytes / 1048576.0);
    }
}
