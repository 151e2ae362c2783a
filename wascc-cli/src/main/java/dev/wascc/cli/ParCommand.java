package dev.wascc.cli;

import picocli.CommandLine;

/** Provider archives, under the name that wash has for it. */
@CommandLine.Command(
        name = "par",
        description = "Make, show and check archives of native capability providers (.par).",
        subcommands = {ParCreateCommand.class, ParInsertCommand.class, ParInspectCommand.class, ParVerifyCommand.class})
final class ParCommand extends Command {
    @Override
    public Integer call() {
        throw usage("par needs a command: create, insert, inspect or verify");
    }
}
