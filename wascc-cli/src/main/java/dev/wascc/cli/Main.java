package dev.wascc.cli;

import dev.wascc.nkeys.KeyReference;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Map;
import picocli.CommandLine;

/** The program {@code wascc}. */
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        PrintWriter out = new PrintWriter(
                new java.io.OutputStreamWriter(
                        new java.io.FileOutputStream(java.io.FileDescriptor.out), StandardCharsets.UTF_8),
                false);
        PrintWriter err = new PrintWriter(
                new java.io.OutputStreamWriter(
                        new java.io.FileOutputStream(java.io.FileDescriptor.err), StandardCharsets.UTF_8),
                true);
        int code = run(new Surroundings(out, err, System.in, System.getenv(), Clock.systemUTC()), args);
        out.flush();
        err.flush();
        System.exit(code);
    }

    /**
     * Runs one command.
     *
     * @return its exit code, as {@code wascc --help} lists them
     */
    static int run(Surroundings surroundings, String... args) {
        for (String arg : args) {
            if (KeyReference.holdsSeed(arg)) {
                surroundings
                        .err()
                        .println(
                                "wascc: an argument looks like a seed, and others can read command lines; give the place of"
                                        + " one instead: a file, env:NAME, or - for standard input");
                surroundings.err().flush();
                return 2;
            }
        }
        CommandLine commandLine = new CommandLine(RootCommand.class, new CommandFactory(surroundings));
        commandLine.setOut(surroundings.out());
        commandLine.setErr(surroundings.err());
        commandLine.setCaseInsensitiveEnumValuesAllowed(true);
        commandLine.setUsageHelpAutoWidth(true);
        commandLine.setAbbreviatedOptionsAllowed(false);
        commandLine.setExecutionExceptionHandler(new Failures());
        commandLine.setColorScheme(CommandLine.Help.defaultColorScheme(
                surroundings.colours() ? CommandLine.Help.Ansi.AUTO : CommandLine.Help.Ansi.OFF));
        int code = commandLine.execute(args);
        surroundings.out().flush();
        surroundings.err().flush();
        return code;
    }

    /**
     * What a command has around it.
     *
     * @param environment of the process
     */
    record Surroundings(
            PrintWriter out, PrintWriter err, InputStream in, Map<String, String> environment, Clock clock) {
        boolean colours() {
            return !environment.containsKey("NO_COLOR") && !environment.containsKey("CI");
        }

        /** Whether a person looks on. */
        boolean terminal() {
            return System.console() != null && !environment.containsKey("CI");
        }
    }
}
