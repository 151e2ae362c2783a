package dev.wascc.cli.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wascc.document.JsonTree;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class LogLineTest {
    private static final String HOSTILE = "a\r\n12:00:00.000 ERROR forged\u001b[2J\u2028\u202e\"}";
    private final List<String> lines = new ArrayList<>();

    @AfterEach
    void asBefore() {
        LogOutput.to(LogFormat.TEXT, null, false, System.err::println);
    }

    @Test
    void a_message_is_one_line_whatever_it_holds() throws Exception {
        LogOutput.to(LogFormat.TEXT, null, false, lines::add);
        LoggerFactory.getLogger("dev.wascc.host.Host").warn("{}", HOSTILE);
        assertThat(lines)
                .singleElement()
                .asString()
                .matches("[\\d:.]{12} WARN  dev\\.wascc\\.host\\.Host - a\\\\r\\\\n12.*");
        assertThat(lines.get(0).chars()).noneMatch(c -> c < ' ' || c == 0x2028 || c == 0x202e);
        lines.clear();
        LogOutput.to(LogFormat.JSON, null, false, lines::add);
        LoggerFactory.getLogger("wascc.actor.MABC").info("{}", HOSTILE);
        assertThat(lines).hasSize(1);
        Map<?, ?> event = (Map<?, ?>) JsonTree.read(lines.get(0));
        assertThat(event.get("actor")).isEqualTo("MABC");
        assertThat(event.get("message").toString()).startsWith("a\\r\\n12");
        assertThat(List.copyOf(event.keySet())).isEqualTo(List.of("time", "level", "logger", "actor", "message"));
    }

    @Test
    void levels_are_the_hosts_the_actors_and_other_peoples() {
        LogOutput.to(LogFormat.TEXT, null, false, lines::add);
        logAll("dev.wascc.host.Host", "wascc.actor.M", "org.eclipse.jetty.server.Server");
        assertThat(lines).hasSize(2 + 3 + 2);
        lines.clear();
        LogOutput.to(LogFormat.TEXT, null, true, lines::add);
        logAll("dev.wascc.host.Host", "wascc.actor.M", "org.eclipse.jetty.server.Server");
        assertThat(lines).hasSize(3 + 3 + 2);
        lines.clear();
        LogOutput.to(LogFormat.TEXT, LogLevel.ERROR, false, lines::add);
        logAll("dev.wascc.host.Host", "wascc.actor.M", "org.eclipse.jetty.server.Server");
        assertThat(lines).hasSize(3);
    }

    private static void logAll(String... loggers) {
        for (String logger : loggers) {
            LoggerFactory.getLogger(logger).error("e");
            LoggerFactory.getLogger(logger).warn("w");
            LoggerFactory.getLogger(logger).info("i");
            LoggerFactory.getLogger(logger).debug("d");
        }
    }

    @Test
    void a_stack_trace_is_below_its_line_or_in_its_object() throws Exception {
        LogOutput.to(LogFormat.TEXT, null, false, lines::add);
        LoggerFactory.getLogger("dev.wascc.x").warn("m", new IllegalStateException("why\u001b[2J"));
        assertThat(lines).hasSizeGreaterThan(2);
        assertThat(lines.get(1)).startsWith("java.lang.IllegalStateException: why\\u001b[2J");
        lines.clear();
        LogOutput.to(LogFormat.JSON, null, false, lines::add);
        LoggerFactory.getLogger("dev.wascc.x").warn("m", new IllegalStateException("why"));
        assertThat(lines).hasSize(1);
        assertThat(((Map<?, ?>) JsonTree.read(lines.get(0))).get("error").toString())
                .contains("IllegalStateException: why");
    }
}
