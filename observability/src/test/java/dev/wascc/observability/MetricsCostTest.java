package dev.wascc.observability;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wascc.claims.VerifiedActor;
import dev.wascc.host.Host;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Echo through a whole host with and without metrics, in turn; {@code -Dwascc.cost=500000} calls a round print the ratio. */
class MetricsCostTest {
    private static final int ROUNDS = 11;

    @Test
    void metrics_count_each_call_of_a_long_run() throws Exception {
        int calls = Integer.getInteger("wascc.cost", 1000);
        VerifiedActor actor = Actors.claiming();
        CallMetrics metrics = new CallMetrics();
        double[] ratios = new double[ROUNDS];
        double[] plain = new double[ROUNDS];
        try (Host without = Host.builder().build();
                Host with = Host.builder().observer(metrics).build()) {
            without.add(actor);
            with.add(actor);
            for (int round = -1; round < ROUNDS; round++) {
                double off = nanos(without, actor, calls);
                double on = nanos(with, actor, calls);
                if (round >= 0) {
                    plain[round] = off;
                    ratios[round] = on / off;
                }
            }
        }
        Arrays.sort(ratios);
        Arrays.sort(plain);
        System.out.printf(
                "echo without metrics %.0f ns a call; with metrics %.2f times that (median of %d rounds)%n",
                plain[ROUNDS / 2], ratios[ROUNDS / 2], ROUNDS);
        assertThat(metrics.text())
                .contains("target=\"" + actor.key() + "\",target_kind=\"actor\"} " + (double) ((ROUNDS + 1) * calls));
    }

    private static double nanos(Host host, VerifiedActor actor, int calls) throws Exception {
        byte[] payload = new byte[64];
        long start = System.nanoTime();
        for (int i = 0; i < calls; i++) {
            host.call(actor.key(), "echo", payload);
        }
        return (System.nanoTime() - start) / (double) calls;
    }
}
