package dev.wascc.cli.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wascc.host.CallObserver.Observation;
import dev.wascc.host.Entity;
import dev.wascc.host.Invocation;
import dev.wascc.host.InvocationException;
import dev.wascc.host.InvocationException.Reason;
import java.time.Clock;
import org.junit.jupiter.api.Test;

class CallStatisticsTest {
    private final CallStatistics statistics = new CallStatistics(Clock.systemUTC());
    private final Entity.Actor actor = new Entity.Actor("MACTOR");

    private Observation call(Entity target) {
        return statistics.begin(new Invocation("id", actor, target, "Do", new byte[0]));
    }

    @Test
    void calls_are_counted_by_what_was_called_and_denials_by_who_called() {
        Entity store = new Entity.Capability("wascc:keyvalue", "default");
        for (int i = 0; i < 10; i++) {
            call(store).answered(new byte[0]);
        }
        call(store).failed(new InvocationException(Reason.PROVIDER_FAILED, "no"));
        call(new Entity.Capability("wascc:logging", "default"))
                .failed(new InvocationException(Reason.NOT_CLAIMED, "no"));
        var readings = statistics.turn();
        assertThat(readings.keySet()).containsExactlyInAnyOrder(store, actor);
        assertThat(readings.get(store).calls()).isEqualTo(11);
        assertThat(readings.get(store).rate()).isEqualTo(11.0);
        assertThat(readings.get(store).failed()).isEqualTo(1);
        assertThat(readings.get(actor).denied()).isEqualTo(1);
        assertThat(statistics.lastDenial()).hasValueSatisfying(denial -> assertThat(denial.text())
                .isEqualTo("called wascc:logging Do, which its claims do not grant"));
        // Five seconds later the rate is over, the counts are not.
        for (int i = 0; i < 5; i++) {
            readings = statistics.turn();
        }
        assertThat(readings.get(store).rate()).isZero();
        assertThat(readings.get(store).calls()).isEqualTo(11);
    }

    @Test
    void a_call_that_a_provider_makes_counts_for_it_too() {
        Entity http = new Entity.Capability("wascc:http_server", "default");
        statistics
                .begin(new Invocation("id", http, actor, "HandleRequest", new byte[0]))
                .answered(new byte[0]);
        assertThat(statistics.turn().keySet()).containsExactlyInAnyOrder(http, actor);
    }

    @Test
    void what_a_guest_invents_makes_no_entry() {
        for (int i = 0; i < 1000; i++) {
            call(new Entity.Capability("invented:" + i, "x")).failed(new InvocationException(Reason.NOT_CLAIMED, "no"));
        }
        assertThat(statistics.turn()).hasSize(1);
    }

    @Test
    void percentiles_are_those_of_the_times() {
        Meter meter = new Meter();
        for (int i = 1; i <= 100; i++) {
            meter.answered(i * 1_000_000L);
        }
        Meter.Reading reading = meter.turn();
        assertThat(reading.p50()).isBetween(49_000L, 51_000L);
        assertThat(reading.p99()).isBetween(98_000L, 100_500L);
    }
}
