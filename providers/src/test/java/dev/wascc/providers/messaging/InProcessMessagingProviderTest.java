package dev.wascc.providers.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wascc.provider.Binding;
import dev.wascc.provider.CapabilityProvider;
import dev.wascc.provider.contract.MessagingContract;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class InProcessMessagingProviderTest extends MessagingContract {
    @Override
    protected CapabilityProvider provider() {
        return new InProcessMessagingProvider();
    }

    @Override
    protected Map<String, String> values() {
        return Map.of();
    }

    @Test
    void who_publishes_to_an_actor_that_is_far_behind_is_told_and_never_waits() {
        CountDownLatch end = new CountDownLatch(1);
        try (InProcessMessagingProvider provider = new InProcessMessagingProvider()) {
            provider.start((actor, operation, payload) -> {
                try {
                    end.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                return payload;
            });
            provider.bind(Binding.of("A", "wascc:messaging", Map.of("SUBSCRIPTION", "s")));
            int taken = 0;
            while (provider.publish("s", "", new byte[0])) {
                taken++;
            }
            assertThat(taken).isBetween(1024, 1026);
            end.countDown();
        }
    }
}
