package dev.wascc.lambda.pack;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Runs a program of the JDK to its end. */
final class ProgramRun {
    private static final long MINUTES = 5;
    private static final int SHOWN = 2000;

    private ProgramRun() {}

    /**
     * @param directory it works in
     * @throws PackageException it does not end well; with the end of what it said
     */
    static void of(Path directory, List<String> command, Map<String, String> environment)
            throws IOException, PackageException {
        Path log = Files.createTempFile("wascc", ".log");
        try {
            ProcessBuilder builder = new ProcessBuilder(command)
                    .directory(directory.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile());
            builder.environment().keySet().removeAll(List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "CLASSPATH"));
            builder.environment().putAll(environment);
            Process process = builder.start();
            process.getOutputStream().close();
            if (!process.waitFor(MINUTES, TimeUnit.MINUTES)) {
                process.destroyForcibly();
                throw new PackageException(command.get(0) + " did not end within " + MINUTES + " minutes");
            } else if (process.exitValue() != 0) {
                throw new PackageException(command.get(0) + " ended with " + process.exitValue() + ": " + end(log));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PackageException("interrupted while " + command.get(0) + " ran", e);
        } finally {
            Files.deleteIfExists(log);
        }
    }

    private static String end(Path log) throws IOException {
        String text = new String(Files.readAllBytes(log), StandardCharsets.UTF_8).strip();
        return text.length() > SHOWN ? "…" + text.substring(text.length() - SHOWN) : text;
    }
}
