package dev.wascc.host;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.wascc.claims.TrustPolicy;
import dev.wascc.gate.Gate;
import dev.wascc.host.InvocationException.Reason;
import dev.wascc.nkeys.KeyRole;
import dev.wascc.nkeys.SigningKey;
import java.security.SecureRandom;
import java.time.Clock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** New versions of actors as bytes. */
@Timeout(60)
class LiveUpdateTest extends HostFixture {
    private static final String UPDATE = "PerformLiveUpdate";

    private byte[] version(SigningKey issuer, String version) {
        return TestActors.actor(module, issuer, version, null, CAPABILITY)
                .module()
                .bytes();
    }

    private String running() throws InvocationException {
        return new String(call("version", HELLO), UTF_8);
    }

    private void updating() throws Exception {
        host = Host.builder()
                .liveUpdates(Gate.trusting(TrustPolicy.integrityOnly(), Clock.systemUTC()))
                .build();
        boundActor();
    }

    @Test
    void an_update_is_admitted_and_replaces_the_actor_with_its_bindings_kept() throws Exception {
        updating();
        assertThat(call(UPDATE, version(TestActors.ISSUER, "2.0.0.0"))).isEmpty();
        assertThat(running()).isEqualTo("2.0.0.0");
        assertThat(asks(CAPABILITY, "Do")).isEqualTo(HELLO);
    }

    @Test
    void without_a_gate_none_is_taken() throws Exception {
        boundActor();
        InvocationException refused = catchThrowableOfType(
                InvocationException.class, () -> call(UPDATE, version(TestActors.ISSUER, "2.0.0.0")));
        assertThat(refused.reason()).isEqualTo(Reason.UPDATE_REFUSED);
        assertThat(refused)
                .hasMessage("Failed to perform hot swap: this host was given no gate to judge modules by that"
                        + " come as bytes");
        assertThat(running()).isEqualTo("1.0.0.0");
    }

    @Test
    void what_is_changed_unsigned_or_another_actors_is_refused_and_the_old_version_goes_on() throws Exception {
        updating();
        byte[] changed = version(TestActors.ISSUER, "2.0.0.0");
        changed[new String(changed, java.nio.charset.StandardCharsets.ISO_8859_1).indexOf("2.0.0.0")] = '3';
        assertThatThrownBy(() -> call(UPDATE, changed)).hasMessageContaining("changed after it was signed");
        assertThatThrownBy(() -> call(UPDATE, new byte[] {0, 'a', 's', 'm', 1, 0, 0, 0}))
                .hasMessageContaining("no token");
        assertThatThrownBy(() -> call(UPDATE, HELLO)).hasMessageStartingWith("Failed to perform hot swap: ");
        assertThatThrownBy(() -> call(UPDATE, new byte[0])).hasMessageStartingWith("Failed to perform hot swap: ");
        SigningKey other = TestActors.module();
        byte[] others = TestActors.actor(other, CAPABILITY).module().bytes();
        assertThatThrownBy(() -> call(UPDATE, others))
                .hasMessageContaining("the module is another actor, " + other.publicKey());
        SigningKey stranger = SigningKey.generate(KeyRole.ACCOUNT, new SecureRandom());
        assertThatThrownBy(() -> call(UPDATE, version(stranger, "2.0.0.0"))).hasMessageContaining("same issuer");
        byte[] broken = TestActors.starting(module, "2.0.0.0", "(unreachable)", CAPABILITY)
                .module()
                .bytes();
        assertThatThrownBy(() -> call(UPDATE, broken)).hasMessageContaining("does not start");
        assertThat(running()).isEqualTo("1.0.0.0");
        assertThat(asks(CAPABILITY, "Do")).isEqualTo(HELLO);
    }

    @Test
    void a_host_has_a_server_key_that_is_given_or_its_own() throws Exception {
        SigningKey given = SigningKey.generate(KeyRole.SERVER, new SecureRandom());
        try (Host named = Host.builder().identity(given).build()) {
            assertThat(named.key()).isEqualTo(given.publicKey());
            assertThat(named.inventory().host()).isEqualTo(given.publicKey().text());
            assertThat(named.inventory().uptime()).isGreaterThanOrEqualTo(java.time.Duration.ZERO);
        }
        assertThat(host.key().role()).isEqualTo(KeyRole.SERVER);
        assertThatThrownBy(() -> Host.builder().identity(module))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("server key");
    }
}
