package dev.wascc.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wascc.provider.Binding;
import dev.wascc.provider.CapabilityDescriptor;
import dev.wascc.provider.CapabilityProvider;
import dev.wascc.provider.Dispatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SwitchboardTest {
    private static final Dispatcher NOWHERE = (actor, operation, payload) -> payload;
    private final List<String> events = new ArrayList<>();
    private final Switchboard board = new Switchboard(List.of(new Store("memory"), new Store("redis")));

    /** Suits {@code URL: NAME:…}, the one named memory no URL at all. */
    private final class Store implements CapabilityProvider {
        private final String name;

        Store(String name) {
            this.name = name;
        }

        @Override
        public CapabilityDescriptor descriptor() {
            return new CapabilityDescriptor("acme:store", "store in " + name, "1", 1, "", List.of());
        }

        @Override
        public boolean suits(Map<String, String> values) {
            String url = values.get("URL");
            return url == null ? name.equals("memory") : url.startsWith(name + ":");
        }

        @Override
        public String suitedBy() {
            return name.equals("memory") ? "no URL" : "URL: " + name + ":…";
        }

        @Override
        public void start(Dispatcher toActors) {
            events.add(name + " starts");
        }

        @Override
        public void bind(Binding binding) {
            events.add(name + " binds " + binding.actor());
            if (binding.values().containsKey("BAD")) {
                throw new IllegalStateException("BAD is bad");
            }
        }

        @Override
        public void unbind(String actor) {
            events.add(name + " lets " + actor + " go");
        }

        @Override
        public byte[] handle(String actor, String operation, byte[] payload) {
            return name.getBytes(java.nio.charset.StandardCharsets.UTF_8);
        }

        @Override
        public String backend(String actor) {
            return name;
        }

        @Override
        public void close() {
            events.add(name + " ends");
        }
    }

    private void bind(String actor, Map<String, String> values) throws Exception {
        board.bind(Binding.of(actor, "acme:store", values));
    }

    @Test
    void two_actors_under_one_name_have_each_the_provider_that_its_values_mean() throws Exception {
        board.start(NOWHERE);
        bind("A", Map.of());
        bind("B", Map.of("URL", "redis://h"));
        assertThat(board.handle("A", "Get", new byte[0])).asString().isEqualTo("memory");
        assertThat(board.handle("B", "Get", new byte[0])).asString().isEqualTo("redis");
        assertThat(board.backend("B")).isEqualTo("redis");
        assertThat(board.descriptor().id()).isEqualTo("acme:store");
    }

    @Test
    void a_provider_starts_with_its_first_actor_and_only_what_started_is_closed() throws Exception {
        board.start(NOWHERE);
        assertThat(events).isEmpty();
        bind("A", Map.of());
        bind("B", Map.of());
        board.close();
        assertThat(events).containsExactly("memory starts", "memory binds A", "memory binds B", "memory ends");
    }

    @Test
    void values_that_mean_no_provider_are_refused_with_those_there_are_and_are_not_shown() {
        board.start(NOWHERE);
        assertThatThrownBy(() -> bind("A", Map.of("URL", "mongo://:hunter2@h")))
                .hasMessageContaining("store in memory by no URL; store in redis by URL: redis:…")
                .hasMessageNotContaining("hunter2");
        assertThatThrownBy(() -> board.handle("A", "Get", new byte[0])).hasMessageContaining("unbound provider");
        assertThat(board.suits(Map.of("URL", "mongo://h"))).isFalse();
    }

    @Test
    void binding_an_actor_elsewhere_frees_the_old_place_after_the_new_one_accepted() throws Exception {
        board.start(NOWHERE);
        bind("A", Map.of());
        events.clear();
        bind("A", Map.of("URL", "redis://h"));
        assertThat(events).containsExactly("redis starts", "redis binds A", "memory lets A go");
    }

    @Test
    void a_refused_binding_leaves_nothing_behind_and_the_old_one_as_it_was() throws Exception {
        board.start(NOWHERE);
        bind("A", Map.of());
        events.clear();
        assertThatThrownBy(() -> bind("A", Map.of("URL", "redis://h", "BAD", "1")))
                .hasMessage("BAD is bad");
        assertThat(events).containsExactly("redis starts", "redis binds A", "redis lets A go");
        assertThat(board.backend("A")).isEqualTo("memory");
        board.unbind("A");
        assertThat(events).endsWith("memory lets A go");
    }
}
