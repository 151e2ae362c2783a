package dev.wascc.observability.trace;

import dev.wascc.document.JsonTree;
import dev.wascc.host.Entity;
import dev.wascc.provider.OneLine;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Chains of calls as lines for people: {@code -> HandleRequest (waPC, 57 bytes)}, below it what the actor called, and at the end what
 * came back. The lines of one chain are handed over together.
 */
public final class TextTrace implements TraceSink {
    private static final String INDENT = "   ";
    private static final int MAX_PAYLOAD = 200;

    private final Consumer<List<String>> out;

    /** @param out takes lines without ends */
    public TextTrace(Consumer<List<String>> out) {
        this.out = out;
    }

    @Override
    public void write(List<TracedCall> calls, int more) {
        List<String> lines = new ArrayList<>();
        List<TracedCall> open = new ArrayList<>();
        for (int i = 0; i < calls.size(); i++) {
            TracedCall call = calls.get(i);
            while (!open.isEmpty() && open.get(open.size() - 1).depth() >= call.depth()) {
                lines.add(last(open.remove(open.size() - 1)));
            }
            boolean calledOn = i + 1 < calls.size() && calls.get(i + 1).depth() > call.depth();
            if (calledOn || call.depth() == 0) {
                lines.add(first(call));
                open.add(call);
            } else {
                lines.add(first(call) + "  " + outcome(call)
                        + String.format(Locale.ROOT, "   %.2f ms", call.milliseconds()));
            }
        }
        if (more > 0) {
            lines.add(INDENT + "… and " + more + " calls more");
        }
        while (!open.isEmpty()) {
            lines.add(last(open.remove(open.size() - 1)));
        }
        out.accept(lines);
    }

    private static String first(TracedCall call) {
        String indent = INDENT.repeat(call.depth());
        if (call.target() instanceof Entity.Capability capability) {
            String binding = capability.binding().equals("default") ? "" : "/" + capability.binding();
            return indent + "-> " + capability.id() + binding + " " + call.operation() + " "
                    + payload(call.request(), call.requestBytes());
        }
        String to = call.depth() == 0 ? "" : call.targetText() + " ";
        String shown = call.request() == null ? "" : " " + payload(call.request(), 0);
        return indent + "-> " + to + call.operation() + " (waPC, " + bytes(call.requestBytes()) + ")" + shown;
    }

    private static String last(TracedCall call) {
        return INDENT.repeat(call.depth())
                + outcome(call)
                + String.format(Locale.ROOT, " in %.1f ms", call.milliseconds());
    }

    private static String outcome(TracedCall call) {
        if (call.reason() != null) {
            String why = call.reason().name().toLowerCase(Locale.ROOT).replace('_', ' ');
            String text = call.error() == null ? "" : " (" + call.error() + ")";
            return "<- " + (call.refused() ? "REFUSED: " : "FAILED: ") + why + text;
        }
        if (call.status() != null) {
            return "<- " + call.status()
                    + (call.answer() == null ? "" : " " + payload(call.answer(), call.answerBytes()));
        }
        return "<- " + payload(call.answer(), call.answerBytes());
    }

    private static String payload(@Nullable Object tree, int length) {
        return tree == null ? bytes(length) : OneLine.of(JsonTree.compact(tree), MAX_PAYLOAD);
    }

    private static String bytes(int length) {
        return length == 1 ? "1 byte" : length + " bytes";
    }
}
