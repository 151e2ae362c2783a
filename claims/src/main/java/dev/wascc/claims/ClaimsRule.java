package dev.wascc.claims;

/** The rules that need no policy file: form, signature, hash, dates, and the trust given by {@link TrustPolicy}. */
public enum ClaimsRule implements Rule {
    NOT_SIGNED("WASCC-S001", "not signed", ExitClass.UNSIGNED),
    SEVERAL_TOKENS("WASCC-S002", "more than one token", ExitClass.MALFORMED),
    SIGNATURE_MISMATCH("WASCC-S003", "signature does not match", ExitClass.SIGNATURE),
    HASH_MISMATCH("WASCC-S004", "module hash does not match", ExitClass.SIGNATURE),
    EXPIRED("WASCC-S005", "expired", ExitClass.VALIDITY),
    NOT_YET_VALID("WASCC-S006", "not yet valid", ExitClass.VALIDITY),
    ISSUER_NOT_TRUSTED("WASCC-S007", "issuer not trusted", ExitClass.SIGNATURE),
    MALFORMED_MODULE("WASCC-S008", "malformed Wasm", ExitClass.MALFORMED),
    MALFORMED_TOKEN("WASCC-S009", "malformed token", ExitClass.MALFORMED),
    WRONG_KEY_ROLE("WASCC-S010", "issuer or subject is no key of the right kind", ExitClass.MALFORMED),
    CAPABILITY_NOT_ALLOWED("WASCC-S011", "capability not allowed", ExitClass.POLICY);

    private final String id;
    private final String title;
    private final ExitClass exitClass;

    ClaimsRule(String id, String title, ExitClass exitClass) {
        this.id = id;
        this.title = title;
        this.exitClass = exitClass;
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public String title() {
        return title;
    }

    @Override
    public ExitClass exitClass() {
        return exitClass;
    }
}
