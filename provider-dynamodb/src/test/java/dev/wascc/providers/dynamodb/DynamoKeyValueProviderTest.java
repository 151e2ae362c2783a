package dev.wascc.providers.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wascc.provider.Binding;
import dev.wascc.provider.CapabilityProvider;
import dev.wascc.provider.contract.KeyValueContract;
import dev.wascc.provider.contract.SetClock;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The contract against DynamoDB Local, each test in a table of its own, and what is DynamoDB's own. */
class DynamoKeyValueProviderTest extends KeyValueContract {
    private static final String ACTOR = "MASCXFM4R6X63UD5MSCDZYCJNPBVSIU6RKMXUPXRKAOSBQ6UY3VT3NPZ";

    @TempDir
    static Path directory;

    private static DynamoLocal dynamo;
    private final SetClock clock = new SetClock();
    private final Map<String, String> values = dynamo.newTable();

    @BeforeAll
    static void startServer() throws Exception {
        dynamo = DynamoLocal.start(directory);
    }

    @AfterAll
    static void stopServer() {
        if (dynamo != null) {
            dynamo.close();
        }
    }

    @Override
    protected CapabilityProvider provider() {
        return new DynamoKeyValueProvider(clock);
    }

    @Override
    protected Map<String, String> values() {
        return values;
    }

    @Override
    protected void pass(int seconds) {
        clock.pass(seconds);
    }

    @Test
    void what_has_expired_is_as_good_as_nothing_before_dynamodb_removes_it() throws Exception {
        try (DynamoTable table = new DynamoTable(DynamoSettings.of(values, Map.of()), clock)) {
            DynamoStore store = new DynamoStore(table);
            for (String key : List.of("n", "l", "m", "d")) {
                store.set(key, "7", 10);
            }
            pass(11);
            assertThat(store.exists("n")).isFalse();
            assertThat(store.add("n", 2)).isEqualTo(2);
            assertThat(store.push("l", "x")).isEqualTo(1);
            assertThat(store.addMember("m", "x")).isTrue();
            assertThat(store.deleteItem("d", "7")).isZero();
            pass(1000);
            assertThat(store.get("n")).contains("2");
        }
    }

    @Test
    void lists_and_sets_that_many_change_at_once_lose_nothing() throws Exception {
        try (DynamoTable table = new DynamoTable(DynamoSettings.of(values, Map.of()), clock)) {
            DynamoStore store = new DynamoStore(table);
            AtomicInteger added = new AtomicInteger();
            AtomicInteger removed = new AtomicInteger();
            Thread[] threads = new Thread[4];
            for (int t = 0; t < threads.length; t++) {
                threads[t] = new Thread(() -> {
                    for (int i = 0; i < 15; i++) {
                        added.addAndGet(store.addMember("set", "v" + i % 3) ? 1 : 0);
                        removed.addAndGet(store.removeMember("set", "v" + i % 3) ? 1 : 0);
                        store.push("list", "x");
                    }
                });
                threads[t].start();
            }
            for (Thread thread : threads) {
                thread.join();
            }
            assertThat(added.get() - removed.get())
                    .isEqualTo(store.members("set").size());
            assertThat(store.range("list", 0, -1)).hasSize(60);
            assertThat(store.deleteItem("list", "x")).isEqualTo(60);
            assertThat(store.exists("list")).isFalse();
        }
    }

    @Test
    void a_table_that_is_not_there_refuses_the_binding_and_no_message_holds_a_secret() {
        DynamoKeyValueProvider provider = new DynamoKeyValueProvider();
        assertThatThrownBy(() -> provider.bind(Binding.of(ACTOR, "wascc:keyvalue", dynamo.values("absent"))))
                .hasMessageContaining("absent")
                .hasMessageContaining("ResourceNotFoundException");
        assertThat(provider.suits(Map.of())).isFalse();
        for (Map<String, String> wrong : List.of(
                Map.of("TABLE", "x"),
                Map.of("TABLE", "table", "REGION", "EU Central"),
                Map.of("TABLE", "table", "ENDPOINT", "http://user:s3cret@host"),
                Map.of("TABLE", "table", "AWS_SECRET_ACCESS_KEY", "s3cret"))) {
            assertThatThrownBy(() -> DynamoSettings.of(wrong, Map.of()))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageNotContaining("s3cret");
        }
    }
}
