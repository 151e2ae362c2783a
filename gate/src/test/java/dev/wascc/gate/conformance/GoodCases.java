package dev.wascc.gate.conformance;

import static dev.wascc.gate.conformance.Case.passes;
import static dev.wascc.gate.conformance.Forge.guest;
import static dev.wascc.gate.conformance.PolicyText.matching;
import static dev.wascc.gate.conformance.PolicyText.rule;

import java.util.List;

/** What a verifier that refuses everything gets wrong. Those that start are waPC guests that answer with what they are sent. */
final class GoodCases {
    private GoodCases() {}

    static List<Case> forms() {
        return List.of(
                passes("good", "nothing is wrong", guest()).like("v05.control"),
                passes(
                        "good-modern",
                        "the section wasmcloud_jwt, wascap_revision 3",
                        guest().section("wasmcloud_jwt").claim("wascap_revision", "3")),
                passes(
                                "good-token-first",
                                "the token is the first section",
                                guest().placing((m, s) -> Wasm.with(m, 0, s)))
                        .like("v05.section-first"),
                passes(
                                "good-token-middle",
                                "the token is between two others",
                                guest().placing((m, s) -> Wasm.with(m, 3, s)))
                        .like("v05.section-middle"),
                passes(
                                "good-token-padded",
                                "the length of the token's section takes five bytes",
                                guest().placing((m, s) ->
                                        Bytes.joined(m, Wasm.paddedCustom("jwt", Bytes.ascii(guest().token())))))
                        .like("v05.section-length-padded"),
                passes(
                        "good-padded",
                        "lengths take five bytes, and the hash is of the file as it is",
                        Forge.of(Wasm.padded(Wasm.GUEST, 0))),
                passes(
                        "good-padded-after",
                        "lengths take five bytes, and the hash is of the sections with minimal ones, as wascap 0.10 makes it",
                        guest().placing((m, s) -> Bytes.joined(Wasm.padded(m, 0), s))),
                passes("good-header-order", "alg before typ", guest().header("{\"alg\":\"Ed25519\",\"typ\":\"jwt\"}"))
                        .like("v05.header-order-resigned"),
                passes(
                        "good-header-blanks",
                        "blanks in the header",
                        guest().header("{ \"typ\": \"jwt\", \"alg\": \"Ed25519\" }")),
                passes(
                                "good-claims-blanks",
                                "blanks and line ends in the claims",
                                guest().claims(c -> c.replace(",\"", ",\n  \"")))
                        .like("v16.claims-pretty"),
                passes(
                                "good-claims-unknown",
                                "members that nobody knows",
                                guest().claim("aud", "[\"x\"]").meta("x", "{\"y\":[1,2.5,null]}"))
                        .like("v05.unknown-claims"),
                passes("good-claims-escapes", "escapes in a name", guest().meta("name", "\"\\u0063onf\\\\ormance\"")),
                passes(
                        "good-name-unicode",
                        "a name of many scripts",
                        guest().meta("name", "\"\u00dcn\u00efcode \u6f22\u5b57 \ud83e\udd80\"")),
                passes("good-no-caps", "no capabilities", guest().meta("caps", null))
                        .like("v05.caps-missing"),
                passes("good-no-name", "no name", guest().meta("name", null)).like("v05.name-missing"),
                passes("good-tags-null", "tags null", guest().meta("tags", "null"))
                        .like("v05.tags-null"),
                passes("good-exp-null", "expiry null", guest().claim("exp", "null"))
                        .like("v05.exp-null"),
                passes("good-never-expires", "no expiry", guest().claim("exp", null)),
                passes("good-exp-far", "expires in some 285 million years", guest().expires(9007199254740992L)),
                passes("good-iat-future", "issued in 2100", guest().claim("iat", String.valueOf(Forge.FAR)))
                        .like("v05.iat-future"),
                passes("good-alias", "a call alias", guest().meta("call_alias", "\"shop/greeter\"")),
                passes("good-caller", "calls its host", Forge.of(Wasm.CALLER).caps("wascc:keyvalue")),
                passes(
                                "good-component",
                                "a component, which is verified, but runs nowhere here",
                                Forge.of(Wasm.component(Wasm.GUEST)))
                        .notStarted(),
                passes(
                                "good-component-nested",
                                "a component whose inner module has a stranger's token, which counts for nothing",
                                Forge.of(Wasm.component(guest().by(Key.STRANGER).bytes())))
                        .notStarted(),
                passes("good-empty-module", "eight bytes and a token", Forge.of(Wasm.HEADER))
                        .notStarted(),
                passes(
                                "good-provider",
                                "a portable provider",
                                guest().meta("prov", "true").caps("acme:ledger"))
                        .notStarted(),
                passes(
                                "good-provider-service",
                                "a portable provider with the key of a service",
                                guest().meta("prov", "true")
                                        .caps("acme:ledger")
                                        .claim("sub", Forge.quoted(Key.SERVICE.text())))
                        .notStarted());
    }

