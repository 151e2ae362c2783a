package dev.wascc.cli;

import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Turns what a command threw into a message and an exit code; a stack trace only where --debug or WASCC_DEBUG asks for one. */
final class Failures implements IExecutionExceptionHandler, IParameterExceptionHandler {
    @Override
    public int handleParseException(ParameterException e, String[] args) {
        CommandLine commandLine = e.getCommandLine();
        PrintWriter err = commandLine.getErr();
        err.println("wascc: " + Masked.of(String.valueOf(e.getMessage())));
        boolean ours = e.getClass() == ParameterException.class && e.getArgSpec() == null;
        if (!UnmatchedArgumentException.printSuggestions(e, err) && !ours) {
            err.println("Try: " + commandLine.getCommandSpec().qualifiedName() + " --help");
        }
        return ExitCode.USAGE;
    }

    @Override
    public int handleExecutionException(Exception e, CommandLine commandLine, ParseResult parsed) {
        PrintWriter err = commandLine.getErr();
        if (commandLine.getCommand() instanceof Command command && command.debugging()) {
            e.printStackTrace(err);
        }
        Failure failure = Failure.of(e);
        if (!failure.message().isEmpty()) {
            err.println("wascc: " + failure.message());
        }
        failure.findings().forEach(finding -> err.println("  " + finding));
        return failure.exitCode();
    }
}
