package dev.wascc.host;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.wascc.nkeys.SigningKey;
import dev.wascc.provider.Binding;
import dev.wascc.wapc.GuestLimits;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;

/** A host, an actor's key, and a provider that tells what it was asked. */
class HostFixture {
    static final String CAPABILITY = "acme:spy";
    static final byte[] HELLO = "hello".getBytes(UTF_8);

    Host host = limited(Duration.ofSeconds(5));
    final SigningKey module = TestActors.module();
    final String key = module.publicKey().text();
    final Spy spy = new Spy(CAPABILITY);

    static Host limited(Duration callTime) {
        return Host.builder()
                .limits(GuestLimits.defaults().withCallTime(callTime))
                .build();
    }

    @AfterEach
    void close() {
        host.close();
    }

    /** The actor, with one capability that the spy provides. */
    void boundActor() throws Exception {
        host.add(TestActors.actor(module, CAPABILITY));
        host.add(spy, "default");
        host.bind(Binding.of(key, CAPABILITY, Map.of("URL", "x")));
    }

    byte[] call(String operation, byte[] payload) throws InvocationException {
        return host.call(module.publicKey(), operation, payload);
    }

    /** What the actor is answered when it asks its host. */
    byte[] asks(String namespace, String operation) throws InvocationException {
        return call("forward", TestActors.forward("", namespace, operation, HELLO));
    }

    InvocationException refused(byte[] request) {
        return catchThrowableOfType(InvocationException.class, () -> call("forward", request));
    }
}
