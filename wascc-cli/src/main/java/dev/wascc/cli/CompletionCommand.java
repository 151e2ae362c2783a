package dev.wascc.cli;

import picocli.AutoComplete;
import picocli.CommandLine;

/** Prints a completion script. */
@CommandLine.Command(
        name = "completion",
        description = "Print a completion script for bash and zsh: source <(wascc completion)")
final class CompletionCommand extends Command {
    @Override
    public Integer call() {
        CommandLine root = spec.root().commandLine();
        surroundings.out().print(AutoComplete.bash(root.getCommandName(), root));
        return 0;
    }
}
