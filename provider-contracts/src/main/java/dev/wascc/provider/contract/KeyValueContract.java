package dev.wascc.provider.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wascc.provider.Binding;
import dev.wascc.provider.CapabilityProvider;
import dev.wascc.provider.message.Message;
import dev.wascc.provider.message.MessageShape;
import dev.wascc.provider.message.Operations;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every provider of {@code wascc:keyvalue} does; the semantics are those of Redis. */
@SuppressWarnings("NullAway.Init") // JUnit calls start first
public abstract class KeyValueContract {
    private static final String ACTOR = "MASCXFM4R6X63UD5MSCDZYCJNPBVSIU6RKMXUPXRKAOSBQ6UY3VT3NPZ";

    private CapabilityProvider provider;

    /** A provider that was not started, and whose store is empty once it is bound by {@link #values}. */
    protected abstract CapabilityProvider provider() throws Exception;

    /** The binding's values. */
    protected Map<String, String> values() {
        return Map.of();
    }

    /** Lets so many seconds pass for the provider. */
    protected abstract void pass(int seconds) throws Exception;

    @BeforeEach
    void start() throws Exception {
        provider = provider();
        assertThat(provider.descriptor().id()).isEqualTo("wascc:keyvalue");
        assertThat(provider.suits(values())).isTrue();
        provider.start((actor, operation, payload) -> payload);
        provider.bind(Binding.of(ACTOR, "wascc:keyvalue", values()));
    }

    @AfterEach
    void end() throws Exception {
        provider.unbind(ACTOR);
        provider.close();
    }

    private Message call(String operation, Map<String, Object> fields) throws Exception {
        Operations.Messages messages = Operations.named(operation).orElseThrow();
        Message request = messages.request().orElseThrow().message();
        for (Map.Entry<String, Object> field : fields.entrySet()) {
            request = request.with(field.getKey(), field.getValue());
        }
        MessageShape response = messages.response().orElseThrow();
        return response.decode(provider.handle(ACTOR, operation, request.encode()));
    }

    private long add(String key, int value) throws Exception {
        return call("Add", Map.of("key", key, "value", value)).whole("value");
    }

    private void set(String key, String value, int expires) throws Exception {
        assertThat(call("Set", Map.of("key", key, "value", value, "expires", expires))
                        .text("value"))
                .isEqualTo(value);
    }

    private @Nullable String get(String key) throws Exception {
        Message answer = call("Get", Map.of("key", key));
        assertThat(call("KeyExists", Map.of("key", key)).text("value")).isEmpty();
        return answer.flag("exists") ? answer.text("value") : null;
    }

    private long count(String operation, String key, String value) throws Exception {
        return call(operation, Map.of("key", key, "value", value)).whole("newCount");
    }

    private List<String> range(String key, int start, int stop) throws Exception {
        return call("Range", Map.of("key", key, "start", start, "stop", stop)).texts("values");
    }

    @Test
    void counters_start_at_0_and_go_both_ways() throws Exception {
        assertThat(add("c", 5)).isEqualTo(5);
        assertThat(add("c", -7)).isEqualTo(-2);
        assertThat(get("c")).isEqualTo("-2");
    }

    @Test
    void adding_to_what_is_no_number_or_beyond_32_bits_is_refused_and_changes_nothing() throws Exception {
        set("text", "abc", 0);
        assertThatThrownBy(() -> add("text", 1)).hasMessageContaining("text");
        add("big", Integer.MAX_VALUE);
        assertThatThrownBy(() -> add("big", 1)).hasMessageContaining("big");
        assertThat(get("text")).isEqualTo("abc");
        assertThat(get("big")).isEqualTo(String.valueOf(Integer.MAX_VALUE));
    }

    @Test
    void a_value_is_there_until_it_is_deleted_or_expires() throws Exception {
        assertThat(get("k")).isNull();
        set("k", "v", 0);
        set("short", "v", 2);
        assertThat(get("k")).isEqualTo("v");
        pass(1);
        assertThat(get("short")).isEqualTo("v");
        pass(2);
        assertThat(get("short")).isNull();
        assertThat(call("KeyExists", Map.of("key", "short")).flag("exists")).isFalse();
        assertThat(call("Del", Map.of("key", "k")).text("key")).isEqualTo("k");
        assertThat(get("k")).isNull();
    }

