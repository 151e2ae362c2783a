package dev.wascc.host;

import static dev.wascc.host.TestActors.forward;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wascc.nkeys.SigningKey;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Many callers at once; the numbers of an ordinary build, more by system properties. */
@Timeout(1800)
class HostLoadTest extends HostFixture {
    @Test
    void replies_are_never_crossed_between_many_callers() throws Exception {
        boundActor();
        SigningKey second = TestActors.module();
        host.add(TestActors.actor(second));
        int threads = 64;
        long calls = Long.getLong("wascc.calls", 200_000L) / threads;
        AtomicInteger crossed = new AtomicInteger();
        AtomicInteger answered = new AtomicInteger();
        List<Thread> callers = new ArrayList<>();
        for (int t = 0; t < threads; t++) {
            int id = t;
            Thread caller = new Thread(() -> {
                for (long i = 0; i < calls; i++) {
                    byte[] unique =
                            ByteBuffer.allocate(12).putInt(id).putLong(i).array();
                    try {
                        boolean forwards = (id & 1) == 0;
                        byte[] answer = forwards
                                ? host.call(module.publicKey(), "forward", forward("", CAPABILITY, "Do", unique))
                                : host.call(second.publicKey(), "echo", unique);
                        answered.incrementAndGet();
                        crossed.addAndGet(java.util.Arrays.equals(answer, unique) ? 0 : 1);
                    } catch (InvocationException e) {
                        throw new IllegalStateException(e);
                    }
                }
            });
            callers.add(caller);
            caller.start();
        }
        for (Thread caller : callers) {
            caller.join();
        }
        assertThat(crossed).hasValue(0);
        assertThat(answered.get()).isEqualTo(calls * threads);
    }
}
