package dev.wascc.cli.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wascc.cli.watch.Meter.Reading;
import dev.wascc.host.ActorLimits;
import dev.wascc.host.ActorSettings;
import dev.wascc.host.Entity;
import dev.wascc.host.Host;
import dev.wascc.host.Inventory;
import dev.wascc.host.InvocationException.Reason;
import dev.wascc.provider.Binding;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FrameTest {
    private static final String COUNTER = "MBKKW5SLRC3ZLQLYP54LDCOAFIQUP2OAAKL2SO47IMV6KYABCXZGZHCV";

    private static Frame frame(String name, int actors) {
        List<Inventory.ActorEntry> entries = new ArrayList<>();
        List<Host.Endpoint> endpoints = new ArrayList<>();
        for (int i = 0; i < actors; i++) {
            String own = i == 0 ? name : name + i;
            String key = i == 0 ? COUNTER : COUNTER + i;
            entries.add(new Inventory.ActorEntry(
                    key,
                    own,
                    "A",
                    List.of(),
                    List.of(),
                    null,
                    null,
                    null,
                    null,
                    ActorSettings.of(ActorLimits.defaults())));
            endpoints.add(new Host.Endpoint(own, "http://127.0.0.1:" + (8080 + i)));
        }
        Inventory inventory = new Inventory(
                "N",
                Duration.ZERO,
                Map.of(),
                entries,
                PROVIDERS,
                List.of(
                        Binding.of(COUNTER, "wascc:keyvalue", Map.of()),
                        Binding.of(COUNTER, "wascc:http_server", Map.of())),
                0);
        return new Frame(
                inventory,
                endpoints,
                Map.of(
                        new Entity.Actor(COUNTER), new Reading(1234.5, 98_765, 240, 1830, 2, 17),
                        new Entity.Capability("wascc:keyvalue", "default"), new Reading(3.25, 12, 10, 20_000, 0, 0)),
                Optional.of(new Denial(
                        Instant.parse("2026-11-24T12:03:11Z"),
                        COUNTER,
                        new Entity.Capability("wascc:logging", "default"),
                        "WriteLog",
                        Reason.NOT_CLAIMED)),
                Duration.ofSeconds(192),
                "",
                ZoneOffset.UTC);
    }

    private static final List<Inventory.ProviderEntry> PROVIDERS =
            ProviderEntries.of("wascc:http_server", "wascc:keyvalue");

    private static List<String> plain(List<String> lines) {
        return lines.stream().map(Style::plain).toList();
    }

    @Test
    void a_frame_of_eighty_columns_has_everything_in_line() {
        assertThat(plain(frame("counter", 1).lines(80, 24)))
                .containsExactly(
                        "wascc  1 actor, 2 providers, 2 bindings  up 3 min 12 s            Ctrl-C ends it",
                        "",
                        "ACTOR              CALLS/S      P50      P99  FAIL  DENY  ADDRESS",
                        "counter              1,235  0.24 ms  1.83 ms     2    17  http://127.0.0.1:8080",
                        "",
                        "PROVIDER           CALLS/S      P50      P99  FAIL  DENY  SERVES",
                        "wascc:http_server        –        –        –     0     0  1 actor",
                        "wascc:keyvalue         3.3  0.01 ms    20 ms     0     0  1 actor",
                        "",
                        "last denied  12:03:11  counter called wascc:logging WriteLog, which its claims …",
                        "             hint: sign it with --cap wascc:logging, if it may do that");
    }

    @ParameterizedTest
    @ValueSource(ints = {40, 60, 80, 99, 100, 132, 200})
    void no_line_is_wider_than_the_terminal_whatever_names_there_are(int columns) {
        for (String name : List.of("counter", "x".repeat(300), "日本語の長い名前のアクター".repeat(5), "a\u001b[2Jb\nc")) {
            for (String line : plain(frame(name, 3).lines(columns, 24))) {
                assertThat(Cells.width(line)).as(line).isLessThanOrEqualTo(columns);
                assertThat(line.chars()).noneMatch(c -> c < ' ');
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {12, 16, 24, 50})
    void a_frame_is_lower_than_the_terminal_and_counts_what_it_leaves_out(int rows) {
        List<String> lines = plain(frame("actor", 100).lines(80, rows));
        assertThat(lines).hasSizeLessThan(Math.max(rows, 16));
        assertThat(lines).anyMatch(line -> line.matches("… and \\d+ more"));
    }
}
