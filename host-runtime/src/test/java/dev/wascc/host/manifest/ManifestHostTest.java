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
import dev.wascc.host.ActorLimits;
import dev.wascc.host.Host;
import dev.wascc.host.HostException;
import dev.wascc.host.Inventory;
import dev.wascc.host.InvocationException;
import dev.wascc.host.manifest.Manifest.ActorEntry;
import dev.wascc.host.manifest.Manifest.ProviderEntry;
import dev.wascc.nkeys.KeyRole;
import dev.wascc.nkeys.PublicKey;
import dev.wascc.nkeys.SigningKey;
import dev.wascc.provider.Binding;
import dev.wascc.provider.CapabilityDescriptor;
import dev.wascc.provider.CapabilityProvider;
import dev.wascc.wapc.GuestLimits;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
                .start(
                        Manifest.of(
                                Map.of("zone", "a"),
                                actors.stream().map(ActorEntry::of).toList(),
                                capabilities,
                                bindings),
                        directory,
                        Host.builder());
    }

    private void signed(String file) throws Exception {
        Files.write(directory.resolve(file), signed(issuer));
    }

    private byte[] signed(SigningKey by) throws Exception {
        Claims<Metadata.Actor> claims = Claims.of(
                "jti",
                by.publicKey(),
                key,
                Instant.ofEpochSecond(1_600_000_000),
                new Metadata.Actor("test", "", List.of(), List.of("acme:log", "acme:none"), 1, "1", null, false));
        return new Signer(by)
                .sign(ActorModule.of(Wat2Wasm.parse(ACTOR)), claims)
                .bytes();
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
        assertThatThrownBy(() -> start(List.of(), List.of(ProviderEntry.of("libhttp.so", "default")), List.of()))
                .hasMessageContaining("there is no file " + directory.resolve("libhttp.so"));
    }

    @Test
    void instances_and_limits_of_a_manifest_reach_the_actors_that_say_nothing_themselves() throws Exception {
        signed("a.wasm");
        Manifest manifest = Manifest.parse(
                "m.yaml",
                "actors: [{path: a.wasm, instances: 2, limits: {memory_mib: 1}}]\ncapabilities: []\nbindings: []\n"
                        + "limits: {time_ms: 500, memory_mib: 2, payload_kib: 8, stack_kib: 256, call_depth: 3, total_memory_mib: 2}",
                true,
                null);
        try (Host host = start(manifest)) {
            Inventory.ActorEntry actor = host.inventory().actors().get(0);
            assertThat(actor.hosting().instances()).isEqualTo(2);
            assertThat(actor.hosting().limits())
                    .isEqualTo(new ActorLimits(
                            GuestLimits.defaults()
                                    .withCallTime(Duration.ofMillis(500))
                                    .withMemoryPages(16)
                                    .withPayloadSize(8 << 10),
                            3,
                            256 << 10));
            assertThat(host.inventory().memoryPages()).isEqualTo(32);
        }
        assertThatThrownBy(() -> start(new Manifest(
                        Map.of(), manifest.actors(), List.of(), List.of(), Limits.NONE, 1, Set.of(), null)))
                .isInstanceOf(HostException.class)
                .hasMessageContaining("may grow to 2 MiB, and of the 1 MiB of all guests 1 are left");
    }

    @Test
    void files_are_granted_beside_the_manifest_or_the_host_does_not_start() throws Exception {
        signed("a.wasm");
        String text = "actors: [{path: a.wasm, files: FILES}]\n" + "capabilities: []\nbindings: []\n";
        String data = text.replace("FILES", "{directory: \"${DATA}\", access: write, quota_mib: 1}");
        Manifest manifest = Manifest.parse("m.yaml", data, true, Map.of("DATA", "data"));
        assertThatThrownBy(() -> start(manifest))
                .isInstanceOf(ManifestException.class)
                .hasMessageContaining("the directory " + directory.resolve("data") + " cannot be granted as files")
                .hasMessageContaining("has to be there before the host starts");
        Files.writeString(directory.resolve("data"), "");
        assertThatThrownBy(() -> start(manifest)).hasMessageContaining("NotDirectoryException");
        Files.delete(directory.resolve("data"));
        Files.createDirectory(directory.resolve("data"));
        try (Host host = start(manifest)) {
            assertThat(host.inventory().actors().get(0).hosting().wasi().files())
                    .hasToString(directory.toRealPath().resolve("data") + " (write)");
        }
        Manifest memory = Manifest.parse("m.yaml", text.replace("FILES", "memory"), true, null);
        try (Host host = start(memory)) {
            assertThat(host.inventory().actors().get(0).hosting().wasi().files())
                    .hasToString("memory");
        }
    }

    @Test
    void what_the_command_line_says_is_stronger_than_the_manifest_for_all_and_weaker_than_that_for_one() {
        Limits own = new Limits(1, null, null, null, null);
        Limits line = new Limits(2, 2, null, null, null);
        Manifest manifest = new Manifest(
                        Map.of(),
                        List.of(),
                        List.of(),
                        List.of(),
                        new Limits(3, 3, 3, null, null),
                        null,
                        Set.of(),
                        null)
                .limited(line);
        assertThat(own.over(manifest.limits())).isEqualTo(new Limits(1, 2, 3, null, null));
    }

    @Test
    void a_manifest_that_trusts_somebody_lets_in_nobody_else() throws Exception {
        signed("a.wasm");
        List<ActorEntry> actors = List.of(ActorEntry.of("a.wasm"));
        PublicKey stranger =
                SigningKey.generate(KeyRole.ACCOUNT, new SecureRandom()).publicKey();
        ClaimsException refused =
                catchThrowableOfType(ClaimsException.class, () -> start(trusting(actors, Set.of(stranger), null)));
        assertThat(refused.findings())
                .singleElement()
                .satisfies(finding -> assertThat(finding.rule().id()).isEqualTo("WASCC-S007"));
        try (Host host = start(trusting(actors, Set.of(stranger, issuer.publicKey()), null))) {
            assertThat(host.inventory().actors()).hasSize(1);
        }
    }

    @Test
    void a_new_version_that_comes_as_bytes_passes_the_gates_of_the_host_and_of_the_manifest() throws Exception {
        signed("a.wasm");
        byte[] good = Files.readAllBytes(directory.resolve("a.wasm"));
        SigningKey stranger = SigningKey.generate(KeyRole.ACCOUNT, new SecureRandom());
        byte[] strangers = signed(stranger);
        List<ActorEntry> actors = List.of(ActorEntry.of("a.wasm"));
        PublicKey actor = module.publicKey();
        try (Host host = start(trusting(actors, Set.of(issuer.publicKey()), null))) {
            assertThat(host.call(actor, "PerformLiveUpdate", good)).isEmpty();
            InvocationException refused = catchThrowableOfType(
                    InvocationException.class, () -> host.call(actor, "PerformLiveUpdate", strangers));
            assertThat(refused.reason()).isEqualTo(InvocationException.Reason.UPDATE_REFUSED);
            assertThat(refused)
                    .hasMessageStartingWith("Failed to perform hot swap: ")
                    .hasMessageContaining(
                            "signed by " + stranger.publicKey().text().substring(0, 8));
        }
        Gate strict = Gate.trusting(TrustPolicy.trusting(Set.of(issuer.publicKey())), Clock.systemUTC());
        ManifestHost starter = new ManifestHost(strict, this::builtIn);
        try (Host host = starter.start(trusting(actors, Set.of(), null), directory, Host.builder())) {
            assertThatThrownBy(() -> host.call(actor, "PerformLiveUpdate", strangers))
                    .hasMessageStartingWith("Failed to perform hot swap: ");
            assertThat(host.call(actor, "PerformLiveUpdate", good)).isEmpty();
        }
    }

    @Test
    void a_manifest_cannot_loosen_what_the_host_was_told_to_ask() throws Exception {
        signed("a.wasm");
        PublicKey other =
                SigningKey.generate(KeyRole.ACCOUNT, new SecureRandom()).publicKey();
        Gate strict = Gate.trusting(TrustPolicy.trusting(Set.of(other)), Clock.systemUTC());
        Manifest manifest = trusting(List.of(ActorEntry.of("a.wasm")), Set.of(issuer.publicKey()), null);
        assertThatThrownBy(() -> new ManifestHost(strict, this::builtIn).start(manifest, directory, Host.builder()))
                .isInstanceOf(ClaimsException.class);
    }

    @Test
    void a_policy_beside_the_manifest_is_asked() throws Exception {
        signed("a.wasm");
        List<ActorEntry> actors = List.of(ActorEntry.of("a.wasm"));
        assertThatThrownBy(() -> start(trusting(actors, Set.of(), "no.yaml")))
                .isInstanceOf(ManifestException.class)
                .hasMessageContaining("the policy no.yaml cannot be read: there is no file");
        Files.writeString(
                directory.resolve("policy.yaml"),
                "version: 1\nissuers:\n  - key: " + issuer.publicKey() + "\n    name: us\ndefault: deny\n");
        assertThatThrownBy(() -> start(trusting(actors, Set.of(), "policy.yaml")))
                .isInstanceOf(ClaimsException.class)
                .hasMessageContaining("no rule of");
        Files.writeString(directory.resolve("policy.yaml"), "version: 1\nissuers: []\nnonsense: 1\n");
        assertThatThrownBy(() -> start(trusting(actors, Set.of(), "policy.yaml")))
                .isInstanceOf(ManifestException.class)
                .hasMessageContaining("policy.yaml:");
    }

    private static final String MOCKED =
            """
            {"actors": ["a.wasm"], "capabilities": [], "bindings": [
              {"actor": "KEY", "capability": "acme:log", "values": {"URL": "env:NOWHERE"}, "mock": "answers.yaml"},
              {"actor": "KEY", "capability": "acme:none", "mock": false}], "mocks": {"acme:none": true}}
            """;

    @Test
    void a_mocked_binding_has_no_values_and_is_told_to_who_mocks_before_it_is_made() throws Exception {
        signed("a.wasm");
        Files.writeString(directory.resolve("answers.yaml"), "answers: []");
        Manifest manifest = Manifest.parse("m.json", MOCKED.replace("KEY", key), false, null);
        List<String> told = new ArrayList<>();
        Gate gate = Gate.trusting(TrustPolicy.integrityOnly(), Clock.systemUTC());
        ManifestHost starter = new ManifestHost(gate, capability -> {
                    told.add("provider of " + capability);
                    made.add(new Recording());
                    return capability.equals("acme:log") ? Optional.of(made.get(0)) : Optional.empty();
                })
                .mockedBy((binding, answers) -> told.add(binding.values() + " " + answers));
        Manifest without = manifest.binding(manifest.bindings().subList(0, 1));
        try (Host host = starter.start(without, directory, Host.builder())) {
            assertThat(host.inventory().bindings()).hasSize(1);
        }
        assertThat(told).containsExactly("{} " + directory.resolve("answers.yaml"), "provider of acme:log");
    }

    @Test
    void a_host_without_mocks_refuses_a_manifest_with_them_and_a_missing_file_is_named() throws Exception {
        signed("a.wasm");
        Manifest manifest = Manifest.parse("m.json", MOCKED.replace("KEY", key), false, null);
        assertThatThrownBy(() -> start(manifest))
                .isInstanceOf(ManifestException.class)
                .hasMessageContaining("the manifest asks for mocks, and this host has none");
        Gate gate = Gate.trusting(TrustPolicy.integrityOnly(), Clock.systemUTC());
        assertThatThrownBy(() -> new ManifestHost(gate, this::builtIn)
                        .mockedBy((binding, answers) -> {})
                        .start(manifest, directory, Host.builder()))
                .isInstanceOf(ManifestException.class)
                .hasMessageContaining("answers.yaml");
    }

    @Test
    void a_block_of_mocks_is_for_bindings_that_say_nothing_else() throws Exception {
        Manifest manifest = Manifest.parse("m.json", MOCKED.replace("KEY", key), false, null);
        assertThat(manifest.mocks()).containsExactly(new Manifest.Mock(key, "acme:log", "default", "answers.yaml"));
        assertThatThrownBy(() -> Manifest.parse(
                        "m.json",
                        MOCKED.replace("\"acme:none\": true", "\"acme:nome\": true")
                                .replace("KEY", key),
                        false,
                        null))
                .hasMessageContaining("mocks has acme:nome, which nothing is bound to; did you mean acme:none?");
    }

    private static Manifest trusting(List<ActorEntry> actors, Set<PublicKey> trust, String policy) {
        return new Manifest(Map.of(), actors, List.of(), List.of(), Limits.NONE, null, trust, policy);
    }

    private Host start(Manifest manifest) throws Exception {
        Gate gate = Gate.trusting(TrustPolicy.integrityOnly(), Clock.systemUTC());
        return new ManifestHost(gate, this::builtIn).start(manifest, directory, Host.builder());
    }

    @Test
    void a_portable_provider_is_loaded_past_the_gate_and_serves_bindings() throws Exception {
        signed("a.wasm");
        SigningKey provider = SigningKey.generate(KeyRole.SERVICE, new SecureRandom());
        // A descriptor of acme:log, named "log" of version "1", without operations.
        String descriptor = "86a26964a861636d653a6c6f67a46e616d65a36c6f67a776657273696f6ea131a87265766973696f6e01"
                + "b06c6f6e675f6465736372697074696f6ea0b4737570706f727465645f6f7065726174696f6e7390";
        String wat =
                """
                (module (import "wapc" "__guest_response" (func $response (param i32 i32)))
                  (memory (export "memory") 1) (data (i32.const 16) "%s")
                  (func (export "__guest_call") (param i32 i32) (result i32)
                    (call $response (i32.const 16) (i32.const %d)) (i32.const 1)))
                """
                        .formatted(descriptor.replaceAll("(..)", "\\\\$1"), descriptor.length() / 2);
        Claims<Metadata.Actor> claims = Claims.of(
                "jti",
                issuer.publicKey(),
                provider.publicKey().text(),
                Instant.ofEpochSecond(1_600_000_000),
                new Metadata.Actor("p", "", List.of(), List.of("acme:log"), 1, "1", null, true));
        ActorModule unsigned = ActorModule.of(Wat2Wasm.parse(wat));
        Files.write(
                directory.resolve("p.WASM"),
                new Signer(issuer).sign(unsigned, claims).bytes());
        Files.write(directory.resolve("unsigned.wasm"), unsigned.bytes());
        List<Binding> bindings = List.of(new Binding(key, "acme:log", "mail", Map.of()));
        try (Host host = start(List.of("a.wasm"), List.of(ProviderEntry.of("p.WASM", "mail")), bindings)) {
            assertThat(host.provides("acme:log", "mail")).isTrue();
            assertThat(host.inventory().bindings()).isEqualTo(bindings);
            assertThat(made).isEmpty();
        }
        assertThatThrownBy(() -> start(List.of(), List.of(ProviderEntry.of("unsigned.wasm", "default")), List.of()))
                .isInstanceOf(ClaimsException.class);
        assertThatThrownBy(() -> start(List.of(), List.of(ProviderEntry.of("a.wasm", "default")), List.of()))
                .hasMessageContaining("is an actor, and no capability provider");
        assertThatThrownBy(() -> start(List.of("p.WASM"), List.of(), List.of()))
                .hasMessageContaining("is a capability provider (prov), and no actor");
    }

    @Test
    void files_of_other_kinds_are_opened_by_whoever_knows_them_and_refused_else() throws Exception {
        Files.writeString(directory.resolve("p.jar"), "x");
        List<ProviderEntry> jar = List.of(ProviderEntry.of("p.jar", "default"));
        assertThatThrownBy(() -> start(List.of(), jar, List.of()))
                .isInstanceOf(ManifestException.class)
                .hasMessageContaining(
                        "p.jar is a file of no kind that can be loaded here; these can: .wasm (portable)");
        ProviderFiles jars = new ProviderFiles() {
            @Override
            public String kind() {
                return ".jar";
            }

            @Override
            public Optional<CapabilityProvider> open(Path file) {
                return file.toString().endsWith(".jar") ? builtIn("acme:log") : Optional.empty();
            }
        };
        Gate gate = Gate.trusting(TrustPolicy.integrityOnly(), Clock.systemUTC());
        ManifestHost starter = new ManifestHost(gate, this::builtIn, List.of(jars));
        try (Host host = starter.start(Manifest.of(Map.of(), List.of(), jar, List.of()), directory, Host.builder())) {
            assertThat(host.provides("acme:log", "default")).isTrue();
        }
        Manifest limited = Manifest.of(
                Map.of(),
                List.of(),
                List.of(new ProviderEntry(
                        "p.jar", "default", new Limits(1, null, null, null, null), FilesEntry.NONE, null)),
                List.of());
        assertThatThrownBy(() -> starter.start(limited, directory, Host.builder()))
                .hasMessageContaining("runs outside the sandbox, where none can be set");
    }
}
