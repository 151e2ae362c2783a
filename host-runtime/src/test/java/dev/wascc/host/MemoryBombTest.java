package dev.wascc.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(600)
class MemoryBombTest {
    /** 10 bombs; {@code -Dwascc.bombs=100} for the long form. */
    @Test
    void a_jvm_of_half_a_gigabyte_survives_actors_that_take_all_memory_they_can_get(@TempDir Path directory)
            throws Exception {
        Path said = directory.resolve("said");
        Process jvm = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx512m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        MemoryBombs.class.getName(),
                        Integer.getInteger("wascc.bombs", 10).toString())
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        try {
            assertThat(jvm.waitFor(540, TimeUnit.SECONDS)).isTrue();
        } finally {
            jvm.destroyForcibly();
        }
        String text = Files.readString(said);
        assertThat(jvm.exitValue()).describedAs(text).isZero();
        assertThat(text).contains("no OutOfMemoryError").doesNotContain("java.lang.OutOfMemoryError");
        if (Integer.getInteger("wascc.bombs") != null) {
            System.out.println(text.lines().reduce((first, last) -> last).orElse(""));
        }
    }
}