    static List<Case> policies() {
        return List.of(
                passes(
                                "policy-full",
                                "everything that a rule can ask is given",
                                guest().meta("call_alias", "\"shop/greeter\"").meta("tags", "[\"release\"]"))
                        .byPolicy(matching(
                                "name: \"conf*\", subject: " + Key.MODULE.text(),
                                "issuers: [acme]",
                                "capabilities: { allow: [\"wascc:*\"], deny: [\"wascc:blobstore\"], require: [\"wascc:http_server\"] }",
                                "validity: { maxDays: 36500, minRemainingDays: 1, requireExpiry: true, clockSkewSeconds: 30 }",
                                "require: [name, version, revision, tags, callAlias, expires, capabilities]",
                                "callAliases: { allow: [\"shop/*\"], deny: [\"shop/admin\"] }",
                                "providers: deny",
                                "imports: { allow: [\"wapc.*\"] }")),
                passes("policy-default-allow", "no rule is for it, and the default is allow", guest())
                        .byPolicy(PolicyText.trusting("default: allow\n")),
                passes("policy-partner", "signed by the other issuer", guest().by(Key.PARTNER))
                        .byPolicy(rule("issuers: [partner, acme]")),
                passes(
                                "policy-provider",
                                "a provider, where providers are let in",
                                guest().meta("prov", "true").caps("acme:ledger"))
                        .byPolicy(rule("providers: allow"))
                        .notStarted(),
                passes("policy-warn", "a denied capability, at level warn", guest())
                        .warning("P003")
                        .byPolicy(rule("level: warn", "capabilities: { deny: [\"wascc:http_server\"] }")),
                passes("policy-audit", "the same at level audit", guest())
                        .warning("P003")
                        .byPolicy(rule("level: audit", "capabilities: { deny: [\"wascc:http_server\"] }")),
                passes("policy-skew", "expired 30 seconds ago, which are forgiven", guest().expires(Forge.ISSUED - 30))
                        .byPolicy(rule("validity: { clockSkewSeconds: 30 }"))
                        .at("2020-09-13T12:26:40Z"),
                passes("policy-remaining", "seven days remain of seven", guest().expires(Forge.ISSUED + 7 * 86_400))
                        .byPolicy(rule("validity: { minRemainingDays: 7 }"))
                        .at("2020-09-13T12:26:40Z"));
    }

    /** Policies that are no policies: a mistake in one never means that everything passes. */
    static List<Case> brokenPolicies() {
        return List.of(
                broken(
                        "policy-misspelt",
                        "a key of the rule is misspelt",
                        rule("capabilites: { deny: [\"wascc:*\"] }")),
                broken("policy-misspelt-top", "a key is misspelt", PolicyText.trusting("actor: []\n")),
                broken("policy-misspelt-level", "a level that there is not", PolicyText.trusting("level: off\n")),
                broken("policy-key-twice", "a key of the rule is there twice", rule("require: [name]", "require: []")),
                broken("policy-empty", "an empty file", ""),
                broken("policy-no-issuers", "an empty list of issuers", "version: 1\nissuers: []\n"),
                broken(
                        "policy-issuer-module",
                        "a module's key for an issuer",
                        "version: 1\nissuers:\n  - { key: " + Key.MODULE.text() + ", name: acme }\n"),
                broken(
                        "policy-version-2",
                        "a version that there is not",
                        PolicyText.trusting("").replace("version: 1", "version: 2")),
                broken(
                        "policy-no-version",
                        "no version",
                        PolicyText.trusting("").replace("version: 1\n", "")),
                broken("policy-issuer-unknown", "a rule names an issuer that is not there", rule("issuers: [acne]")),
                broken(
                        "policy-match-empty",
                        "a rule that is for nobody in particular",
                        PolicyText.trusting("actors:\n  - match: {}\n")),
                broken(
                        "policy-two-documents",
                        "two documents in one file",
                        PolicyText.trusting("---\ndefault: allow\n")),
                broken("policy-alias-bomb", "aliases of aliases", "a: &a [x,x]\nb: &b [*a,*a]\nc: &c [*b,*b]\n"),
                broken("policy-tag", "a tag that names a class", "!!javax.script.ScriptEngineManager []\n"),
                broken(
                                "policy-lock-broken",
                                "a lock file that is not one",
                                rule("revision: { notBelow: policy-lock-broken.lock }"))
                        .with("policies/policy-lock-broken.lock", "version: 1\nactors: none\n"),
                broken("trace-broken", "a recorded run that is not one", rule())
                        .recorded("{\"schemaVersion\":2,\"actors\":[]}\n"),
                broken("attestation-broken", "an attestation that is not one", rule())
                        .attested("{\"payload\":1}\n"));
    }

    private static Case broken(String id, String what, String policy) {
        return Case.refused(2, "", id, what, guest()).byPolicy(policy);
    }
}
