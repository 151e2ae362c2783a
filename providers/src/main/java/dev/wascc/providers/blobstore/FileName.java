package dev.wascc.providers.blobstore;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;

/** Which ids can be files on every system: as they are, for two that were rewritten could become one. */
final class FileName {
    private static final int MAX_BYTES = 200;
    private static final String RESERVED = "/\\:*?\"<>|";
    private static final Set<String> DEVICES = Set.of("con", "prn", "aux", "nul");

    private FileName() {}

    static boolean isOne(String id) {
        if (id.isEmpty() || id.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES || id.startsWith(".")) {
            return false;
        }
        char last = id.charAt(id.length() - 1);
        String stem = id.split("\\.", 2)[0].toLowerCase(Locale.ROOT);
        return last != '.'
                && last != ' '
                && !DEVICES.contains(stem)
                && !stem.matches("(com|lpt)[0-9]")
                && StandardCharsets.UTF_8.newEncoder().canEncode(id)
                && id.codePoints().noneMatch(c -> Character.isISOControl(c) || RESERVED.indexOf(c) >= 0);
    }

    /** The id as it is. */
    static String checked(String id) throws IOException {
        if (!isOne(id)) {
            throw new IOException("the id of a container or blob is a plain file name here: at most " + MAX_BYTES
                    + " bytes, without " + RESERVED
                    + " and control characters, not beginning with a dot and not ending with"
                    + " a dot or a blank");
        }
        return id;
    }
}
