package dev.wascc.cli;

import dev.wascc.nkeys.KeyReference;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Help;

/** The program {@code wascc}. */
public final class Main {
    private static final String SEED_GIVEN =
            "wascc: an argument looks like a seed, and others can read command lines; give the place of one instead: a file,"
                    + " env:NAME, or - for standard input; and take this one for known to others";

    private Main() {}

    public static void main(String[] args) {
        PrintWriter out = writer(FileDescriptor.out, false);
        PrintWriter err = writer(FileDescriptor.err, true);
        System.exit(run(
                new Surroundings(out, err, System.in, System.getenv(), Clock.systemUTC(), Terminal.present()), args));
    }

    private static PrintWriter writer(FileDescriptor descriptor, boolean autoFlush) {
        return new PrintWriter(
                new OutputStreamWriter(new FileOutputStream(descriptor), StandardCharsets.UTF_8), autoFlush);
    }

    /**
     * Runs one command.
     *
     * @return its exit code, as {@code wascc --help} lists them
     */
    static int run(Surroundings surroundings, String... args) {
        for (String arg : args) {
            if (KeyReference.holdsSeed(arg)) {
                surroundings.err().println(SEED_GIVEN);
                surroundings.err().flush();
                return ExitCode.USAGE;
            }
        }
        int code = execute(surroundings, args);
        boolean lost = surroundings.out().checkError();
        if (lost && code == ExitCode.OK) {
            surroundings.err().println("wascc: the result could not be written to standard output");
            code = ExitCode.UNEXPECTED;
        }
        surroundings.err().flush();
        return code;
    }

    private static int execute(Surroundings surroundings, String... args) {
        Failures failures = new Failures();
        CommandFactory factory = new CommandFactory(surroundings);
        CommandLine commandLine = Commands.line(factory, args)
                .setOut(surroundings.out())
                .setErr(surroundings.err())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setUsageHelpAutoWidth(surroundings.terminal())
                .setAbbreviatedOptionsAllowed(false)
                .setParameterExceptionHandler(failures)
                .setExecutionExceptionHandler(failures)
                .setColorScheme(Help.defaultColorScheme(surroundings.colours() ? Help.Ansi.AUTO : Help.Ansi.OFF));
        try {
            return commandLine.execute(args);
        } catch (OutOfMemoryError | StackOverflowError e) {
            surroundings
                    .err()
                    .println("wascc: the machine's memory did not suffice ("
                            + e.getClass().getSimpleName() + "); WASCC_JAVA_OPTS=-Xmx… gives more");
            return ExitCode.UNEXPECTED;
        } finally {
            factory.end();
        }
    }

    /**
     * What a command has around it.
     *
     * @param environment of the process
     * @param terminal whether a person looks on
     */
    record Surroundings(
            PrintWriter out,
            PrintWriter err,
            InputStream in,
            Map<String, String> environment,
            Clock clock,
            boolean terminal) {

        Surroundings {
            terminal &= !environment.containsKey("CI") && !"dumb".equals(environment.get("TERM"));
        }

        boolean colours() {
            return terminal && environment.getOrDefault("NO_COLOR", "").isEmpty();
        }
    }
}
