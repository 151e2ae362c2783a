package dev.wascc.gate.conformance;

import static dev.wascc.gate.conformance.Case.passes;
import static dev.wascc.gate.conformance.Case.refused;
import static dev.wascc.gate.conformance.Forge.guest;
import static dev.wascc.gate.conformance.PolicyText.rule;

import java.util.List;

/** Where modules come from, and attestations that do not say so. */
final class ProvenanceCases {
    private static final byte[] GOOD = guest().bytes();
    private static final Attested ATTESTED = Attested.of(GOOD);
    private static final String REQUIRED = rule("provenance: { required: true }");
    private static final String BUILDER = rule("provenance: { builder: \"https://ci.example.org/*\" }");
    private static final String SOURCE = rule("provenance: { source: \"https://git.example.org/acme/*\" }");
    private static final String COMMIT = rule("provenance: { commit: \"" + "01".repeat(20) + "\" }");

    private ProvenanceCases() {}

    static List<Case> all() {
        return List.of(
                breach("P015", "not-attested", "no attestation, where one is required")
                        .byPolicy(REQUIRED),
                breach("P015", "not-attested-builder", "no attestation, where a builder is named")
                        .byPolicy(BUILDER),
                breach("P016", "attested-forged", "signed by a stranger under the name of the account")
                        .byPolicy(REQUIRED)
                        .attested(ATTESTED.signedBy(Key.STRANGER, Key.ACCOUNT).bundle()),
                breach("P016", "attested-by-stranger", "signed by a stranger under his own name")
                        .byPolicy(REQUIRED)
                        .attested(ATTESTED.signedBy(Key.STRANGER, Key.STRANGER).bundle()),
                breach("P016", "attested-by-partner", "signed by an issuer that the rule does not have")
                        .byPolicy(rule("issuers: [acme]", "provenance: { required: true }"))
                        .attested(ATTESTED.signedBy(Key.PARTNER, Key.PARTNER).bundle()),
                breach("P016", "attested-changed", "another builder was written in after signing")
                        .byPolicy(REQUIRED)
                        .attested(ATTESTED.bundle(
                                ATTESTED.builder("https://ci.example.org/other").statement())),
                breach("P016", "attested-changed-unasked", "the same, where nobody asks for an attestation")
                        .attested(ATTESTED.bundle(
                                ATTESTED.builder("https://ci.example.org/other").statement())),
                breach("P016", "attested-builder", "was built elsewhere")
                        .byPolicy(BUILDER)
                        .attested(ATTESTED.builder("https://laptop.example.org/ana")
                                .bundle()),
                breach("P016", "attested-source", "was built from another repository")
                        .byPolicy(SOURCE)
                        .attested(ATTESTED.source("https://git.example.org/mallory/greeter", "01".repeat(20), "clean")
                                .bundle()),
                breach("P016", "attested-commit", "was built from another commit")
                        .byPolicy(COMMIT)
                        .attested(ATTESTED.source("https://git.example.org/acme/greeter", "02".repeat(20), "clean")
                                .bundle()),
                breach("P016", "attested-modified", "was built from a tree with changes")
                        .byPolicy(COMMIT)
                        .attested(ATTESTED.source("https://git.example.org/acme/greeter", "01".repeat(20), "modified")
                                .bundle()),
                breach("P016", "attested-other-bytes", "the attestation is of other bytes of this actor")
                        .byPolicy(REQUIRED)
                        .attested(Attested.of(guest().meta("rev", "2").bytes()).bundle()),
                passes("attested", "attested as asked", guest())
                        .byPolicy(
                                rule(
                                        "provenance: { builder: \"https://ci.example.org/*\", source: \"https://git.example.org/acme/*\" }"))
                        .attested(ATTESTED.bundle()),
                passes("attested-unasked", "attested, though nobody asks", guest())
                        .attested(ATTESTED.bundle()));
    }

    private static Case breach(String rules, String id, String what) {
        return refused(14, rules, id, what, guest());
    }
}
