package dev.wascc.cli;

import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Parameters;

/** Prints a completion script. */
@CommandLine.Command(
        name = "completion",
        description = "Print a completion script for bash and zsh: source <(wascc completion)")
final class CompletionCommand extends Command {
    enum Shell {
        BASH,
        ZSH
    }

    @Parameters(
            arity = "0..1",
            paramLabel = "bash|zsh",
            defaultValue = "bash",
            description = "The shell; one script serves both.")
    Shell shell = Shell.BASH;

    @Override
    public Integer call() {
        CommandLine root = spec.root().commandLine();
        surroundings.out().print(AutoComplete.bash(root.getCommandName(), root));
        return ExitCode.OK;
    }
}
