package dev.wascc.cli;

import picocli.CommandLine;

/** Actors in AWS Lambda. */
@CommandLine.Command(
        name = "lambda",
        description = "Package actors for AWS Lambda, run a package here, print a starting file for its deployment.",
        subcommands = {LambdaPackageCommand.class, LambdaLocalCommand.class, LambdaTemplateCommand.class})
final class LambdaCommand extends Command {
    @Override
    public Integer call() {
        throw usage("lambda needs a command: package, local or template");
    }
}
