package dev.wascc.cli;

import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Text that may hold what somebody gave by mistake for a file or an option: whatever in it looks like a seed, or a piece of one, is
 * not shown. Public keys are.
 */
final class Masked {
    /** A run of base32 no word is as long as, or anything of about a seed's length that begins as one, whatever its case. */
    private static final Pattern SECRET =
            Pattern.compile("(?<![A-Za-z0-9])(?:[A-Z2-7]{16,}+|[sS][a-zA-Z][a-zA-Z0-9]{38,}+)");

    private static final Pattern PUBLIC_KEY = Pattern.compile("[ACMNOUV][A-Z2-7]{55}");

    private Masked() {}

    static String of(String text) {
        return SECRET.matcher(text).replaceAll(Masked::shown);
    }

    private static String shown(MatchResult found) {
        return PUBLIC_KEY.matcher(found.group()).matches() ? found.group() : "(hidden)";
    }
}
