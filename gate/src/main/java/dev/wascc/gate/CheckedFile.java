package dev.wascc.gate;

import dev.wascc.claims.Claims;
import dev.wascc.claims.Finding;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What became of one file of a run.
 *
 * @param name as it was given, or found in a directory that was given
 * @param size in bytes; 0 where it was not read
 * @param claims what its token says, signed or not; empty where there is none that can be read
 * @param findings errors first
 * @param error why it could not be read at all
 * @param exitCode 0, that of the findings, 11 for a file that is not there, 1 for one that cannot be read
 * @param rule the label of the policy's rule that counted
 * @param lock the lock file by which its revision was judged
 */
public record CheckedFile(
        String name,
        long size,
        Optional<Claims<?>> claims,
        List<Finding> findings,
        @Nullable String error,
        int exitCode,
        Optional<String> rule,
        Optional<Path> lock) {
    static final int UNREADABLE = 1;
    static final int NOT_FOUND = 11;

    public CheckedFile {
        findings = List.copyOf(findings);
    }

    static CheckedFile judged(String name, Verdict verdict) {
        return new CheckedFile(
                name,
                verdict.inspection().module().size(),
                verdict.inspection().token().map(token -> token.unverifiedClaims()),
                verdict.findings(),
                null,
                verdict.exitCode(),
                verdict.rule(),
                verdict.lock());
    }

    static CheckedFile refused(String name, long size, List<Finding> findings) {
        return new CheckedFile(
                name,
                size,
                Optional.empty(),
                findings,
                null,
                Finding.exitCode(findings),
                Optional.empty(),
                Optional.empty());
    }

    static CheckedFile unread(String name, String error, int exitCode) {
        return new CheckedFile(
                name, 0, Optional.empty(), List.of(), error, exitCode, Optional.empty(), Optional.empty());
    }

    /** Whether nothing refuses it. */
    public boolean passed() {
        return exitCode == 0;
    }
}
