package dev.wascc.gate.conformance;

import static dev.wascc.gate.conformance.Case.refused;

import java.util.List;

/** Issuers and subjects that are no keys, or of the wrong kind; and issuers that nobody trusts. */
final class KeyCases {
    private KeyCases() {}

    static List<Case> all() {
        return List.of(
                refused(
                                12,
                                "S007",
                                "issuer-not-trusted",
                                "signed by an account that is not trusted",
                                Forge.guest().by(Key.STRANGER))
                        .like("v05.iss-other"),
                issuer("issuer-module", "a module", Key.MODULE).like("v05.iss-module-key"),
                issuer("issuer-user", "a user", Key.of(Key.USER_ROLE, "user")).like("v05.iss-user-key"),
                issuer("issuer-service", "a service", Key.SERVICE).like("v05.iss-service-key"),
                issuer("issuer-server", "a server", Key.of(Key.SERVER_ROLE, "server")),
                issuer("issuer-operator", "an operator, who signs accounts", Key.of(Key.OPERATOR_ROLE, "operator")),
                issuer("issuer-cluster", "a cluster", Key.of(Key.CLUSTER_ROLE, "cluster")),
                issuer(
                        "issuer-account-as-module",
                        "the trusted account's, with the prefix of a module",
                        new Key(Key.MODULE_ROLE, Key.ACCOUNT.secret())),
                text("iss", "issuer-seed", "a seed", Key.ACCOUNT.seed()).like("v05.iss-seed"),
                text("iss", "issuer-bad-checksum", "a key whose checksum is wrong", wrong(Key.ACCOUNT.text()))
                        .like("v05.iss-bad-crc"),
                text(
                                "iss",
                                "issuer-lower",
                                "the trusted account in lower case",
                                Key.ACCOUNT.text().toLowerCase(java.util.Locale.ROOT))
                        .like("v05.iss-lower"),
                text("iss", "issuer-empty", "empty", "").like("v05.iss-empty"),
                text("iss", "issuer-blank", "the trusted account and a blank", Key.ACCOUNT.text() + " "),
                text("iss", "issuer-name", "a name", "acme"),
                subject("subject-account", "an account", Key.PARTNER.text()).like("v05.sub-account-key"),
                subject("subject-user", "a user", Key.of(Key.USER_ROLE, "user").text()),
                subject("subject-service", "a service, in the token of an actor", Key.SERVICE.text()),
                subject("subject-empty", "empty", "").like("v05.sub-empty"),
                subject("subject-text", "some text", "conformance").like("v16.sub-any-text"),
                subject("subject-seed", "a seed", Key.MODULE.seed()),
                subject("subject-bad-checksum", "a key whose checksum is wrong", wrong(Key.MODULE.text())),
                subject(
                        "subject-identity",
                        "the identity, with the prefix of a module",
                        Key.text(Key.MODULE_ROLE, Bytes.hex("01" + "00".repeat(31)))),
                refused(
                        15,
                        "S010",
                        "subject-account-of-provider",
                        "an account, in the token of a portable provider",
                        Forge.guest().meta("prov", "true").claim("sub", Forge.quoted(Key.PARTNER.text()))));
    }

    /** Of a role that issues no actors, though it signed; and nobody trusts it. */
    private static Case issuer(String id, String what, Key key) {
        return refused(
                15, "S007 S010", id, "the issuer is " + what, Forge.guest().by(key));
    }

    private static Case text(String claim, String id, String what, String text) {
        return refused(15, "S010", id, "the issuer is " + what, Forge.guest().claim(claim, Forge.quoted(text)));
    }

    private static Case subject(String id, String what, String text) {
        return refused(15, "S010", id, "the subject is " + what, Forge.guest().claim("sub", Forge.quoted(text)));
    }

    private static String wrong(String key) {
        return key.substring(0, 55) + (key.endsWith("A") ? "B" : "A");
    }
}
