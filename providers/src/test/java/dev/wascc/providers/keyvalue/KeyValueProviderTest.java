package dev.wascc.providers.keyvalue;

import dev.wascc.provider.CapabilityProvider;
import dev.wascc.provider.contract.KeyValueContract;
import dev.wascc.provider.contract.SetClock;

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
}
