package dev.wascc.cli;

import dev.wascc.claims.Rule.ExitClass;
import dev.wascc.gate.CheckedFile;
import dev.wascc.gate.Gate;
import java.util.Optional;

/** What a policy calls the issuer of a module. */
final class IssuerName {
    private IssuerName() {}

    /** The name; empty where no policy has one, or where the signature does not prove that it was that issuer. */
    static Optional<String> of(Gate gate, CheckedFile file) {
        boolean proven = file.findings().stream()
                .noneMatch(finding -> finding.rule().exitClass().compareTo(ExitClass.UNSIGNED) <= 0);
        return proven
                ? gate.policy().flatMap(policy -> file.claims()
                        .map(claims -> policy.issuers().get(claims.issuer())))
                : Optional.empty();
    }
}
