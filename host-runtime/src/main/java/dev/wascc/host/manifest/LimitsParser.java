package dev.wascc.host.manifest;

import dev.wascc.document.DocumentException;
import dev.wascc.document.Fields;
import dev.wascc.document.Node;
import dev.wascc.host.ActorLimits;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The block {@code limits} of a manifest, of the host or of one actor or provider. */
final class LimitsParser {
    static final int MAX_TIME_MS = 86_400_000;
    static final int MAX_MEMORY_MIB = 4096;
    static final int MAX_PAYLOAD_KIB = 1 << 20;
    static final int MAX_TOTAL_MIB = 1 << 20;
    private static final String TOTAL = "total_memory_mib";
    private static final List<String> KEYS = List.of("time_ms", "memory_mib", "payload_kib", "stack_kib", "call_depth");

    private LimitsParser() {}

    /** What the host's own block says: the limits of its actors, and its total in MiB. */
    record HostWide(Limits limits, @Nullable Integer totalMib) {}

    static HostWide hostWide(Fields owner) throws DocumentException {
        Optional<Node> node = owner.optional("limits");
        if (node.isEmpty()) {
            return new HostWide(Limits.NONE, null);
        }
        List<String> keys = new ArrayList<>(KEYS);
        keys.add(TOTAL);
        Fields fields = Fields.of(owner.file(), node.get(), "limits", keys);
        return new HostWide(limits(fields), number(fields, TOTAL, 1, MAX_TOTAL_MIB));
    }

    /** Those of one actor or provider. */
    static Limits own(Fields owner) throws DocumentException {
        Optional<Node> node = owner.optional("limits");
        return node.isEmpty() ? Limits.NONE : limits(Fields.of(owner.file(), node.get(), "limits", KEYS));
    }

    private static Limits limits(Fields fields) throws DocumentException {
        Integer stack = number(fields, "stack_kib", 0, ActorLimits.MAX_STACK >> 10);
        if (stack != null && stack > 0 && stack < ActorLimits.MIN_STACK >> 10) {
            throw fields.at(
                    fields.required("stack_kib").place(),
                    "stack_kib is 0 for the calling thread's stack, or " + (ActorLimits.MIN_STACK >> 10) + " to "
                            + (ActorLimits.MAX_STACK >> 10));
        }
        return new Limits(
                number(fields, "time_ms", 1, MAX_TIME_MS),
                number(fields, "memory_mib", 1, MAX_MEMORY_MIB),
                number(fields, "payload_kib", 1, MAX_PAYLOAD_KIB),
                stack,
                number(fields, "call_depth", 1, ActorLimits.MAX_CALL_DEPTH));
    }

    private static @Nullable Integer number(Fields fields, String key, int min, int max) throws DocumentException {
        Optional<Node> node = fields.optional(key);
        return node.isPresent() ? fields.number(node.get(), key, min, max) : null;
    }
}
