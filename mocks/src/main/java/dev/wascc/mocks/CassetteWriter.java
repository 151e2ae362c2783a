package dev.wascc.mocks;

import dev.wascc.document.JsonTree;
import dev.wascc.mocks.Cassette.Exchange;
import dev.wascc.provider.Binding;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A cassette as YAML in blocks, whose values are JSON, which YAML takes as it is. */
final class CassetteWriter {
    private final StringBuilder text = new StringBuilder();

    private CassetteWriter() {}

    static String yaml(Cassette cassette) {
        CassetteWriter writer = new CassetteWriter();
        writer.text.append("# Calls of actors and what was answered: wascc run --record, --replay.\nversion: 1\n");
        if (!cassette.redaction().fields().isEmpty()) {
            writer.line("redacted", cassette.redaction().sorted());
        }
        writer.exchanges("calls", cassette.calls());
        writer.exchanges("events", cassette.events());
        return writer.text.toString();
    }

    private void exchanges(String name, List<Exchange> exchanges) {
        text.append(name).append(exchanges.isEmpty() ? ": []\n" : ":\n");
        for (Exchange exchange : exchanges) {
            text.append("- ");
            line("actor", exchange.actor());
            member("capability", exchange.capability());
            if (!exchange.binding().equals(Binding.DEFAULT_NAME)) {
                member("binding", exchange.binding());
            }
            member("operation", exchange.operation());
            member("request", exchange.request());
            if (exchange.error() == null) {
                member("response", exchange.response());
            } else {
                member("error", exchange.error());
            }
        }
    }

    private void member(String name, @Nullable Object value) {
        text.append("  ");
        line(name, value);
    }

    private void line(String name, @Nullable Object value) {
        text.append(name).append(": ");
        boolean plain = value instanceof String word && word.matches("[A-Za-z][A-Za-z0-9_]*(:[a-z0-9_]+)?");
        if (plain
                && !Map.of("true", 1, "false", 1, "null", 1)
                        .containsKey(String.valueOf(value).toLowerCase(java.util.Locale.ROOT))) {
            text.append(value);
        } else {
            escaped(JsonTree.compact(value == null ? "" : value));
        }
        text.append('\n');
    }

    /** YAML has its own view of what can stand in a line; all else is within strings here. */
    private void escaped(String json) {
        json.codePoints().forEach(c -> {
            boolean printable = c >= ' ' && c < 0x7f || c >= 0xa0 && Character.isDefined(c);
            int type = Character.getType(c);
            boolean odd = type == Character.FORMAT
                    || type == Character.LINE_SEPARATOR
                    || type == Character.PARAGRAPH_SEPARATOR
                    || type == Character.SURROGATE
                    || type == Character.PRIVATE_USE;
            if (printable && !odd) {
                text.appendCodePoint(c);
            } else {
                text.append(c > 0xffff ? String.format("\\U%08x", c) : String.format("\\u%04x", c));
            }
        });
    }
}
