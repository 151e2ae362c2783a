package dev.wascc.providers.logging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wascc.provider.Binding;
import dev.wascc.provider.message.Shapes;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.Logger;
import org.slf4j.Marker;
import org.slf4j.event.Level;
import org.slf4j.helpers.LegacyAbstractLogger;
import org.slf4j.helpers.MessageFormatter;

class LoggingProviderTest {
    private static final String ACTOR = "MASCXFM4R6X63UD5MSCDZYCJNPBVSIU6RKMXUPXRKAOSBQ6UY3VT3NPZ";

    private final List<String> lines = new ArrayList<>();
    private Instant now = Instant.parse("2026-11-26T00:00:00Z");
    private final LoggingProvider provider =
            new LoggingProvider(((InstantSource) () -> now).withZone(ZoneOffset.UTC), this::logger);

    private Logger logger(String name) {
        return new Recorder(name);
    }

    private void write(String actor, long level, String body) throws Exception {
        provider.handle(
                actor,
                "WriteLog",
                Shapes.WRITE_LOG
                        .message()
                        .with("level", level)
                        .with("body", body)
                        .encode());
    }

    @ParameterizedTest
    @CsvSource({"1, ERROR", "2, WARN", "3, INFO", "4, DEBUG", "5, TRACE"})
    void a_level_is_that_of_the_crate_log_and_the_logger_is_the_actors_own(long level, Level expected)
            throws Exception {
        write(ACTOR, level, "hello {}");
        assertThat(lines).containsExactly("wascc.actor." + ACTOR + " " + expected + " [" + ACTOR + "] hello {}");
    }

    @Test
    void level_0_is_off_and_levels_beyond_5_and_other_operations_are_refused() throws Exception {
        write(ACTOR, 0, "x");
        assertThat(lines).isEmpty();
        assertThatThrownBy(() -> write(ACTOR, 9, "x")).hasMessageContaining("Unknown log level: 9");
        assertThatThrownBy(() -> write(ACTOR, 0xffff_ffffL, "x")).hasMessageContaining("levels are 0 to 5");
        assertThatThrownBy(() -> provider.handle("M", "Read", new byte[0])).hasMessage("Unknown operation: Read");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a\nb",
                "a\rb",
                "a\r\nb",
                "a\u000bb",
                "a\fb",
                "a\u001b[2Jb",
                "a\u0085b",
                "a\u2028b",
                "a\u2029b",
                "a\u202eb",
                "a\u0000b",
                "a\n[MOTHER] ERROR forged"
            })
    void one_entry_is_one_line_whatever_it_holds(String body) throws Exception {
        write(ACTOR, 3, body);
        assertThat(lines).hasSize(1);
        assertThat(lines.get(0)).matches("[\\x20-\\x7e]+").contains("[" + ACTOR + "] a\\");
    }

    @Test
    void a_long_entry_is_cut() throws Exception {
        write(ACTOR, 3, "x".repeat(1_000_000));
        assertThat(lines.get(0)).hasSizeLessThan(8400).endsWith("(cut)");
    }

    @Test
    void of_too_many_in_a_second_the_rest_is_left_out_and_counted_for_each_actor() throws Exception {
        provider.bind(Binding.of(ACTOR, "wascc:logging", Map.of("MAX_PER_SECOND", "3")));
        for (int i = 0; i < 10; i++) {
            write(ACTOR, 3, "entry " + i);
        }
        write("MOTHER", 3, "own");
        assertThat(lines).hasSize(4).last().asString().endsWith("own");
        now = now.plus(Duration.ofSeconds(1));
        write(ACTOR, 3, "later");
        assertThat(lines.subList(4, lines.size()))
                .containsExactly(
                        "wascc.actor." + ACTOR + " WARN [" + ACTOR
                                + "] 7 entries were left out, as it wrote too many in a second",
                        "wascc.actor." + ACTOR + " INFO [" + ACTOR + "] later");
        for (int i = 0; i < 5; i++) {
            write(ACTOR, 3, "again");
        }
        provider.unbind(ACTOR);
        assertThat(lines).last().asString().contains("3 entries were left out");
    }

    @Test
    void a_clock_that_goes_back_does_not_silence_an_actor() throws Exception {
        provider.bind(Binding.of(ACTOR, "wascc:logging", Map.of("MAX_PER_SECOND", "1")));
        write(ACTOR, 3, "one");
        now = now.minus(Duration.ofHours(1));
        write(ACTOR, 3, "two");
        assertThat(lines).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "many", "1000001", ""})
    void a_rate_that_is_none_refuses_the_binding(String rate) {
        assertThatThrownBy(() -> provider.bind(Binding.of(ACTOR, "wascc:logging", Map.of("MAX_PER_SECOND", rate))))
                .hasMessage("MAX_PER_SECOND is how many entries an actor may write in a second, 1 to 1000000");
    }

    /** Takes everything. */
    private final class Recorder extends LegacyAbstractLogger {
        private static final long serialVersionUID = 1L;

        Recorder(String name) {
            this.name = name;
        }

        @Override
        protected String getFullyQualifiedCallerName() {
            return "";
        }

        @Override
        protected void handleNormalizedLoggingCall(
                Level level, Marker marker, String pattern, Object[] arguments, Throwable thrown) {
            // Without arguments SLF4J takes a text as it is.
            String text = arguments == null ? pattern : MessageFormatter.basicArrayFormat(pattern, arguments);
            lines.add(name + " " + level + " " + text);
        }

        @Override
        public boolean isTraceEnabled() {
            return true;
        }

        @Override
        public boolean isDebugEnabled() {
            return true;
        }

        @Override
        public boolean isInfoEnabled() {
            return true;
        }

        @Override
        public boolean isWarnEnabled() {
            return true;
        }

        @Override
        public boolean isErrorEnabled() {
            return true;
        }
    }
}
