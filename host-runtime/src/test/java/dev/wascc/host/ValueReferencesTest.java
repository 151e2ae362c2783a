package dev.wascc.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wascc.provider.Binding;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ValueReferencesTest {
    private final ValueReferences references = new ValueReferences(Map.of("REDIS_URL", "redis://:hunter2@h"));

    @TempDir
    private Path directory;

    private String resolved(String value) throws HostException {
        return references
                .resolved(Binding.of("M", "wascc:keyvalue", Map.of("URL", value)))
                .get("URL");
    }

    @Test
    void a_value_may_be_in_a_variable_or_a_file() throws Exception {
        assertThat(resolved("env:REDIS_URL")).isEqualTo("redis://:hunter2@h");
        Path file = Files.writeString(directory.resolve("url"), "redis://:hunter2@h\n");
        assertThat(resolved("secret-file:" + file)).isEqualTo("redis://:hunter2@h");
    }

    @Test
    void anything_else_is_the_value_itself() throws Exception {
        for (String value : new String[] {"", "env:", "env:a b", "env:A-B", "redis://env:A", "file:/data", " env:X"}) {
            assertThat(resolved(value)).isEqualTo(value);
        }
    }

    @Test
    void what_is_not_there_is_refused_with_the_key_and_the_place() throws Exception {
        assertThatThrownBy(() -> resolved("env:NONE"))
                .isInstanceOf(HostException.class)
                .hasMessageContaining("the value of URL")
                .hasMessageContaining("NONE is not set");
        assertThatThrownBy(() -> resolved("secret-file:" + directory.resolve("no")))
                .hasMessageContaining("no cannot be read");
        Path large = Files.write(directory.resolve("large"), new byte[70_000]);
        assertThatThrownBy(() -> resolved("secret-file:" + large)).hasMessageContaining("larger than 65536 bytes");
        Path binary = Files.write(directory.resolve("binary"), new byte[] {(byte) 0xff, 1});
        assertThatThrownBy(() -> resolved("secret-file:" + binary)).hasMessageContaining("no UTF-8");
    }
}
