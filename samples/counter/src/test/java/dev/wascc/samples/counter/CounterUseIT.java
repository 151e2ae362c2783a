package dev.wascc.samples.counter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wascc.claims.ActorModule;
import dev.wascc.claims.Claims;
import dev.wascc.claims.Finding;
import dev.wascc.claims.Metadata;
import dev.wascc.claims.Signer;
import dev.wascc.claims.TrustPolicy;
import dev.wascc.claims.VerifiedActor;
import dev.wascc.gate.Gate;
import dev.wascc.gate.use.LeastPrivilege;
import dev.wascc.gate.use.UseTrace;
import dev.wascc.host.Host;
import dev.wascc.host.InstalledProviders;
import dev.wascc.host.UseRecorder;
import dev.wascc.host.manifest.ManifestHost;
import dev.wascc.nkeys.KeyRole;
import dev.wascc.nkeys.SigningKey;
import dev.wascc.provider.Binding;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What the counter is granted against what it uses. */
class CounterUseIT {
    private static final String[] USED = {"wascc:http_server", "wascc:keyvalue"};
    private static final String[] MORE = {"wascc:http_server", "wascc:keyvalue", "wascc:blobstore"};

    private final SigningKey account = SigningKey.generate(KeyRole.ACCOUNT, new SecureRandom());
    private final String subject =
            SigningKey.generate(KeyRole.MODULE, new SecureRandom()).publicKey().text();
    private final Gate gate = Gate.trusting(TrustPolicy.trusting(Set.of(account.publicKey())), Clock.systemUTC());

    @Test
    void what_it_needs_is_what_its_module_shows() throws Exception {
        assertThat(judged(granted(USED))).isEmpty();
        assertThat(judged(granted(MORE)))
                .containsExactly(
                        "WARNING WASCC-L001 hint: capability wascc:blobstore is granted, but its name is nowhere"
                                + " in the module's code and data");
        assertThat(judged(granted("wascc:http_server")))
                .containsExactly("WARNING WASCC-L002 hint: capability wascc:keyvalue is not granted, but its name is in"
                        + " the module's code or data");
    }

    @Test
    void what_it_needs_is_what_a_recorded_run_shows() throws Exception {
        UseTrace trace = UseTrace.parse("trace.json", recorded(granted(MORE)).json());
        assertThat(gate.withUse(trace).judge(granted(USED)).findings()).isEmpty();
        assertThat(shown(gate.withUse(trace).judge(granted(MORE)).findings()))
                .containsExactly(
                        "ERROR WASCC-L001 capability wascc:blobstore is granted, but was not used in the recorded"
                                + " run (4 calls)");
        assertThat(shown(gate.withUse(trace).judge(granted("wascc:http_server")).findings()))
                .containsExactly(
                        "ERROR WASCC-L002 capability wascc:keyvalue is not granted, but was called in the recorded"
                                + " run (2 calls, 0 denied: Add)");
    }

    private UseTrace recorded(ActorModule module) throws Exception {
        UseRecorder recorder = new UseRecorder();
        VerifiedActor actor = gate.admit(module).actor();
        ManifestHost starter =
                new ManifestHost(gate, new InstalledProviders(getClass().getClassLoader())::of);
        try (Host host = Host.builder().recording(recorder).build()) {
            host.add(actor);
            starter.bind(host, Binding.of(subject, "wascc:keyvalue", Map.of()));
            starter.bind(host, Binding.of(subject, "wascc:http_server", Map.of("PORT", "0")));
            URI url = URI.create(host.endpoints(actor.key()).get(0)).resolve("/mycounter");
            for (int i = 1; i <= 2; i++) {
                assertThat(HttpClient.newHttpClient()
                                .send(HttpRequest.newBuilder(url).build(), BodyHandlers.ofString())
                                .body())
                        .isEqualTo("{\"counter\":" + i + "}");
            }
        }
        return recorder.trace();
    }

    private ActorModule granted(String... capabilities) throws Exception {
        Metadata.Actor counter =
                new Metadata.Actor("counter", "", null, List.of(capabilities), null, null, null, false);
        return new Signer(account)
                .sign(
                        ActorModule.read(Path.of("target/counter.wasm")),
                        Claims.of("id", account.publicKey(), subject, Instant.ofEpochSecond(1_600_000_000), counter));
    }

    private static List<String> judged(ActorModule module) throws Exception {
        return shown(LeastPrivilege.judge(
                module.token().orElseThrow().unverifiedClaims().ofActor().orElseThrow(), module, null));
    }

    private static List<String> shown(List<Finding> findings) {
        return findings.stream()
                .map(finding -> finding.severity() + " " + finding.rule().id() + " " + finding.message())
                .toList();
    }
}
