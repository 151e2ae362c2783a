package dev.wascc.claims.archive;

import dev.wascc.claims.Rule;

/** What a provider archive can be refused for, beside what is wrong with its token. */
public enum ArchiveRule implements Rule {
    MALFORMED_ARCHIVE("WASCC-A001", "malformed provider archive", ExitClass.MALFORMED),
    LIBRARY_MISMATCH("WASCC-A002", "library hash does not match", ExitClass.SIGNATURE),
    FILES_DIFFER("WASCC-A003", "archive and claims list different files", ExitClass.SIGNATURE);

    private final String id;
    private final String title;
    private final ExitClass exitClass;

    ArchiveRule(String id, String title, ExitClass exitClass) {
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
