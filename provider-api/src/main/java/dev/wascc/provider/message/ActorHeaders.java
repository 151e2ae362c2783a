package dev.wascc.provider.message;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** What headers an actor may answer with, whoever passes them on. */
public final class ActorHeaders {
    private static final Pattern TOKEN = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");
    /** They are about the connection, or whoever is in front of the actor sets them. */
    private static final Set<String> NOT_THE_ACTORS = Set.of(
            "connection",
            "keep-alive",
            "proxy-authenticate",
            "proxy-authorization",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade",
            "content-length");

    private ActorHeaders() {}

    /** Whether a name is a token (RFC 9110, 5.6.2), so that nothing more than it gets onto the wire. */
    public static boolean isToken(String name) {
        return TOKEN.matcher(name).matches();
    }

    /** Whether an actor may set it; what it may not is left out. Case does not matter. */
    public static boolean maySet(String name) {
        return !NOT_THE_ACTORS.contains(name.toLowerCase(Locale.ROOT));
    }
}
