package dev.wascc.cli;

import picocli.CommandLine;

/** Claims of signed modules: edit and compare them; and the commands under the name that wash has for them. */
@CommandLine.Command(
        name = "claims",
        description = "Edit and compare claims: add, remove, resign, diff; also sign, inspect, token.",
        subcommands = {
            ListEditCommand.Add.class,
            ListEditCommand.Remove.class,
            ResignCommand.class,
            DiffCommand.OfClaims.class,
            SignCommand.class,
            InspectCommand.class,
            TokenCommand.class
        })
final class ClaimsCommand extends Command {
    @Override
    public Integer call() {
        throw usage("claims needs a command: add, remove, resign, diff, sign, inspect or token");
    }
}
