package dev.wascc.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wascc.host.Health.Part;
import dev.wascc.host.Health.Status;
import dev.wascc.nkeys.SigningKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a host says of itself, and how it ends. */
@Timeout(120)
class HostHealthTest extends HostFixture {
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final String SPY = CAPABILITY + "/default";

    @Test
    void a_provider_that_cannot_do_its_work_is_down_until_it_can_again() throws Exception {
        boundActor();
        assertThat(host.health(PATIENCE).status()).isEqualTo(Status.UP);
        assertThat(host.health(PATIENCE).actors()).containsEntry(key, Part.UP);
        spy.health = () -> {
            throw new IllegalStateException("no connection");
        };
        assertThat(host.health(PATIENCE).status()).isEqualTo(Status.DOWN);
        assertThat(host.health(PATIENCE).providers()).containsEntry(SPY, Part.DOWN);
        spy.health = () -> {};
        assertThat(host.health(PATIENCE).status()).isEqualTo(Status.UP);
    }

    @Test
    void a_provider_that_hangs_is_down_and_holds_nobody_up() throws Exception {
        boundActor();
        CountDownLatch hangs = new CountDownLatch(1);
        int[] asked = new int[1];
        spy.health = () -> {
            asked[0]++;
            hangs.await();
        };
        for (int i = 0; i < 3; i++) {
            assertThat(host.health(Duration.ofMillis(20)).providers()).containsEntry(SPY, Part.DOWN);
        }
        assertThat(asked[0]).isEqualTo(1);
        hangs.countDown();
        spy.health = () -> {};
        while (host.health(PATIENCE).status() != Status.UP) {
            Thread.onSpinWait();
        }
    }

    @Test
    void an_actor_whose_claims_have_expired_is_told_and_the_host_stays_up() throws Exception {
        Instant[] now = {Instant.ofEpochSecond(1_700_000_000)};
        host = Host.builder()
                .clock(new Clock() {
                    @Override
                    public Instant instant() {
                        return now[0];
                    }

                    @Override
                    public ZoneOffset getZone() {
                        return ZoneOffset.UTC;
                    }

                    @Override
                    public Clock withZone(java.time.ZoneId zone) {
                        return this;
                    }
                })
                .build();
        SigningKey mortal = TestActors.module();
        host.add(TestActors.actor(mortal, TestActors.ISSUER, "1", Instant.parse("2099-01-01T00:00:00Z")));
        now[0] = Instant.parse("2099-01-02T00:00:00Z");
        Health health = host.health(PATIENCE);
        assertThat(health.actors()).containsEntry(mortal.publicKey().text(), Part.EXPIRED);
        assertThat(health.status()).isEqualTo(Status.UP);
    }

    @Test
    void calls_that_run_end_within_the_grace_while_new_ones_are_refused() throws Exception {
        boundActor();
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        spy.answer = (actor, operation, payload) -> {
            inside.countDown();
            goOn.await();
            return payload;
        };
        CompletableFuture<byte[]> open = CompletableFuture.supplyAsync(() -> {
            try {
                return asks(CAPABILITY, "Do");
            } catch (InvocationException e) {
                throw new IllegalStateException(e);
            }
        });
        inside.await();
        CompletableFuture<Void> closing = CompletableFuture.runAsync(() -> host.close(Duration.ofSeconds(60)));
        while (!spy.drained.get() || accepts()) {
            Thread.onSpinWait();
        }
        assertThat(host.health(PATIENCE).status()).isEqualTo(Status.STOPPING);
        assertThat(closing).isNotDone();
        goOn.countDown();
        assertThat(open.get(10, TimeUnit.SECONDS)).isEqualTo(HELLO);
        closing.get(10, TimeUnit.SECONDS);
        assertThat(spy.closed).isTrue();
    }

    private boolean accepts() {
        InvocationException refused = org.assertj.core.api.Assertions.catchThrowableOfType(
                InvocationException.class, () -> host.call(module.publicKey(), "echo", HELLO));
        return refused == null || refused.reason() != InvocationException.Reason.NO_SUCH_ACTOR;
    }
}
