package dev.wascc.cli;

import dev.wascc.gate.provenance.BuildEnvironment;
import dev.wascc.gate.provenance.BuildRun;
import dev.wascc.gate.provenance.GitCheckout;
import dev.wascc.gate.provenance.Material;
import dev.wascc.gate.provenance.SourceTree;
import dev.wascc.gate.provenance.SourceTree.State;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What is said of a build: given, else found in the checkout one stands in and in the variables of a pipeline. */
final class BuildOptions {
    private static final long LAST_SECOND = 253_402_300_799L;

    @Option(
            names = "--source",
            paramLabel = "URL",
            description = "The source's repository; default that of the checkout, else of the pipeline.")
    @Nullable
    String source;

    @Option(
            names = "--commit",
            paramLabel = "SHA",
            description = "The commit that was built; default that of the checkout, else of the pipeline.")
    @Nullable
    String commit;

    @Option(
            names = "--builder",
            paramLabel = "URI",
            description = "What ran the build; default the pipeline of GitHub, GitLab or Jenkins, else \"local\".")
    @Nullable
    String builder;

    @Option(
            names = "--material",
            paramLabel = "FILE",
            split = ",",
            description = "A file that went into the build, recorded by its hash; repeat it for more.")
    List<Path> materials = new ArrayList<>();

    SourceTree sourceTree(Command command) {
        if (commit != null && !SourceTree.isCommit(commit.toLowerCase(Locale.ROOT))) {
            throw command.usage("--commit is the whole hash of a commit, 40 hex digits");
        }
        if (source != null && !SourceTree.isAddress(source)) {
            throw command.usage("--source is the address of a repository, as https://github.com/acme/greeter");
        }
        SourceTree given = new SourceTree(
                source == null ? null : SourceTree.withoutSecrets(source),
                commit == null ? null : commit.toLowerCase(Locale.ROOT),
                State.UNKNOWN);
        return given.or(GitCheckout.read(Path.of(""))).or(environment(command).source());
    }

    BuildRun run(Command command) {
        if (builder != null && !BuildRun.isBuilder(builder)) {
            throw command.usage("--builder is a URI with a scheme, as https://ci.acme.org");
        }
        BuildRun found = environment(command).run();
        BuildRun run = builder == null ? found : new BuildRun(builder, found.invocation(), null, null);
        Instant fixed = fixedTime(command);
        return run.between(
                fixed, fixed != null ? fixed : command.surroundings.clock().instant());
    }

    List<Material> materials() throws IOException, CliException {
        List<Material> all = new ArrayList<>();
        for (Path file : materials) {
            if (Files.isDirectory(file)) {
                throw new CliException(ExitCode.USAGE, Command.shown(file) + " is a directory; --material takes files");
            }
            try {
                all.add(Material.of(file));
            } catch (NoSuchFileException e) {
                throw new CliException(ExitCode.NOT_FOUND, Command.shown(file) + ": there is no such file");
            }
        }
        return all;
    }

    private static BuildEnvironment environment(Command command) {
        return new BuildEnvironment(command.surroundings.environment());
    }

    private static @Nullable Instant fixedTime(Command command) {
        String epoch = command.surroundings
                .environment()
                .getOrDefault("SOURCE_DATE_EPOCH", "")
                .strip();
        if (epoch.isEmpty()) {
            return null;
        }
        if (!epoch.matches("\\d{1,12}") || Long.parseLong(epoch) > LAST_SECOND) {
            throw command.usage("SOURCE_DATE_EPOCH is not a number of seconds");
        }
        return Instant.ofEpochSecond(Long.parseLong(epoch));
    }
}
