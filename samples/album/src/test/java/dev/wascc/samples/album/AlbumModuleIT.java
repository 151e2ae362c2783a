package dev.wascc.samples.album;

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
import dev.wascc.provider.message.Shapes;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.zip.Adler32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The signed module that the build made, on blob stores in memory and in a directory. */
@Timeout(120)
class AlbumModuleIT {
    @TempDir
    Path root;

    @Test
    void blobs_in_memory_are_kept_listed_and_read_back() throws Exception {
        check(Map.of());
    }

    @Test
    void and_so_they_are_in_a_directory() throws Exception {
        check(Map.of("ROOT", root.toString()));
        assertThat(root.resolve("album").toFile().list()).isEmpty();
    }

    private static void check(Map<String, String> values) throws Exception {
        Gate gate = Gate.trusting(TrustPolicy.integrityOnly(), Clock.systemUTC());
        VerifiedActor actor = gate.admit(ActorModule.read(Path.of("target/album-0.1.0-SNAPSHOT-signed.wasm")))
                .actor();
        ManifestHost starter = new ManifestHost(gate, new InstalledProviders(AlbumModuleIT.class.getClassLoader())::of);
        byte[] picture = new byte[600_000];
        new Random(3).nextBytes(picture);
        Adler32 sum = new Adler32();
        sum.update(picture);
        try (Host host = Host.builder().build()) {
            host.add(actor);
            starter.bind(host, Binding.of(actor.key().text(), "wascc:blobstore", values));
            assertThat(http(host, actor, "GET", "/sea.jpg", new byte[0]).whole("statusCode"))
                    .isEqualTo(404);
            assertThat(http(host, actor, "PUT", "/sea.jpg", picture).whole("statusCode"))
                    .isEqualTo(201);
            assertThat(http(host, actor, "PUT", "/empty", new byte[0]).whole("statusCode"))
                    .isEqualTo(201);
            assertThat(text(http(host, actor, "GET", "/", new byte[0]))).isEqualTo("empty\nsea.jpg\n");
            Message told = http(host, actor, "GET", "/sea.jpg", new byte[0]);
            while (told.whole("statusCode") == 202) {
                TimeUnit.MILLISECONDS.sleep(5);
                told = http(host, actor, "GET", "/sea.jpg", new byte[0]);
            }
            assertThat(text(told)).isEqualTo("600000 bytes, adler32 " + sum.getValue() + "\n");
            http(host, actor, "DELETE", "/sea.jpg", new byte[0]);
            http(host, actor, "DELETE", "/empty", new byte[0]);
            assertThat(text(http(host, actor, "GET", "/", new byte[0]))).isEmpty();
        }
    }

    private static String text(Message response) {
        return new String(response.bytes("body"), UTF_8);
    }

    private static Message http(Host host, VerifiedActor actor, String method, String path, byte[] body)
            throws Exception {
        byte[] request = Shapes.HTTP_REQUEST
                .message()
                .with("method", method)
                .with("path", path)
                .with("queryString", "")
                .with("body", body)
                .encode();
        return Shapes.HTTP_RESPONSE.decode(host.call(actor.key(), "HandleRequest", request));
    }
}
