package dev.wascc.gate.use;

import dev.wascc.claims.Rule;

/** The rules of least privilege. All are of exit code 14; hints are warnings at most. */
public enum PrivilegeRule implements Rule {
    GRANTED_NOT_USED("WASCC-L001", "capability granted but not used"),
    USED_NOT_GRANTED("WASCC-L002", "capability used but not granted"),
    IMPORT_NOT_OFFERED("WASCC-L003", "import that no host offers"),
    NOT_RECORDED("WASCC-L004", "recorded run is not of this module");

    private final String id;
    private final String title;

    PrivilegeRule(String id, String title) {
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
