package dev.wascc.gate;

import dev.wascc.claims.Rule;

/** What a package for AWS Lambda can be refused for before it is uploaded. All are of exit code 14. */
public enum DeploymentRule implements Rule {
    CAPABILITY_NOT_SERVED("WASCC-F001", "capability not served in Lambda"),
    NO_EVENTS("WASCC-F002", "no actor takes events"),
    FILE_OUTSIDE("WASCC-F003", "file outside the package"),
    NOT_EXECUTABLE("WASCC-F004", "executable bit missing"),
    OTHER_ARCHITECTURE("WASCC-F005", "native code for another machine"),
    TOO_LARGE("WASCC-F006", "larger than Lambda takes"),
    C_LIBRARY_TOO_NEW("WASCC-F007", "native code for a newer C library");

    private final String id;
    private final String title;

    DeploymentRule(String id, String title) {
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
