package dev.wascc.providers.keyvalue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wascc.provider.CapabilityProvider;
import dev.wascc.provider.contract.KeyValueContract;
import dev.wascc.provider.contract.SetClock;
import java.util.Map;
import org.junit.jupiter.api.Test;

class KeyValueProviderTest extends KeyValueContract {
    private final SetClock clock = new SetClock();

    @Override
    protected CapabilityProvider provider() {
        return new KeyValueProvider(clock);
    }

    @Override
    protected void pass(int seconds) {
        clock.pass(seconds);
    }

    @Test
    void what_names_a_server_or_a_table_is_not_kept_in_memory() {
        assertThat(provider().suits(Map.of("URL", "redis://127.0.0.1"))).isFalse();
        assertThat(provider().suits(Map.of("TABLE", "counters"))).isFalse();
    }
}
