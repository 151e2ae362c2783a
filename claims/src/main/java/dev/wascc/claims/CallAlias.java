package dev.wascc.claims;

/** The name other actors may call an actor by. */
public final class CallAlias {
    private CallAlias() {}

    /** As wascap writes an alias: lower case, no white space around, ASCII only, and {@code _} for a blank, a dash or a dot. */
    public static String normalised(String alias) {
        return alias.toLowerCase(java.util.Locale.ROOT)
                .strip()
                .replaceAll("[^\\x00-\\x7f]", "")
                .replaceAll("[ .-]", "_");
    }

    /** Whether wash takes the alias: not empty, only {@code a-z 0-9 _ /}, and not to be mistaken for a public key. */
    public static boolean valid(String alias) {
        return alias.matches("[a-z0-9_/]+");
    }
}
