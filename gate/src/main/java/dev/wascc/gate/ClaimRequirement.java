package dev.wascc.gate;

import dev.wascc.claims.Claims;
import dev.wascc.claims.Finding;
import dev.wascc.claims.Finding.Source;
import dev.wascc.claims.Metadata;
import dev.wascc.claims.Printable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;

/** What the other claims must be. */
sealed interface ClaimRequirement extends Requirement {
    /** The fields that can be required, as a policy file spells them, and what it takes to have one. */
    Map<String, Predicate<Claims<Metadata.Actor>>> FIELDS = Map.of(
            "name", claims -> filled(claims.metadata().name()),
            "version", claims -> filled(claims.metadata().version()),
            "revision", claims -> claims.metadata().revision() != null,
            "tags", claims -> !claims.metadata().tagged().isEmpty(),
            "callAlias", claims -> filled(claims.metadata().callAlias()),
            "expires", claims -> claims.expires() != null,
            "capabilities", claims -> claims.metadata().capabilities() != null);

    /** How {@code wascc sign} spells each of them. */
    Map<String, String> OPTIONS = Map.of(
            "name", "--name NAME",
            "version", "--ver VERSION",
            "revision", "--rev NUMBER",
            "tags", "--tag TAG",
            "callAlias", "--call-alias ALIAS",
            "expires", "--expires DAYS",
            "capabilities", "--cap ID");

    private static boolean filled(@org.jspecify.annotations.Nullable String text) {
        return text != null && !text.isBlank();
    }

    /** These fields are there and not blank. */
    record Present(List<String> fields, Source source) implements ClaimRequirement {
        @Override
        public List<Finding> judge(Candidate candidate) {
            List<Finding> findings = new ArrayList<>();
            for (String field : fields) {
                Predicate<Claims<Metadata.Actor>> present = FIELDS.get(field);
                if (present == null || !present.test(candidate.claims())) {
                    findings.add(Finding.error(
                                    PolicyRule.FIELD_MISSING, "the claims have no " + field + ", which is required")
                            .mendedBy("wascc claims resign FILE " + OPTIONS.get(field))
                            .askedAt(source));
                }
            }
            return findings;
        }
    }

    /** A call alias, where there is one, is one of these and none of those. */
    record Alias(List<Glob> allowed, List<Glob> denied, Source source) implements ClaimRequirement {
        @Override
        public List<Finding> judge(Candidate candidate) {
            String alias = candidate.actor().callAlias();
            if (alias == null || Glob.any(allowed, alias) && !Glob.any(denied, alias)) {
                return List.of();
            }
            return List.of(Finding.error(
                            PolicyRule.CALL_ALIAS_NOT_ALLOWED,
                            "call alias " + Printable.of(alias) + " is not allowed; allowed: " + Glob.listed(allowed)
                                    + (denied.isEmpty() ? "" : ", but not " + Glob.listed(denied)))
                    .mendedBy("wascc claims resign FILE --call-alias ALIAS")
                    .askedAt(source));
        }
    }

    /** Whether capability providers are let through a rule. */
    enum Providers {
        DENY,
        ALLOW,
        ONLY;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** An actor, a provider, or either. */
    record Kind(String rule, Providers providers, Source source) implements ClaimRequirement {
        @Override
        public List<Finding> judge(Candidate candidate) {
            boolean provider = candidate.actor().provider();
            if (providers == Providers.ALLOW || provider == (providers == Providers.ONLY)) {
                return List.of();
            }
            return List.of(Finding.error(
                            PolicyRule.PROVIDER_NOT_ALLOWED,
                            provider
                                    ? "the module is a capability provider (prov), which rule " + rule + " denies"
                                    : "the module is no capability provider (prov), and rule " + rule
                                            + " takes only those")
                    .mendedBy(
                            provider
                                    ? "write providers: allow in the rule, or sign it as an actor: wascc sign FILE"
                                    : "sign it as one: wascc claims resign FILE --prov")
                    .askedAt(source));
        }
    }
}
