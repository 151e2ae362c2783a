package dev.wascc.cli;

import dev.wascc.nkeys.KeyAccessException;
import dev.wascc.nkeys.PublicKey;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What every command has: its surroundings, how to print, and the options that all of them take. */
@CommandLine.Command(mixinStandardHelpOptions = true, sortOptions = false)
@SuppressWarnings("NullAway.Init") // set by CommandFactory and picocli before any command runs
abstract class Command implements Callable<Integer> {
    enum Format {
        TEXT,
        JSON
    }

    Main.Surroundings surroundings;

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

    boolean json() {
        return format == Format.JSON;
    }

    ParameterException usage(String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    /** Public keys from the command line. */
    Set<PublicKey> publicKeys(List<String> texts) {
        Set<PublicKey> keys = new LinkedHashSet<>();
        for (String text : texts) {
            try {
                keys.add(PublicKey.parse(text.strip()));
            } catch (dev.wascc.nkeys.InvalidKeyTextException e) {
                throw usage("--trust takes public keys of accounts (A…): " + e.getMessage());
            }
        }
        return keys;
    }

    static CliException missingKey(KeyAccessException e) {
        return new CliException(2, String.valueOf(e.getMessage()));
    }
}
