package dev.wascc.providers.keyvalue;

import dev.wascc.provider.CapabilityProvider;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

class KeyValueProviderTest extends KeyValueContract {
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");

    @Override
    CapabilityProvider provider() {
        return new KeyValueProvider(new Clock() {
            @Override
            public ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return this;
            }

            @Override
            public Instant instant() {
                return now;
            }
        });
    }

    @Override
    void pass(int seconds) {
        now = now.plusSeconds(seconds);
    }
}
