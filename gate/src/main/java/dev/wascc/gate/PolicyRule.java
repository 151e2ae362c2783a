package dev.wascc.gate;

import dev.wascc.claims.Rule;

/** The rules that a policy file turns on. All are of exit code 14. */
public enum PolicyRule implements Rule {
    NO_RULE("WASCC-P001", "no rule for this actor"),
    ISSUER_NOT_ALLOWED("WASCC-P002", "issuer not allowed for this actor"),
    CAPABILITY_DENIED("WASCC-P003", "capability denied"),
    CAPABILITY_NOT_ALLOWED("WASCC-P004", "capability not allowed"),
    CAPABILITY_MISSING("WASCC-P005", "required capability missing"),
    REVISION_TOO_LOW("WASCC-P006", "revision below the lock file"),
    FIELD_MISSING("WASCC-P007", "required field missing"),
    VALID_TOO_LONG("WASCC-P008", "valid for too long"),
    EXPIRES_TOO_SOON("WASCC-P009", "expires too soon"),
    NEVER_EXPIRES("WASCC-P010", "never expires"),
    CALL_ALIAS_NOT_ALLOWED("WASCC-P011", "call alias not allowed"),
    PROVIDER_NOT_ALLOWED("WASCC-P012", "actor or provider not allowed here"),
    REVISION_REUSED("WASCC-P013", "revision used for other code"),
    IMPORT_NOT_ALLOWED("WASCC-P014", "import not allowed"),
    PROVENANCE_MISSING("WASCC-P015", "no attestation"),
    PROVENANCE_MISMATCH("WASCC-P016", "attestation does not match");

    private final String id;
    private final String title;

    PolicyRule(String id, String title) {
        this.id = id;
        this.title = title;
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
        return ExitClass.POLICY;
    }
}
