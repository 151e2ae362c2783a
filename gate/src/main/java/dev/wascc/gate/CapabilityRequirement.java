package dev.wascc.gate;

import dev.wascc.claims.Finding;
import dev.wascc.claims.Finding.Source;
import dev.wascc.claims.Printable;
import java.util.List;

/** What an actor may, may not and must claim. */
sealed interface CapabilityRequirement extends Requirement {

    /** None of these. */
    record Denied(String rule, List<Glob> capabilities, Source source) implements CapabilityRequirement {
        @Override
        public List<Finding> judge(Candidate candidate) {
            return candidate.actor().granted().stream()
                    .distinct()
                    .filter(capability -> Glob.any(capabilities, capability))
                    .map(capability -> Finding.error(
                                    PolicyRule.CAPABILITY_DENIED,
                                    "capability " + Printable.of(capability) + " is denied by rule " + rule)
                            .mendedBy("wascc claims remove FILE " + Printable.of(capability))
                            .askedAt(source))
                    .toList();
        }
    }

    /** None but these; those that are denied beside are not said again. */
    record Allowed(String rule, List<Glob> capabilities, List<Glob> denied, Source source)
            implements CapabilityRequirement {
        @Override
        public List<Finding> judge(Candidate candidate) {
            return candidate.actor().granted().stream()
                    .distinct()
                    .filter(capability -> !Glob.any(capabilities, capability) && !Glob.any(denied, capability))
                    .map(capability -> Finding.error(
                                    PolicyRule.CAPABILITY_NOT_ALLOWED,
                                    "capability " + Printable.of(capability) + " is not allowed by rule " + rule
                                            + "; allowed: " + Glob.listed(capabilities))
                            .mendedBy("wascc claims remove FILE " + Printable.of(capability))
                            .askedAt(source))
                    .toList();
        }
    }

    /** All of these. */
    record Required(String rule, List<String> capabilities, Source source) implements CapabilityRequirement {
        @Override
        public List<Finding> judge(Candidate candidate) {
            return capabilities.stream()
                    .filter(capability -> !candidate.actor().granted().contains(capability))
                    .map(capability -> Finding.error(
                                    PolicyRule.CAPABILITY_MISSING,
                                    "capability " + capability + ", which rule " + rule + " requires, is not claimed")
                            .mendedBy("wascc claims add FILE " + capability)
                            .askedAt(source))
                    .toList();
        }
    }
}
