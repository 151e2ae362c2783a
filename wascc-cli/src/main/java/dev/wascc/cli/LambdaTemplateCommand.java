package dev.wascc.cli;

import dev.wascc.claims.AtomicFile;
import dev.wascc.host.manifest.ManifestException;
import dev.wascc.lambda.pack.Architecture;
import dev.wascc.lambda.template.PackageFacts;
import dev.wascc.lambda.template.Template;
import dev.wascc.lambda.template.TemplateFormat;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Prints a file to deploy a package with. */
@CommandLine.Command(
        name = "template",
        description =
                "Print a file that deploys a package: function, role, log, and an HTTP API where an actor takes requests.",
        footer = {
            "",
            "The role may do what the manifest's bindings need, and no more. It is a file to begin with, and yours from then on."
        })
final class LambdaTemplateCommand extends Command {
    @Parameters(
            arity = "0..1",
            defaultValue = "app.zip",
            paramLabel = "ZIP",
            description = "The package that it deploys; default app.zip.")
    Path zip = Path.of("app.zip");

    @Option(
            names = "--format",
            required = true,
            paramLabel = "sam|terraform|cdk",
            description = "template.yaml of AWS SAM, main.tf of Terraform, FunctionApp.java of AWS CDK.")
    TemplateFormat templateFormat = TemplateFormat.SAM;

    @Option(
            names = "--runtime",
            defaultValue = "java21",
            paramLabel = "java17|java21|java25",
            description = "Which of Lambda's own Java runs a package that was made for one; default java21.")
    String managed = "java21";

    @Option(
            names = "--arch",
            defaultValue = "x86_64",
            paramLabel = "x86_64|arm64",
            description = "The machine, for a package without a Java of its own; default x86_64.")
    String architecture = "x86_64";

    @Option(names = "--out", paramLabel = "FILE", description = "Write it there, where there is no such file yet.")
    @Nullable
    Path out;

    @Override
    public Integer call() throws IOException, ManifestException, CliException {
        if (!managed.matches("java(17|21|25)")) {
            throw usage("--runtime is java17, java21 or java25");
        }
        Architecture machine = Architecture.named(architecture)
                .filter(known -> known.word().equals(architecture))
                .orElseThrow(() -> usage("--arch is x86_64 or arm64"));
        if (!Files.exists(zip)) {
            throw new CliException(
                    ExitCode.NOT_FOUND, shown(zip) + ": there is no such file; wascc lambda package makes it");
        }
        String text = Template.of(templateFormat, PackageFacts.of(zip, managed, machine));
        if (out == null) {
            surroundings.out().print(text);
            return ExitCode.OK;
        } else if (Files.exists(out)) {
            throw usage(shown(out) + " is there already, and may have your changes; name another file");
        }
        AtomicFile.write(out, text.getBytes(StandardCharsets.UTF_8));
        say("written to " + out);
        return ExitCode.OK;
    }
}
