package dev.wascc.providers.library;

import dev.wascc.provider.CapabilityDescriptor;
import dev.wascc.provider.CapabilityDescriptor.Direction;
import dev.wascc.provider.CapabilityDescriptor.Operation;
import dev.wascc.provider.OneLine;
import dev.wascc.provider.message.Message;
import dev.wascc.provider.message.MessageFormatException;
import dev.wascc.provider.message.MessageTree;
import dev.wascc.provider.message.Shapes;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The answer to {@code GetCapabilityDescriptor}. */
final class Descriptors {
    private static final int MAX_OPERATIONS = 1000;

    private Descriptors() {}

    static CapabilityDescriptor decode(byte[] answer) throws MessageFormatException {
        Message message = Shapes.CAPABILITY_DESCRIPTOR.decode(answer);
        List<Operation> operations = new ArrayList<>();
        if (MessageTree.of(message).get("supported_operations") instanceof List<?> listed) {
            for (Object element : listed.subList(0, Math.min(MAX_OPERATIONS, listed.size()))) {
                Map<?, ?> fields = (Map<?, ?>) element;
                operations.add(new Operation(
                        shown(fields.get("name")),
                        Direction.valueOf(
                                String.valueOf(fields.get("direction")).toUpperCase(Locale.ROOT)),
                        shown(fields.get("doctext"))));
            }
        }
        return new CapabilityDescriptor(
                message.text("id"),
                shown(message.text("name")),
                shown(message.text("version")),
                (int) Math.min(Integer.MAX_VALUE, message.whole("revision")),
                shown(message.text("long_description")),
                operations);
    }

    private static String shown(@Nullable Object text) {
        return OneLine.of(String.valueOf(text), 1000);
    }
}
