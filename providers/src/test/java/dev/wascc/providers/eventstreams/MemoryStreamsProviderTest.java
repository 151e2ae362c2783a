package dev.wascc.providers.eventstreams;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wascc.provider.CapabilityProvider;
import dev.wascc.provider.contract.EventStreamsContract;
import dev.wascc.provider.contract.SetClock;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MemoryStreamsProviderTest extends EventStreamsContract {
    @Override
    protected CapabilityProvider provider() {
        return new MemoryStreamsProvider();
    }

    @Test
    void full_streams_refuse_more() {
        MemoryStreamsProvider full = new MemoryStreamsProvider(new SetClock(), 10_000);
        full.append("s", Map.of("k", "x".repeat(4_000)));
        assertThatThrownBy(() -> full.append("s", Map.of("k", "x".repeat(4_000))))
                .hasMessageContaining("full");
    }
}
