package dev.wascc.gate.conformance;

import static dev.wascc.gate.conformance.Case.passes;
import static dev.wascc.gate.conformance.Case.refused;
import static dev.wascc.gate.conformance.Forge.guest;
import static dev.wascc.gate.conformance.PolicyText.lock;
import static dev.wascc.gate.conformance.PolicyText.matching;
import static dev.wascc.gate.conformance.PolicyText.rule;
import static dev.wascc.gate.conformance.PolicyText.trusting;

import java.util.List;

/** Modules in order that break a policy. */
final class PolicyCases {
    private PolicyCases() {}

    static List<Case> rules() {
        return List.of(
                breach("P001", "no-rule-name", "no rule's pattern is of this name", guest())
                        .byPolicy(matching("name: \"payments-*\"")),
                breach("P001", "no-rule-subject", "the only rule is for another subject", guest())
                        .byPolicy(matching("subject: " + Key.OTHER_MODULE.text())),
                breach("P001", "no-rule-both", "the name matches, the subject does not", guest())
                        .byPolicy(matching("name: conformance, subject: " + Key.OTHER_MODULE.text())),
                breach("P001", "no-rule-case", "the pattern has another case", guest())
                        .byPolicy(matching("name: \"Conformance\"")),
                breach(
                                "P001",
                                "no-rule-nameless",
                                "the claims have no name, the pattern is of names",
                                guest().meta("name", null))
                        .byPolicy(matching("name: \"c*\"")),
                breach("P001", "no-rules", "the policy has no rules, and no default", guest())
                        .byPolicy(trusting("")),
                breach(
                                "P002",
                                "issuer-not-for-this",
                                "a trusted issuer, but not for this rule",
                                guest().by(Key.PARTNER))
                        .byPolicy(rule("issuers: [acme]")),
                breach("P002", "issuer-not-for-that", "the same the other way round", guest())
                        .byPolicy(rule("issuers: [partner]")),
                refused(
                                12,
                                "S007",
                                "policy-stranger",
                                "an issuer that the policy does not trust",
                                guest().by(Key.STRANGER))
                        .byPolicy(rule("issuers: [acme]")),
                refused(
                                12,
                                "P003 S003",
                                "forged-and-denied",
                                "claims a denied capability, and the signature is wrong",
                                guest().signedBy(Key.STRANGER))
                        .byPolicy(rule("capabilities: { deny: [\"wascc:http_server\"] }")),
                refused(12, "S007", "audit-stranger", "level audit does not loosen trust", guest().by(Key.STRANGER))
                        .byPolicy("level: audit\n" + rule()),
                refused(
                                12,
                                "S004",
                                "audit-changed",
                                "level audit does not loosen the hash",
                                Bytes.replaced(guest().bytes(), "conformance", "Conformance"))
                        .byPolicy("level: audit\n" + rule()),
                refused(
                                10,
                                "S001",
                                "default-allow-unsigned",
                                "default allow is not for modules without a token",
                                Wasm.GUEST)
                        .byPolicy(trusting("default: allow\n")),
                refused(12, "S007", "default-allow-stranger", "nor for strangers", guest().by(Key.STRANGER))
                        .byPolicy(trusting("default: allow\n")));
    }

