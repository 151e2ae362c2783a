package dev.wascc.providers.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.File;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class FileStoreTest {
    private static final long LARGE = 1 << 30;

    @TempDir
    private Path directory;

    private FileStore open(long maxBytes) throws Exception {
        return FileStore.open(directory.resolve("s"), maxBytes, Clock.systemUTC());
    }

    @Test
    void everything_is_there_after_the_file_was_closed() throws Exception {
        try (FileStore store = open(LARGE)) {
            store.set("s", "v|w", 0);
            store.push("l", "a");
            store.push("l", "b");
            store.addMember("t", "m");
            store.set("gone", "v", 0);
            store.delete("gone");
        }
        try (FileStore store = open(LARGE)) {
            assertThat(store.get("s")).contains("v|w");
            assertThat(store.range("l", 0, -1)).containsExactly("b", "a");
            assertThat(store.members("t")).containsExactly("m");
            assertThat(store.exists("gone")).isFalse();
        }
    }

    @Test
    void a_full_file_refuses_more_keeps_what_it_had_and_takes_more_when_there_is_room() throws Exception {
        try (FileStore store = open(10_000)) {
            store.set("a", "x".repeat(8_000), 0);
            assertThatThrownBy(() -> store.push("l", "x".repeat(8_000))).hasMessageContaining("full");
            assertThatThrownBy(() -> store.set("b", "x".repeat(8_000), 0)).hasMessageContaining("full");
            assertThat(store.exists("l")).isFalse();
            assertThat(store.get("a")).isPresent();
            store.set("a", "small", 0);
        }
        try (FileStore store = open(10_000)) {
            store.set("b", "x".repeat(8_000), 0);
            assertThat(store.get("a")).contains("small");
        }
    }

    @Test
    void a_file_that_is_written_over_and_over_stays_small() throws Exception {
        try (FileStore store = open(LARGE)) {
            for (int i = 0; i < 2_000; i++) {
                store.add("counter", 1);
            }
            assertThat(store.get("counter")).contains("2000");
        }
        assertThat(directory.resolve("s").toFile().length()).isLessThan(64L << 20);
    }

    /** Counts and tells each count that was answered, until it is killed. */
    public static final class Counting {
        private Counting() {}

        public static void main(String[] args) throws Exception {
            try (FileStore store = FileStore.open(Path.of(args[0]), LARGE, Clock.systemUTC())) {
                while (true) {
                    int count = store.add("counter", 1);
                    store.push("list", String.valueOf(count));
                    System.out.println(count);
                    System.out.flush();
                }
            }
        }
    }

    @Test
    void no_answered_change_is_lost_when_the_process_is_killed() throws Exception {
        int answered = 0;
        for (int i = 0; i < 5; i++) {
            Process process = new ProcessBuilder(List.of(
                            System.getProperty("java.home") + File.separator + "bin" + File.separator + "java",
                            "-XX:TieredStopAtLevel=1",
                            "-cp",
                            System.getProperty("java.class.path"),
                            Counting.class.getName(),
                            directory.resolve("s").toString()))
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            try (BufferedReader lines =
                    new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
                for (int line = 0; line < 20 + i; line++) {
                    answered = Integer.parseInt(lines.readLine());
                }
                // Through the handle: what it had written before is still to be read.
                process.toHandle().destroyForcibly();
                process.waitFor();
                for (String rest = lines.readLine(); rest != null; rest = lines.readLine()) {
                    if (rest.matches("[0-9]+")) {
                        answered = Math.max(answered, Integer.parseInt(rest));
                    }
                }
            }
            try (FileStore store = open(LARGE)) {
                int kept = Integer.parseInt(store.get("counter").orElseThrow());
                assertThat(kept).isBetween(answered, answered + 1);
                assertThat(store.range("list", 0, -1)).contains(String.valueOf(answered));
            }
        }
    }
}
