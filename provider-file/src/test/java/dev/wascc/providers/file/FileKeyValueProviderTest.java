package dev.wascc.providers.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wascc.provider.Binding;
import dev.wascc.provider.CapabilityProvider;
import dev.wascc.provider.contract.KeyValueContract;
import dev.wascc.provider.contract.SetClock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileKeyValueProviderTest extends KeyValueContract {
    private final SetClock clock = new SetClock();

    @TempDir
    private Path directory;

    @Override
    protected CapabilityProvider provider() {
        return new FileKeyValueProvider(clock);
    }

    @Override
    protected Map<String, String> values() {
        return Map.of("URL", "file:" + directory.resolve("store"));
    }

    @Override
    protected void pass(int seconds) {
        clock.pass(seconds);
    }

    @Test
    void a_file_is_open_while_any_actor_uses_it() throws Exception {
        try (FileKeyValueProvider provider = new FileKeyValueProvider()) {
            Map<String, String> values = Map.of("URL", "file:" + directory.resolve("shared"));
            provider.bind(Binding.of("A", "wascc:keyvalue", values));
            provider.bind(Binding.of("B", "wascc:keyvalue", values));
            provider.bind(Binding.of("B", "wascc:keyvalue", values));
            assertThat(provider.backend("A")).isEqualTo("file " + directory.resolve("shared"));
            provider.unbind("A");
            try (FileKeyValueProvider other = new FileKeyValueProvider()) {
                assertThatThrownBy(() -> other.bind(Binding.of("C", "wascc:keyvalue", values)))
                        .hasMessageContaining("another process has it");
                provider.unbind("B");
                other.bind(Binding.of("C", "wascc:keyvalue", values));
            }
        }
    }

    @Test
    void what_is_no_store_and_what_has_no_directory_is_refused_and_left_as_it_is() throws Exception {
        Path text = Files.writeString(directory.resolve("text"), "a text that is no store");
        try (FileKeyValueProvider provider = new FileKeyValueProvider()) {
            assertThatThrownBy(() -> provider.bind(Binding.of("A", "wascc:keyvalue", Map.of("URL", "file:" + text))))
                    .hasMessageContaining("text cannot be opened");
            assertThat(text).hasContent("a text that is no store");
            assertThatThrownBy(() -> provider.bind(
                            Binding.of("A", "wascc:keyvalue", Map.of("URL", "file:" + directory.resolve("no/x")))))
                    .hasMessageContaining("make it first");
            assertThatThrownBy(() -> provider.bind(Binding.of("A", "wascc:keyvalue", Map.of("URL", "file:"))))
                    .hasMessageContaining("file:PATH");
        }
    }
}
