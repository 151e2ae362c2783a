package dev.wascc.keys.pkcs11;

import dev.wascc.claims.Printable;

/** What a token or a URI says, as a message may show it. */
final class Text {
    private Text() {}

    static String shown(String text) {
        return "\"" + Printable.of(text) + "\"";
    }
}
