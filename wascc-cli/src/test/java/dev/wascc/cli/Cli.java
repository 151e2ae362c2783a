package dev.wascc.cli;

import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Runs the command line, in this process or in one of its own. */
final class Cli {
    /** An empty core module and one with a function, as hex. */
    static final byte[] EMPTY_MODULE = {0, 'a', 's', 'm', 1, 0, 0, 0};

    final Map<String, String> environment = new HashMap<>();
    boolean terminal;
    InputStream in = new ByteArrayInputStream(new byte[0]);

    record Result(int code, String out, String err) {
        String all() {
            return out + err;
        }
    }

    Cli(Path keys) {
        environment.put("WASCC_KEYS", keys.toString());
        environment.put("CI", "true");
        environment.put("WASCC_CACHE", "off");
    }

    Result run(Object... args) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        String[] texts = java.util.Arrays.stream(args).map(String::valueOf).toArray(String[]::new);
        int code = Main.run(
                new Main.Surroundings(
                        new PrintWriter(out), new PrintWriter(err), in, environment, Clock.systemUTC(), terminal),
                texts);
        return new Result(code, out.toString(), err.toString());
    }

    void input(String text) {
        in = new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    /** A process of its own, on this class path. */
    ProcessBuilder process(Object... args) {
        List<String> command = new ArrayList<>(List.of(
                System.getProperty("java.home") + File.separator + "bin" + File.separator + "java",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                "dev.wascc.cli.Main"));
        for (Object arg : args) {
            command.add(String.valueOf(arg));
        }
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().putAll(environment);
        return builder;
    }
}
