package dev.wascc.cli;

import dev.wascc.nkeys.InvalidKeyTextException;
import dev.wascc.nkeys.PublicKey;
import dev.wascc.provider.OneLine;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What every command has: its surroundings, how to print, the options that all of them take, and the exit codes. */
@CommandLine.Command(
        mixinStandardHelpOptions = true,
        sortOptions = false,
        versionProvider = Command.Version.class,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done, verified",
            "1:unexpected failure",
            "2:usage, or no key",
            "10:not signed",
            "11:no such file",
            "12:signature or module hash does not match, or no trusted issuer's signature",
            "13:expired, or not yet valid",
            "14:policy violated",
            "15:malformed Wasm or token",
            "20:the actor failed",
            "130:interrupted",
            "143:terminated"
        })
@SuppressWarnings("NullAway.Init") // set by CommandFactory and picocli before any command runs
abstract class Command implements Callable<Integer> {
    enum Format {
        TEXT,
        JSON
    }

    Main.Surroundings surroundings;

    /** What is done when the command has ended, however it did. */
    final List<Runnable> atEnd = new ArrayList<>();

    @Spec
    CommandSpec spec;

    @Option(
            names = {"-o", "--output"},
            defaultValue = "text",
            paramLabel = "text|json",
            description = "How results are printed.")
    Format format = Format.TEXT;

    @Option(
            names = {"-q", "--quiet"},
            description = "Print results and errors only.")
    boolean quiet;

    @Option(
            names = {"-v", "--verbose"},
            description = "Say more of what is done.")
    boolean verbose;

    @Option(names = "--debug", hidden = true)
    boolean debug;

    /** A result, on standard output. */
    void print(String line) {
        surroundings.out().println(line);
    }

    /** Something for people, on standard error. */
    void say(String line) {
        if (!quiet) {
            surroundings.err().println(line);
        }
    }

    /** What went wrong with one thing of several; no way to silence it. */
    void complain(String line) {
        surroundings.err().println(line);
    }

    boolean json() {
        return format == Format.JSON;
    }

    boolean debugging() {
        return debug || surroundings.environment().containsKey("WASCC_DEBUG");
    }

    ParameterException usage(String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    /** Public keys that were given to an option. */
    Set<PublicKey> publicKeys(String option, List<String> texts) {
        Set<PublicKey> keys = new LinkedHashSet<>();
        for (String text : texts) {
            try {
                keys.add(PublicKey.parse(text.strip()));
            } catch (InvalidKeyTextException e) {
                throw usage(option + " takes public keys (A…): " + e.getMessage());
            }
        }
        return keys;
    }

    /** A file's name as it may be shown; one that is not there may be anything that was mistyped. */
    static String shown(Path file) {
        String name = OneLine.of(file.toString());
        return Files.exists(file) ? name : Masked.of(name);
    }

    /** The version in the manifest of the program's jar. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = Main.class.getPackage().getImplementationVersion();
            return new String[] {"wascc " + (version == null ? "(development)" : version)};
        }
    }
}