    static List<Case> capabilities() {
        String allowed = rule("capabilities: { allow: [\"wascc:http_server\", \"wascc:logging\"] }");
        String required = rule("capabilities: { require: [\"wascc:logging\"] }");
        return List.of(
                breach("P003", "denied", "claims what is denied", guest().caps("wascc:http_server", "wascc:blobstore"))
                        .byPolicy(rule("capabilities: { deny: [\"wascc:blobstore\"] }")),
                breach(
                                "P003",
                                "denied-by-pattern",
                                "claims what a pattern denies",
                                guest().caps("wascc:http_server", "acme:ledger"))
                        .byPolicy(rule("capabilities: { deny: [\"acme:*\"] }")),
                breach("P003", "denied-though-allowed", "denied and allowed", guest())
                        .byPolicy(rule("capabilities: { allow: [\"wascc:*\"], deny: [\"wascc:http_server\"] }")),
                breach(
                                "P003 P004",
                                "denied-and-not-allowed",
                                "one is denied, another not allowed",
                                guest().caps("wascc:blobstore", "wascc:keyvalue"))
                        .byPolicy(rule("capabilities: { allow: [\"wascc:blobstore\"], deny: [\"wascc:blobstore\"] }")),
                breach(
                                "P004",
                                "not-allowed",
                                "claims what is not allowed",
                                guest().caps("wascc:http_server", "wascc:keyvalue"))
                        .byPolicy(allowed),
                breach(
                                "P004",
                                "not-allowed-actor",
                                "claims to call another actor",
                                guest().caps("wascc:http_server", Key.OTHER_MODULE.text()))
                        .byPolicy(allowed),
                breach("P004", "not-allowed-case", "another case of what is allowed", guest().caps("wascc:HTTP_Server"))
                        .byPolicy(allowed),
                breach(
                                "P004",
                                "not-allowed-blank",
                                "a blank behind what is allowed",
                                guest().caps("wascc:http_server "))
                        .byPolicy(allowed),
                breach("P004", "not-allowed-prefix", "what is allowed, and more", guest().caps("wascc:http_server_2"))
                        .byPolicy(allowed),
                breach("P004", "not-allowed-empty", "claims the empty text", guest().caps(""))
                        .byPolicy(allowed),
                breach("P004", "nothing-allowed", "an empty list of what is allowed", guest())
                        .byPolicy(rule("capabilities: { allow: [] }")),
                breach("P005", "not-claimed", "does not claim what is required", guest())
                        .byPolicy(required),
                breach("P005", "not-claimed-at-all", "has no capabilities at all", guest().meta("caps", null))
                        .byPolicy(required),
                breach("P005", "not-claimed-prefix", "claims what begins alike", guest().caps("wascc:logging2"))
                        .byPolicy(required));
    }

    static List<Case> revisions() {
        String policy = rule("revision: { notBelow: THIS.lock }");
        String hash = Bytes.hash(Wasm.GUEST);
        return List.of(
                locked(
                        breach("P006", "revision-below", "revision 1, where 12 was let through", guest()),
                        policy,
                        lock(Key.MODULE, 12, hash)),
                locked(
                        breach(
                                "P006",
                                "revision-negative",
                                "revision -1, where 0 was let through",
                                guest().meta("rev", "-1")),
                        policy,
                        lock(Key.MODULE, 0, hash)),
                locked(
                        breach(
                                "P006",
                                "revision-none",
                                "no revision, where 1 was let through",
                                guest().meta("rev", null)),
                        policy,
                        lock(Key.MODULE, 1, hash)),
                breach("P006", "revision-without-lock", "the lock file is not there", guest())
                        .byPolicy(rule("revision: { notBelow: nowhere.lock }")),
                locked(
                        passes("revision-reused", "the same revision as other code", guest())
                                .warning("P013"),
                        policy,
                        lock(Key.MODULE, 1, Bytes.hash(Wasm.OTHER_GUEST))),
                locked(
                        passes("revision-reused-2", "the same of a high revision", guest().meta("rev", "2147483647"))
                                .warning("P013"),
                        policy,
                        lock(Key.MODULE, 2147483647, Bytes.hash(Wasm.OTHER_GUEST))),
                locked(
                        passes("revision-same", "the same revision, and the same code", guest()),
                        policy,
                        lock(Key.MODULE, 1, hash)),
                locked(
                        passes("revision-above", "a higher revision", guest().meta("rev", "2")),
                        policy,
                        lock(Key.MODULE, 1, hash)),
                locked(
                        passes("revision-first", "the lock file is of another actor", guest()),
                        policy,
                        lock(Key.OTHER_MODULE, 9, hash)));
    }

