package dev.wascc.samples.shout;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wascc.claims.ActorModule;
import dev.wascc.claims.TrustPolicy;
import dev.wascc.claims.VerifiedActor;
import dev.wascc.gate.Gate;
import dev.wascc.host.Host;
import dev.wascc.host.InstalledProviders;
import dev.wascc.host.manifest.ManifestHost;
import dev.wascc.provider.Binding;
import dev.wascc.provider.message.Message;
import dev.wascc.provider.message.MessageShape;
import dev.wascc.provider.message.Shapes;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The signed module that the build made, on the messaging that a host has by itself. */
@Timeout(60)
class ShoutModuleIT {
    @Test
    void what_is_posted_is_heard_in_upper_case() throws Exception {
        Gate gate = Gate.trusting(TrustPolicy.integrityOnly(), Clock.systemUTC());
        VerifiedActor actor = gate.admit(ActorModule.read(Path.of("target/shout-0.1.0-SNAPSHOT-signed.wasm")))
                .actor();
        ManifestHost starter =
                new ManifestHost(gate, new InstalledProviders(getClass().getClassLoader())::of);
        try (Host host = Host.builder().build()) {
            host.add(actor);
            Map<String, String> values = Map.of("SUBSCRIPTION", "shout.in, shout.out");
            starter.bind(host, Binding.of(actor.key().text(), "wascc:messaging", values));
            assertThat(http(host, actor, "POST", "hello").whole("statusCode")).isEqualTo(202);
            assertThat(http(host, actor, "POST", "again").whole("statusCode")).isEqualTo(202);
            String heard = "";
            while (!heard.equals("HELLO\nAGAIN\n")) {
                TimeUnit.MILLISECONDS.sleep(5);
                heard = new String(http(host, actor, "GET", "").bytes("body"), UTF_8);
            }
        }
    }

    @Test
    void an_older_and_a_newer_provider_are_both_understood() throws Exception {
        Gate gate = Gate.trusting(TrustPolicy.integrityOnly(), Clock.systemUTC());
        VerifiedActor actor = gate.admit(ActorModule.read(Path.of("target/shout-0.1.0-SNAPSHOT-signed.wasm")))
                .actor();
        try (Host host = Host.builder().build()) {
            host.add(actor);
            for (MessageShape shape : new MessageShape[] {Shapes.BROKER_MESSAGE, Shapes.BROKER_MESSAGE_OF_2021}) {
                byte[] message = shape.message()
                        .with("subject", "shout.out")
                        .with(shape == Shapes.BROKER_MESSAGE ? "replyTo" : "reply_to", "")
                        .with("body", "x".getBytes(UTF_8))
                        .encode();
                assertThat(host.call(actor.key(), "DeliverMessage", message)).isEmpty();
            }
            assertThat(new String(http(host, actor, "GET", "").bytes("body"), UTF_8))
                    .isEqualTo("x\nx\n");
        }
    }

    private static Message http(Host host, VerifiedActor actor, String method, String body) throws Exception {
        byte[] request = Shapes.HTTP_REQUEST
                .message()
                .with("method", method)
                .with("path", "/")
                .with("queryString", "")
                .with("body", body.getBytes(UTF_8))
                .encode();
        return Shapes.HTTP_RESPONSE.decode(host.call(actor.key(), "HandleRequest", request));
    }
}
