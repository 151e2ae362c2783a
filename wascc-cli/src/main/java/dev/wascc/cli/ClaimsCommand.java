package dev.wascc.cli;

import picocli.CommandLine;

/** The commands under the name that wash has for them. */
@CommandLine.Command(
        name = "claims",
        description = "sign, inspect and token, as wash spells them.",
        subcommands = {SignCommand.class, InspectCommand.class, TokenCommand.class})
final class ClaimsCommand extends Command {
    @Override
    public Integer call() {
        throw usage("claims needs a command: sign, inspect or token");
    }
}
