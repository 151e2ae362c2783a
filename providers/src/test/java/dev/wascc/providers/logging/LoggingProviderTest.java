package dev.wascc.providers.logging;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wascc.provider.message.Shapes;
import org.junit.jupiter.api.Test;

class LoggingProviderTest {
    @Test
    void levels_beyond_5_and_other_operations_are_refused() {
        LoggingProvider provider = new LoggingProvider();
        byte[] entry =
                Shapes.WRITE_LOG.message().with("level", 9L).with("body", "x").encode();
        assertThatThrownBy(() -> provider.handle("M", "WriteLog", entry)).hasMessageContaining("level");
        assertThatThrownBy(() -> provider.handle("M", "Read", entry)).hasMessage("Unknown operation: Read");
    }
}