    static List<Case> claims() {
        return List.of(
                breach("P007", "version-missing", "no version", guest().meta("ver", null))
                        .byPolicy(rule("require: [version]")),
                breach("P007", "version-blank", "a version of blanks", guest().meta("ver", "\"  \""))
                        .byPolicy(rule("require: [version]")),
                breach("P007", "revision-missing", "no revision", guest().meta("rev", null))
                        .byPolicy(rule("require: [revision]")),
                breach("P007", "name-missing-required", "no name, by subject", guest().meta("name", null))
                        .byPolicy(matching("subject: " + Key.MODULE.text(), "require: [name]")),
                breach("P007", "tags-missing", "an empty list of tags", guest()).byPolicy(rule("require: [tags]")),
                breach("P007", "several-missing", "no alias, no tags, no expiry", guest().claim("exp", null))
                        .byPolicy(rule("require: [callAlias, tags, expires]")),
                breach("P008", "valid-too-long", "valid from 2020 to 2100", guest())
                        .byPolicy(rule("validity: { maxDays: 365 }")),
                breach(
                                "P008",
                                "valid-a-second-too-long",
                                "ten days and a second",
                                guest().claim("nbf", String.valueOf(Forge.ISSUED))
                                        .expires(Forge.ISSUED + 864_001))
                        .byPolicy(rule("validity: { maxDays: 10 }"))
                        .at("2020-09-14T00:00:00Z"),
                breach(
                                "P008",
                                "never-expires-max",
                                "never expires, where a longest time is given",
                                guest().claim("exp", null))
                        .byPolicy(rule("validity: { maxDays: 36500 }")),
                breach("P009", "expires-too-soon", "expires in 2100, a thousand years must remain", guest())
                        .byPolicy(rule("validity: { minRemainingDays: 365000 }")),
                breach(
                                "P009",
                                "expires-in-a-week",
                                "six days remain of seven",
                                guest().expires(Forge.ISSUED + 6 * 86_400))
                        .byPolicy(rule("validity: { minRemainingDays: 7 }"))
                        .at("2020-09-13T12:26:40Z"),
                refused(13, "P009 S005", "expired-policy", "expired in 2001", guest().expires(Forge.PAST))
                        .byPolicy(rule("validity: { minRemainingDays: 1 }")),
                breach("P010", "never-expires", "no expiry", guest().claim("exp", null))
                        .byPolicy(rule("validity: { requireExpiry: true }")),
                breach("P010", "expiry-null", "expiry null", guest().claim("exp", "null"))
                        .byPolicy(rule("validity: { requireExpiry: true }")),
                refused(
                                13,
                                "S005",
                                "skew-exceeded",
                                "expired 31 seconds ago, 30 are forgiven",
                                guest().expires(Forge.ISSUED - 31))
                        .byPolicy(rule("validity: { clockSkewSeconds: 30 }"))
                        .at("2020-09-13T12:26:40Z"),
                breach(
                                "P011",
                                "alias-not-allowed",
                                "an alias that is not allowed",
                                guest().meta("call_alias", "\"bank/ledger\""))
                        .byPolicy(rule("callAliases: { allow: [\"shop/*\"] }")),
                breach("P011", "alias-denied", "an alias that is denied", guest().meta("call_alias", "\"admin\""))
                        .byPolicy(rule("callAliases: { deny: [admin] }")),
                breach(
                                "P012",
                                "provider-denied",
                                "a portable provider, which rules deny unless they say otherwise",
                                guest().meta("prov", "true").caps("acme:ledger"))
                        .byPolicy(rule()),
                breach(
                                "P012",
                                "provider-denied-service",
                                "the same with the key of a service",
                                guest().meta("prov", "true")
                                        .caps("acme:ledger")
                                        .claim("sub", Forge.quoted(Key.SERVICE.text())))
                        .byPolicy(rule("providers: deny")),
                breach("P012", "actor-among-providers", "an actor, where only providers are let in", guest())
                        .byPolicy(rule("providers: only")));
    }

    private static Case locked(Case one, String policy, String lock) {
        return one.byPolicy(policy.replace("THIS", one.id())).with("policies/" + one.id() + ".lock", lock);
    }

    private static Case breach(String rules, String id, String what, Forge forge) {
        return refused(14, rules, id, what, forge);
    }
}
