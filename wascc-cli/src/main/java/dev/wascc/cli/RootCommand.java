package dev.wascc.cli;

import picocli.CommandLine;

/** {@code wascc} itself: its version and its help. */
@CommandLine.Command(
        name = "wascc",
        synopsisSubcommandLabel = "COMMAND",
        description = "Secure WebAssembly actors: keys, signed claims, checks, and a host.",
        footer = {"", "Seeds are read from FILE, env:NAME or - (standard input), and never taken as an argument."})
final class RootCommand extends Command {
    @Override
    public Integer call() {
        spec.commandLine().usage(surroundings.err());
        return ExitCode.USAGE;
    }
}
