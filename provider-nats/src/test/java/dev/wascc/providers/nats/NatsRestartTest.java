package dev.wascc.providers.nats;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wascc.provider.Binding;
import dev.wascc.provider.contract.ServerProcess;
import dev.wascc.provider.message.Shapes;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The server killed under load; {@code -Dwascc.restarts=50} for the long form. */
@Timeout(600)
class NatsRestartTest {
    private static final int RESTARTS = Integer.getInteger("wascc.restarts", 3);
    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(10);

    @TempDir
    private Path directory;

    private final AtomicInteger received = new AtomicInteger();

    private static boolean publish(NatsProvider provider) throws Exception {
        byte[] request = Shapes.BROKER_MESSAGE
                .message()
                .with("subject", "s.x")
                .with("replyTo", "")
                .with("body", "x".getBytes(UTF_8))
                .encode();
        return Shapes.PUBLISH_RESPONSE
                .decode(provider.handle("P", "Publish", request))
                .flag("published");
    }

    @Test
    void after_each_restart_messages_come_again_within_three_seconds_and_a_failure_is_told() throws Exception {
        try (ServerProcess server = Nats.start(directory);
                NatsProvider provider = new NatsProvider()) {
            provider.start((actor, operation, payload) -> {
                received.incrementAndGet();
                return payload;
            });
            Map<String, String> values = new HashMap<>(Nats.values(server));
            provider.bind(Binding.of("P", "wascc:messaging", values));
            values.put("SUBSCRIPTION", "s.*");
            provider.bind(Binding.of("A", "wascc:messaging", values));
            AtomicBoolean end = new AtomicBoolean();
            AtomicInteger sent = new AtomicInteger();
            AtomicInteger told = new AtomicInteger();
            Thread load = new Thread(() -> {
                try {
                    while (!end.get()) {
                        (publish(provider) ? sent : told).incrementAndGet();
                        TimeUnit.MILLISECONDS.sleep(1);
                    }
                } catch (Exception e) {
                    throw new IllegalStateException(e);
                }
            });
            load.start();
            long worst = 0;
            for (int i = 0; i < RESTARTS; i++) {
                await(received.get() + 50);
                server.kill();
                server.start();
                long up = System.nanoTime();
                await(received.get() + 1);
                worst = Math.max(worst, System.nanoTime() - up);
            }
            end.set(true);
            load.join();
            System.out.println("NATS: " + RESTARTS + " restarts, worst " + TimeUnit.NANOSECONDS.toMillis(worst)
                    + " ms until messages came again, sent " + sent + ", received " + received + ", refused " + told);
            assertThat(worst).isLessThan(TimeUnit.SECONDS.toNanos(3));
            assertThat(received.get()).isLessThanOrEqualTo(sent.get());
            assertThat(told.get())
                    .as("publications that were told to have failed")
                    .isPositive();
        }
    }

    private void await(int count) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE;
        while (received.get() < count) {
            assertThat(System.nanoTime()).as("messages come").isLessThan(end);
            TimeUnit.MILLISECONDS.sleep(1);
        }
    }
}
