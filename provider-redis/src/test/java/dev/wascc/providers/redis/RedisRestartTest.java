package dev.wascc.providers.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wascc.provider.Binding;
import dev.wascc.provider.contract.ServerProcess;
import dev.wascc.provider.message.Message;
import dev.wascc.provider.message.Shapes;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The server killed under load, every write forced to its disk; {@code -Dwascc.restarts=50} for the long form. */
@Timeout(600)
class RedisRestartTest {
    private static final int RESTARTS = Integer.getInteger("wascc.restarts", 3);
    private static final int WRITERS = 8;

    @TempDir
    private Path directory;

    private final AtomicInteger answered = new AtomicInteger();
    private final AtomicInteger unknown = new AtomicInteger();
    private final AtomicInteger refused = new AtomicInteger();

    private static long add(RedisKeyValueProvider provider, String key) throws Exception {
        Message request = Shapes.ADD_REQUEST.message().with("key", key).with("value", 1);
        return Shapes.ADD_RESPONSE
                .decode(provider.handle("A", "Add", request.encode()))
                .whole("value");
    }

    /** One writer's own counter: each answer must follow on the last one, but for additions whose fate is not known. */
    private void write(RedisKeyValueProvider provider, String key, AtomicBoolean end, List<String> wrong)
            throws InterruptedException {
        long last = 0;
        long doubtful = 0;
        while (!end.get()) {
            try {
                long value = add(provider, key);
                if (value <= last || value > last + 1 + doubtful) {
                    wrong.add(key + " went from " + last + " to " + value + ", " + doubtful + " in doubt");
                }
                last = value;
                doubtful = 0;
                answered.incrementAndGet();
            } catch (Exception e) {
                boolean inDoubt = String.valueOf(e.getMessage()).contains("not known");
                doubtful += inDoubt ? 1 : 0;
                (inDoubt ? unknown : refused).incrementAndGet();
                TimeUnit.MILLISECONDS.sleep(1);
            }
        }
    }

    @Test
    void no_answered_write_is_lost_none_is_done_twice_and_work_goes_on_within_two_seconds() throws Exception {
        try (ServerProcess server = Redis.start(directory, "--appendonly", "yes", "--appendfsync", "always");
                RedisKeyValueProvider provider = new RedisKeyValueProvider()) {
            provider.bind(Binding.of("A", "wascc:keyvalue", Redis.values(server)));
            AtomicBoolean end = new AtomicBoolean();
            List<String> wrong = java.util.Collections.synchronizedList(new ArrayList<>());
            List<Thread> writers = new ArrayList<>();
            for (int i = 0; i < WRITERS; i++) {
                String key = "counter" + i;
                Thread writer = new Thread(() -> {
                    try {
                        write(provider, key, end, wrong);
                    } catch (InterruptedException e) {
                        wrong.add("interrupted");
                    }
                });
                writers.add(writer);
                writer.start();
            }
            long worst = 0;
            for (int i = 0; i < RESTARTS; i++) {
                awaitAnswers(answered.get() + 200);
                server.kill();
                server.start();
                awaitLoaded(server);
                long up = System.nanoTime();
                awaitAnswers(answered.get() + 1);
                worst = Math.max(worst, System.nanoTime() - up);
            }
            end.set(true);
            for (Thread writer : writers) {
                writer.join();
            }
            System.out.println("Redis: " + RESTARTS + " restarts, worst " + TimeUnit.NANOSECONDS.toMillis(worst)
                    + " ms until the first answer, answered " + answered + ", not known " + unknown + ", refused "
                    + refused + ", lost or done twice " + wrong.size());
            assertThat(wrong).isEmpty();
            assertThat(worst).isLessThan(TimeUnit.SECONDS.toNanos(2));
            assertThat(unknown.get() + refused.get())
                    .as("failures that were told")
                    .isPositive();
        }
    }

    /** Answered with anything but LOADING. */
    private static void awaitLoaded(ServerProcess server) throws Exception {
        while (true) {
            try (RedisServer direct = RedisServer.of(RedisSettings.of(Redis.values(server)))) {
                direct.read(redis.clients.jedis.Protocol.Command.GET, "none");
                return;
            } catch (RedisException e) {
                TimeUnit.MILLISECONDS.sleep(1);
            }
        }
    }

    private void awaitAnswers(int count) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (answered.get() < count) {
            assertThat(System.nanoTime()).as("answers come").isLessThan(end);
            TimeUnit.MILLISECONDS.sleep(1);
        }
    }

    @Test
    void connections_are_kept_from_call_to_call() throws Exception {
        try (ServerProcess server = Redis.start(directory);
                RedisKeyValueProvider provider = new RedisKeyValueProvider();
                RedisServer direct = RedisServer.of(RedisSettings.of(Redis.values(server)))) {
            provider.bind(Binding.of("A", "wascc:keyvalue", Redis.values(server)));
            for (int i = 0; i < 1_000; i++) {
                add(provider, "c");
            }
            String info = RedisServer.text(direct.read(redis.clients.jedis.Protocol.Command.INFO, "stats"));
            String connections = info.lines()
                    .filter(line -> line.startsWith("total_connections_received:"))
                    .findFirst()
                    .orElseThrow();
            assertThat(Integer.parseInt(connections.substring(connections.indexOf(':') + 1)))
                    .isLessThan(10);
        }
    }

    @Test
    void settings_that_are_equal_share_a_pool_and_a_server_that_is_gone_refuses_a_binding_without_secrets()
            throws Exception {
        try (ServerProcess server = Redis.start(directory, "--requirepass", "hunter2");
                RedisKeyValueProvider provider = new RedisKeyValueProvider()) {
            String address = "127.0.0.1:" + server.port();
            Binding good = Binding.of("A", "wascc:keyvalue", java.util.Map.of("URL", "redis://:hunter2@" + address));
            provider.bind(good);
            provider.bind(Binding.of("B", "wascc:keyvalue", good.values()));
            assertThat(provider.server("A")).isSameAs(provider.server("B"));
            assertThat(provider.backend("A")).isEqualTo("redis " + address);
            provider.unbind("A");
            assertThat(add2(provider, "B")).isEqualTo(1);
            assertThatThrownBy(() -> provider.bind(
                            Binding.of("C", "wascc:keyvalue", java.util.Map.of("URL", "redis://:hunter3@" + address))))
                    .hasMessageContaining("lets nobody in")
                    .hasMessageNotContaining("hunter3");
            assertThatThrownBy(() -> provider.bind(Binding.of(
                            "C",
                            "wascc:keyvalue",
                            java.util.Map.of("URL", "redis://" + address, "PASSWORD", "hunter3"))))
                    .hasMessageContaining("lets nobody in");
            server.kill();
            assertThatThrownBy(() -> add2(provider, "B")).isInstanceOf(Exception.class);
            assertThatThrownBy(() -> provider.bind(Binding.of("C", "wascc:keyvalue", good.values())))
                    .hasMessageContaining(address)
                    .hasMessageNotContaining("hunter2");
        }
    }

    private static long add2(RedisKeyValueProvider provider, String actor) throws Exception {
        Message request = Shapes.ADD_REQUEST.message().with("key", "k").with("value", 1);
        return Shapes.ADD_RESPONSE
                .decode(provider.handle(actor, "Add", request.encode()))
                .whole("value");
    }
}