    @Test
    void lists_grow_at_the_head_and_ranges_count_from_either_end() throws Exception {
        assertThat(count("Push", "l", "a")).isEqualTo(1);
        assertThat(count("Push", "l", "b")).isEqualTo(2);
        assertThat(count("Push", "l", "a")).isEqualTo(3);
        assertThat(range("l", 0, -1)).containsExactly("a", "b", "a");
        assertThat(range("l", 1, 1)).containsExactly("b");
        assertThat(range("l", -2, 99)).containsExactly("b", "a");
        assertThat(range("l", 2, 1)).isEmpty();
        assertThat(range("none", 0, -1)).isEmpty();
        assertThat(count("ListItemDelete", "l", "a")).isEqualTo(2);
        assertThat(range("l", 0, -1)).containsExactly("b");
        call("Clear", Map.of("key", "l"));
        assertThat(call("KeyExists", Map.of("key", "l")).flag("exists")).isFalse();
    }

    @Test
    void sets_hold_each_value_once_and_an_emptied_one_is_gone() throws Exception {
        assertThat(count("SetAdd", "s", "a")).isEqualTo(1);
        assertThat(count("SetAdd", "s", "a")).isZero();
        count("SetAdd", "s", "b");
        count("SetAdd", "t", "b");
        count("SetAdd", "t", "c");
        assertThat(call("SetUnion", Map.of("keys", List.of("s", "t"))).texts("values"))
                .containsExactlyInAnyOrder("a", "b", "c");
        assertThat(call("SetIntersection", Map.of("keys", List.of("s", "t"))).texts("values"))
                .containsExactly("b");
        assertThat(call("SetIntersection", Map.of("keys", List.of("s", "none"))).texts("values"))
                .isEmpty();
        assertThat(count("SetRemove", "t", "x")).isZero();
        assertThat(count("SetRemove", "t", "b")).isEqualTo(1);
        assertThat(call("SetQuery", Map.of("key", "t")).texts("values")).containsExactly("c");
        count("SetRemove", "t", "c");
        assertThat(call("KeyExists", Map.of("key", "t")).flag("exists")).isFalse();
    }

    @Test
    void an_operation_for_another_type_is_refused_and_get_says_there_is_no_string() throws Exception {
        count("Push", "l", "a");
        assertThat(get("l")).isNull();
        assertThatThrownBy(() -> count("SetAdd", "l", "a")).isInstanceOf(Exception.class);
        assertThatThrownBy(() -> add("l", 1)).isInstanceOf(Exception.class);
        assertThat(range("l", 0, -1)).containsExactly("a");
    }

    @Test
    void a_string_takes_the_place_of_whatever_was_there_and_its_time_with_it() throws Exception {
        count("Push", "k", "a");
        set("k", "v", 1);
        set("k", "w", 0);
        pass(2);
        assertThat(get("k")).isEqualTo("w");
        add("n", 1);
        set("n", "7", 100);
        assertThat(add("n", 1)).isEqualTo(8);
    }

    @Test
    void any_text_is_a_key_and_a_value() throws Exception {
        for (String text : List.of("", " ", "a:b", "0:", "schlüssel \u20ac", "\0", "a\nb", "x".repeat(10_000))) {
            set(text, text, 0);
            assertThat(get(text)).isEqualTo(text);
            assertThat(count("SetAdd", "set", text)).isEqualTo(1);
            assertThat(count("Push", "list", text)).isPositive();
        }
        assertThat(call("SetQuery", Map.of("key", "set")).texts("values")).hasSize(8);
        assertThat(range("list", -1, -1)).containsExactly("");
    }

    @Test
    void a_long_list_keeps_its_order_through_removals() throws Exception {
        for (int i = 0; i < 300; i++) {
            count("Push", "l", "v" + i % 3);
        }
        assertThat(count("ListItemDelete", "l", "v1")).isEqualTo(100);
        assertThat(count("ListItemDelete", "l", "v1")).isZero();
        assertThat(range("l", 0, 3)).containsExactly("v2", "v0", "v2", "v0");
        assertThat(count("Push", "l", "head")).isEqualTo(201);
        assertThat(range("l", 0, 0)).containsExactly("head");
        assertThat(range("l", 200, 500)).containsExactly("v0");
        assertThat(range("l", Integer.MIN_VALUE, Integer.MAX_VALUE)).hasSize(201);
    }

    @Test
    void unknown_operations_and_malformed_requests_are_refused() {
        assertThatThrownBy(() -> provider.handle(ACTOR, "Nope", new byte[0])).hasMessage("bad dispatch");
        assertThatThrownBy(() -> provider.handle(ACTOR, "Get", new byte[0]))
                .hasMessageStartingWith("Failed to de-serialize: ");
    }

    @Test
    void counting_from_many_threads_loses_nothing() throws Exception {
        List<Thread> threads = new ArrayList<>();
        for (int t = 0; t < 8; t++) {
            Thread thread = new Thread(() -> {
                for (int i = 0; i < 100; i++) {
                    try {
                        add("shared", 1);
                    } catch (Exception e) {
                        throw new IllegalStateException(e);
                    }
                }
            });
            threads.add(thread);
            thread.start();
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(get("shared")).isEqualTo("800");
    }
}
