package dev.wascc.gate.conformance;

/** Policy files of the corpus: two trusted accounts, and one rule. */
final class PolicyText {
    private static final String TRUST =
            """
            version: 1
            issuers:
              - { key: %s, name: acme }
              - { key: %s, name: partner }
            """
                    .formatted(Key.ACCOUNT.text(), Key.PARTNER.text());

    private PolicyText() {}

    /** One rule for all actors; each line is one of its keys. */
    static String rule(String... lines) {
        return matching("name: \"*\"", lines);
    }

    static String matching(String match, String... lines) {
        StringBuilder text = new StringBuilder(TRUST)
                .append("actors:\n  - match: { ")
                .append(match)
                .append(" }\n");
        for (String line : lines) {
            text.append("    ").append(line).append('\n');
        }
        return text.toString();
    }

    /** Issuers, and then these lines. */
    static String trusting(String rest) {
        return TRUST + rest;
    }

    static String lock(Key subject, int revision, String hash) {
        return "version: 1\nactors:\n  %s: { name: 'conformance', revision: %d, hash: '%s' }\n"
                .formatted(subject.text(), revision, hash);
    }
}
