package dev.wascc.cli;

import dev.wascc.claims.ClaimsException;
import dev.wascc.claims.Finding;
import dev.wascc.document.DocumentException;
import dev.wascc.host.HostException;
import dev.wascc.host.InvocationException;
import dev.wascc.host.manifest.ManifestException;
import dev.wascc.nkeys.KeyAccessException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import picocli.CommandLine;

/**
 * Why something did not work, for people, and the exit code that says it to scripts.
 *
 * @param message empty where the findings say it all
 * @param findings of a module or token that was refused
 */
record Failure(int exitCode, String message, List<Finding> findings) {

    static Failure of(Exception e) {
        if (e instanceof ClaimsException refused) {
            return new Failure(refused.exitCode(), "", refused.findings());
        }
        return new Failure(code(e), Masked.of(text(e)), List.of());
    }

    private static int code(Exception e) {
        if (e instanceof CliException known) {
            return known.exitCode();
        } else if (e instanceof CommandLine.ParameterException || e instanceof KeyAccessException) {
            return ExitCode.USAGE;
        } else if (e instanceof ManifestException || e instanceof DocumentException) {
            return missing(e.getCause()) ? ExitCode.NOT_FOUND : ExitCode.USAGE;
        } else if (e instanceof HostException refused) {
            return code(refused.reason());
        } else if (e instanceof InvocationException failed) {
            return code(failed.reason());
        }
        return missing(e) ? ExitCode.NOT_FOUND : ExitCode.UNEXPECTED;
    }

    private static int code(HostException.Reason reason) {
        return switch (reason) {
            case INVALID_MODULE -> ExitCode.ACTOR_FAILED;
            case UNAUTHORIZED -> ExitCode.POLICY;
            case DUPLICATE, UNKNOWN, NO_MEMORY -> ExitCode.USAGE;
            default -> ExitCode.UNEXPECTED;
        };
    }

    private static int code(InvocationException.Reason reason) {
        return switch (reason) {
            case EXPIRED -> ExitCode.EXPIRED;
            case TOO_LARGE, NO_SUCH_ACTOR -> ExitCode.USAGE;
            default -> ExitCode.ACTOR_FAILED;
        };
    }

    private static boolean missing(@org.jspecify.annotations.Nullable Throwable e) {
        return e instanceof NoSuchFileException || e instanceof FileNotFoundException;
    }

    private static String text(Exception e) {
        if (e instanceof NoSuchFileException missing) {
            return missing.getFile() + ": there is no such file";
        } else if (e instanceof AccessDeniedException denied) {
            return denied.getFile() + ": permission denied";
        } else if (e instanceof FileSystemException failed && failed.getReason() == null) {
            return failed.getFile() + ": " + failed.getClass().getSimpleName();
        }
        String text = e.getMessage();
        boolean unexpected = e instanceof RuntimeException && !(e instanceof CommandLine.ParameterException);
        if (unexpected || text == null) {
            return "unexpected failure: " + e.getClass().getSimpleName() + (text == null ? "" : ": " + text)
                    + " (--debug shows where)";
        }
        return e instanceof IOException && text.isBlank() ? e.getClass().getSimpleName() : text;
    }
}
