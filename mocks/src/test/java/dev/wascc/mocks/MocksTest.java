package dev.wascc.mocks;

import static dev.wascc.mocks.Played.ACTOR;
import static dev.wascc.mocks.Played.KEYVALUE;
import static dev.wascc.mocks.Played.OTHER;
import static dev.wascc.mocks.Played.call;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wascc.provider.Binding;
import dev.wascc.provider.CapabilityProvider;
import dev.wascc.providers.keyvalue.KeyValueProvider;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MocksTest {
    private final Mocks mocks = new Mocks(Played::installed, Played.CLOCK);

    private CapabilityProvider both() throws Exception {
        CapabilityProvider provider = mocks.of(KEYVALUE).orElseThrow();
        provider.start((actor, operation, payload) -> payload);
        provider.bind(Binding.of(ACTOR, KEYVALUE, Map.of()));
        provider.bind(Binding.of(OTHER, KEYVALUE, Map.of()));
        return provider;
    }

    @Test
    void without_any_the_installed_provider_serves_itself() {
        assertThat(mocks.of(KEYVALUE).orElseThrow()).isInstanceOf(KeyValueProvider.class);
        assertThat(mocks.of("acme:bell")).isEmpty();
    }

    @Test
    void one_binding_is_mocked_and_the_other_is_not() throws Exception {
        mocks.mock(Binding.of(ACTOR, KEYVALUE, Map.of()), null);
        CapabilityProvider provider = both();
        assertThat(provider.backend(ACTOR)).isEqualTo("in-memory  mock (recording)");
        assertThat(provider.backend(OTHER)).isEqualTo("memory");
        call(provider, "Add", Map.of("key", "a", "value", 1));
        assertThat(call(provider, OTHER, "Add", Map.of("key", "a", "value", 1))).isEqualTo(Map.of("value", 1L));
        assertThat(mocks.journal().calls()).extracting(RecordedCall::actor).containsExactly(ACTOR);
    }

    @Test
    void mocks_of_the_same_answers_share_what_they_keep(@TempDir Path dir) throws Exception {
        Path answers = Files.writeString(dir.resolve("a.yaml"), "answers: [{ operation: Del, error: no }]");
        mocks.mock(Binding.of(ACTOR, KEYVALUE, Map.of()), answers);
        mocks.mock(Binding.of(OTHER, KEYVALUE, Map.of()), answers);
        CapabilityProvider provider = both();
        assertThat(provider.backend(ACTOR)).isEqualTo("in-memory and canned answers  mock (recording)");
        call(provider, "Add", Map.of("key", "a", "value", 1));
        assertThat(call(provider, OTHER, "Add", Map.of("key", "a", "value", 1))).isEqualTo(Map.of("value", 2L));
    }

    @Test
    void installed_providers_are_recorded_where_that_is_asked_for() throws Exception {
        mocks.watch();
        CapabilityProvider provider = both();
        call(provider, OTHER, "Add", Map.of("key", "a", "value", 1));
        assertThat(mocks.journal().calls()).hasSize(1);
        assertThat(provider.backend(OTHER)).isEqualTo("memory  (recording)");
    }

    @Test
    void a_cassette_serves_neither_the_log_nor_where_requests_come_from() {
        mocks.play(new Cassette("c.yaml", Redaction.HEADERS_ALONE, java.util.List.of(), java.util.List.of()));
        assertThat(mocks.standIn(Binding.of(ACTOR, "wascc:logging", Map.of()))).isFalse();
        assertThat(mocks.standIn(Binding.of(ACTOR, "wascc:http_server", Map.of())))
                .isFalse();
        assertThat(mocks.standIn(Binding.of(ACTOR, ACTOR, Map.of()))).isFalse();
        assertThat(mocks.standIn(Binding.of(ACTOR, "wascc:http_client", Map.of())))
                .isTrue();
    }
}
