package dev.wascc.gate.fuzz;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A run of Jazzer's driver over one target, in a process of its own. How long: 60 s where the environment has {@code CI}, else 5 s;
 * {@code -Dwascc.fuzz.seconds} for another time, {@code -Dwascc.fuzz.runs} for a number of inputs instead, {@code -Dwascc.fuzz.only}
 * for some of the targets.
 *
 * @param seeds a directory of inputs to begin with
 * @param words a dictionary of libFuzzer's: what such inputs are made of
 */
record Jazzer(Class<?> target, Path seeds, Path words) {
    private static final int RUNS = Integer.getInteger("wascc.fuzz.runs", -1);
    private static final int SECONDS = Integer.getInteger("wascc.fuzz.seconds", System.getenv("CI") == null ? 5 : 60);
    private static final Path LOGS = Path.of("target/fuzz").toAbsolutePath();

    boolean wanted() {
        String only = System.getProperty("wascc.fuzz.only", "");
        return only.isEmpty() || List.of(only.split(",")).contains(target.getSimpleName());
    }

    /** Timed runs all at once, as they share the time; counted ones as many as there are processors. */
    static List<String> failures(List<Jazzer> runs) throws Exception {
        int together = RUNS < 0 ? runs.size() : Runtime.getRuntime().availableProcessors();
        ExecutorService pool = Executors.newFixedThreadPool(together);
        try {
            List<Callable<String>> calls =
                    runs.stream().<Callable<String>>map(run -> run::failure).toList();
            List<String> failures = new ArrayList<>();
            for (Future<String> failure : pool.invokeAll(calls)) {
                if (!failure.get().isEmpty()) {
                    failures.add(failure.get());
                }
            }
            return failures;
        } finally {
            pool.shutdownNow();
        }
    }

    /** Empty where nothing was found; the end of the log otherwise. */
    private String failure() throws IOException, InterruptedException {
        Path corpus = LOGS.resolve(target.getSimpleName());
        Files.createDirectories(corpus);
        Path log = LOGS.resolve(target.getSimpleName() + ".log");
        Process process = new ProcessBuilder(command(corpus))
                .directory(LOGS.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            boolean ended = RUNS >= 0 ? process.waitFor() >= 0 : process.waitFor(SECONDS + 120L, TimeUnit.SECONDS);
            if (!ended) {
                return target.getSimpleName() + " did not end; " + log;
            }
            String said = Files.readString(log, java.nio.charset.StandardCharsets.ISO_8859_1);
            boolean fuzzed = said.contains("Done ");
            return process.exitValue() == 0 && fuzzed ? "" : log + ":\n" + end(said);
        } finally {
            process.destroyForcibly();
        }
    }

    private List<String> command(Path corpus) {
        String classes = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-XX:+UseSerialGC",
                "-cp",
                classes,
                "com.code_intelligence.jazzer.Jazzer",
                "--target_class=" + target.getName(),
                "--instrumentation_includes=dev.wascc.**",
                "--custom_hook_includes=dev.wascc.**",
                "--reproducer_path=" + LOGS,
                RUNS < 0 ? "-max_total_time=" + SECONDS : "-runs=" + RUNS,
                "-artifact_prefix=" + LOGS + "/",
                "-timeout=20",
                "-dict=" + words.toAbsolutePath(),
                "-print_final_stats=1",
                corpus.toString(),
                seeds.toString());
    }

    private static String end(String log) {
        List<String> lines = log.lines().toList();
        return Stream.of(lines.subList(Math.max(0, lines.size() - 60), lines.size()))
                .flatMap(List::stream)
                .collect(Collectors.joining("\n"));
    }
}
