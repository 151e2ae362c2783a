package dev.wascc.host.portable;

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

/** {@code GetCapabilityDescriptor}, as a module is asked and as it answers (wascc-codec src/capabilities.rs). */
final class DescriptorMessage {
    static final String OPERATION = "GetCapabilityDescriptor";
    /** Longer ones would fill logs and inventories; of what people read, the rest is cut off. */
    private static final int MAX_TEXT = 1000;

    private static final int MAX_OPERATIONS = 1000;

    private DescriptorMessage() {}

    /** Unlike a native provider, which is sent nothing, a portable one is sent a HealthRequest. */
    static byte[] request() {
        return Shapes.HEALTH_REQUEST.message().with("placeholder", false).encode();
    }

    static CapabilityDescriptor decode(byte[] answer) throws MessageFormatException {
        Message message = Shapes.CAPABILITY_DESCRIPTOR.decode(answer);
        Map<String, Object> tree = MessageTree.of(message);
        List<Operation> operations = new ArrayList<>();
        if (tree.get("supported_operations") instanceof List<?> listed) {
            for (Object element : listed.subList(0, Math.min(MAX_OPERATIONS, listed.size()))) {
                operations.add(operation((Map<?, ?>) element));
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

    private static Operation operation(Map<?, ?> fields) {
        String direction = String.valueOf(fields.get("direction")).toUpperCase(Locale.ROOT);
        return new Operation(
                shown(String.valueOf(fields.get("name"))),
                Direction.valueOf(direction),
                shown(String.valueOf(fields.get("doctext"))));
    }

    private static String shown(String text) {
        return OneLine.of(text, MAX_TEXT);
    }
}
