package dev.wascc.cli;

import dev.wascc.claims.ClaimsException;
import dev.wascc.claims.Finding;
import dev.wascc.nkeys.KeyAccessException;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** Turns what a command threw into a message and an exit code; a stack trace only where --debug or WASCC_DEBUG asks for one. */
final class Failures implements IExecutionExceptionHandler {
    @Override
    public int handleExecutionException(Exception e, CommandLine commandLine, ParseResult parsed) {
        if (commandLine.getCommand() instanceof Command command
                && (command.debug || command.surroundings.environment().containsKey("WASCC_DEBUG"))) {
            e.printStackTrace(commandLine.getErr());
        }
        if (e instanceof CommandLine.ParameterException usage) {
            commandLine.getErr().println("wascc: " + usage.getMessage());
            return 2;
        }
        if (e instanceof ClaimsException refused) {
            for (Finding finding : refused.findings()) {
                commandLine.getErr().println("  " + finding);
            }
            return refused.exitCode();
        }
        commandLine.getErr().println("wascc: " + message(e));
        return exitCode(e);
    }

    private static int exitCode(Exception e) {
        if (e instanceof CliException known) {
            return known.exitCode();
        }
        if (e instanceof KeyAccessException) {
            return 2;
        }
        return e instanceof NoSuchFileException ? 11 : 1;
    }

    static String message(Exception e) {
        if (e instanceof NoSuchFileException missing) {
            return missing.getFile() + ": there is no such file";
        }
        if (e instanceof FileSystemException failed && failed.getReason() == null) {
            return failed.getFile() + ": " + failed.getClass().getSimpleName();
        }
        String text = e.getMessage();
        if (e instanceof RuntimeException || text == null) {
            return "unexpected failure: " + e.getClass().getSimpleName() + (text == null ? "" : ": " + text)
                    + " (--debug shows where)";
        }
        return e instanceof IOException ? text : text;
    }
}
