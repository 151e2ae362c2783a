package dev.wascc.observability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wascc.claims.VerifiedActor;
import dev.wascc.host.Host;
import dev.wascc.provider.Binding;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CallMetricsTest {
    private final CallMetrics metrics = new CallMetrics();
    private final Host host = Host.builder().observer(metrics).build();
    private VerifiedActor actor;
    private String key;

    @BeforeEach
    void host() throws Exception {
        actor = Actors.claiming("wascc:keyvalue");
        key = actor.key().text();
        host.add(actor);
        host.add(new Store("wascc:keyvalue"), "default");
        host.bind(Binding.of(key, "wascc:keyvalue", Map.of("URL", "redis://:secret@x")));
        metrics.inventory(host);
    }

    @AfterEach
    void close() {
        host.close();
    }

    private void forwards(String namespace, String operation) throws Exception {
        host.call(actor.key(), "forward", Actors.forward(namespace, operation, new byte[0]));
    }

    @Test
    void calls_errors_and_times_are_counted_by_who_called_what() throws Exception {
        forwards("wascc:keyvalue", "Add");
        forwards("wascc:keyvalue", "Add");
        assertThatThrownBy(() -> forwards("wascc:logging", "WriteLog")).isNotNull();
        String add =
                "operation=\"Add\",origin=\"" + key + "\",target=\"wascc:keyvalue/default\",target_kind=\"capability\"";
        String forward = "operation=\"forward\",origin=\"system\",target=\"" + key + "\",target_kind=\"actor\"";
        String log = "operation=\"WriteLog\",origin=\"" + key
                + "\",reason=\"not_claimed\",target=\"wascc:logging/default\",target_kind=\"capability\"";
        assertThat(metrics.text().lines())
                .contains(
                        "wascc_invocations_total{" + add + "} 2.0",
                        "wascc_invocations_total{" + forward + "} 3.0",
                        "wascc_invocation_errors_total{" + log + "} 1.0",
                        "wascc_invocation_duration_seconds_count{" + forward + "} 3",
                        "wascc_invocations_in_progress{target_kind=\"actor\"} 0.0",
                        "wascc_invocations_in_progress{target_kind=\"capability\"} 0.0",
                        "wascc_actors 1.0",
                        "wascc_providers 2.0",
                        "wascc_bindings 1.0",
                        "# TYPE wascc_invocations_total counter",
                        "# TYPE wascc_invocation_duration_seconds histogram");
        assertThat(metrics.text()).doesNotContain("secret");
    }

    @Test
    void a_guest_that_invents_names_makes_no_more_series_than_the_bound() throws Exception {
        for (int i = 0; i < 2 * CallMetrics.MAX_SERIES; i++) {
            String invented = "Op" + i;
            assertThatThrownBy(() -> forwards("acme:x", invented)).isNotNull();
        }
        assertThat(metrics.names()).hasSizeLessThanOrEqualTo(CallMetrics.MAX_SERIES + 2);
        assertThat(metrics.text()).contains("operation=\"other\",origin=\"other\",target=\"other\"");
    }

    @Test
    void a_name_that_breaks_lines_or_quotes_stays_one_label() throws Exception {
        forwards("wascc:keyvalue", "a\"} 1\nwascc_forged 1\n");
        assertThat(metrics.text().lines()).noneMatch(line -> line.startsWith("wascc_forged"));
        assertThat(metrics.text()).contains("operation=\"a\\\"} 1\\\\nwascc_forged 1\\\\n\"");
    }
}
