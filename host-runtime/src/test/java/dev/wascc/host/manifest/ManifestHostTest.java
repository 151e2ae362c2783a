package dev.wascc.host.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.dylibso.chicory.wabt.Wat2Wasm;
import dev.wascc.claims.ActorModule;
import dev.wascc.claims.Claims;
import dev.wascc.claims.ClaimsException;
import dev.wascc.claims.Metadata;
import dev.wascc.claims.Signer;
import dev.wascc.claims.TrustPolicy;
import dev.wascc.gate.Gate;
import dev.wascc.host.Host;
import dev.wascc.host.HostException;
import dev.wascc.host.manifest.Manifest.ProviderEntry;
import dev.wascc.nkeys.KeyRole;
import dev.wascc.nkeys.SigningKey;
import dev.wascc.provider.Binding;
import dev.wascc.provider.CapabilityDescriptor;
import dev.wascc.provider.CapabilityProvider;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ManifestHostTest {
    private static final String ACTOR =
            """
            (module (memory (export "memory") 1)
              (func (export "__guest_call") (param i32 i32) (result i32) (i32.const 0)))
            """;
    private final SigningKey issuer = SigningKey.generate(KeyRole.ACCOUNT, new SecureRandom());
    private final SigningKey module = SigningKey.generate(KeyRole.MODULE, new SecureRandom());
    private final String key = module.publicKey().text();
    private final List<Recording> made = new ArrayList<>();

    @TempDir
    private Path directory;

    private static final class Recording implements CapabilityProvider {
        private final List<Binding> bound = new ArrayList<>();
        private boolean closed;

        @Override
        public CapabilityDescriptor descriptor() {
            return new CapabilityDescriptor("acme:log", "log", "1", 1, "", List.of());
        }

        @Override
        public void bind(Binding binding) {
            bound.add(binding);
        }

        @Override
        public void unbind(String actor) {}

        @Override
        public byte[] handle(String actor, String operation, byte[] payload) {
            return payload;
        }

        @Override
        public void close() {
            closed = true;
        }
    }

    private Optional<CapabilityProvider> builtIn(String capability) {
        if (!capability.equals("acme:log")) {
            return Optional.empty();
        }
        made.add(new Recording());
        return Optional.of(made.get(made.size() - 1));
    }

    private Host start(List<String> actors, List<ProviderEntry> capabilities, List<Binding> bindings) throws Exception {
        Gate gate = Gate.trusting(TrustPolicy.integrityOnly(), Clock.systemUTC());
        return new ManifestHost(gate, this::builtIn)
                .start(new Manifest(Map.of("zone", "a"), actors, capabilities, bindings), directory, Host.builder());
    }

    private void signed(String file) throws Exception {
        Claims<Metadata.Actor> claims = Claims.of(
                "jti",
                issuer.publicKey(),
                key,
                Instant.ofEpochSecond(1_600_000_000),
                new Metadata.Actor("test", "", List.of(), List.of("acme:log", "acme:none"), 1, "1", null, false));
        byte[] bytes = new Signer(issuer)
                .sign(ActorModule.of(Wat2Wasm.parse(ACTOR)), claims)
                .bytes();
        Files.write(directory.resolve(file), bytes);
    }

    @Test
    void a_host_comes_up_as_its_manifest_says_with_a_provider_for_each_name() throws Exception {
        signed("a.wasm");
        List<Binding> bindings = List.of(
                Binding.of(key, "acme:log", Map.of("LEVEL", "1")), new Binding(key, "acme:log", "second", Map.of()));
        try (Host host = start(List.of("a.wasm"), List.of(), bindings)) {
            assertThat(host.inventory().labels()).containsEntry("zone", "a");
            assertThat(host.inventory().actors()).extracting("key").containsExactly(key);
            assertThat(host.inventory().bindings()).isEqualTo(bindings);
            assertThat(made).hasSize(2);
            assertThat(made.get(0).bound.get(0).values()).containsEntry("LEVEL", "1");
        }
        assertThat(made).allMatch(provider -> provider.closed);
    }

    @Test
    void the_first_thing_that_fails_closes_all_that_came_before() throws Exception {
        signed("a.wasm");
        List<Binding> bindings = List.of(Binding.of(key, "acme:log", Map.of()), Binding.of(key, "acme:none", Map.of()));
        assertThatThrownBy(() -> start(List.of("a.wasm"), List.of(), bindings))
                .isInstanceOf(HostException.class)
                .hasMessageContaining("no provider of acme:none is here under the name default");
        assertThat(made).hasSize(1).allMatch(provider -> provider.closed);
    }

    @Test
    void an_actor_that_is_refused_is_named_with_every_finding() throws Exception {
        Files.write(directory.resolve("unsigned.wasm"), Wat2Wasm.parse(ACTOR));
        ClaimsException e = catchThrowableOfType(
                ClaimsException.class, () -> start(List.of("unsigned.wasm"), List.of(), List.of()));
        assertThat(e.findings()).singleElement().satisfies(finding -> {
            assertThat(finding.rule().id()).isEqualTo("WASCC-S001");
            assertThat(finding.message()).startsWith("unsigned.wasm: ");
        });
        assertThat(e.exitCode()).isEqualTo(10);
    }

    @Test
    void what_is_no_file_is_refused_with_what_was_looked_for() throws Exception {
        assertThatThrownBy(() -> start(List.of("no.wasm"), List.of(), List.of()))
                .isInstanceOf(ManifestException.class)
                .hasMessageContaining("there is no file " + directory.resolve("no.wasm"));
        assertThatThrownBy(() -> start(List.of("oci://example.com/a:1"), List.of(), List.of()))
                .hasMessageContaining("a reference into a registry");
        assertThatThrownBy(() -> start(List.of("."), List.of(), List.of())).hasMessageContaining("it is a directory");
        assertThatThrownBy(() -> start(List.of("a\0b"), List.of(), List.of())).isInstanceOf(ManifestException.class);
        assertThatThrownBy(() -> start(List.of(), List.of(new ProviderEntry("libhttp.so", "default")), List.of()))
                .hasMessageContaining("libhttp.so is a file of its own");
    }
}
