package dev.wascc.provider.message;

import dev.wascc.provider.CapabilityDescriptor;
import dev.wascc.provider.CapabilityDescriptor.Direction;
import dev.wascc.provider.CapabilityDescriptor.Operation;
import dev.wascc.provider.OneLine;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code GetCapabilityDescriptor}, as a provider in a module or library of its own is asked and as it answers (wascc-codec
 * {@code src/capabilities.rs}).
 */
public final class DescriptorMessage {
    /** The operation; nobody but the host may ask it. */
    public static final String OPERATION = "GetCapabilityDescriptor";

    /** Longer ones would fill logs and inventories; of what people read, the rest is cut off. */
    private static final int MAX_TEXT = 1000;

    private static final int MAX_OPERATIONS = 1000;

    private DescriptorMessage() {}

    /**
     * What the provider says of itself. Texts for people are shortened to 1,000 characters of one line, and of operations the first 1,000
     * count.
     *
     * @throws MessageFormatException the answer is no descriptor
     */
    public static CapabilityDescriptor decode(byte[] answer) throws MessageFormatException {
        Message message = Shapes.CAPABILITY_DESCRIPTOR.decode(answer);
        List<Operation> operations = new ArrayList<>();
        if (MessageTree.of(message).get("supported_operations") instanceof List<?> listed) {
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
        return new Operation(shown(fields.get("name")), Direction.valueOf(direction), shown(fields.get("doctext")));
    }

    private static String shown(@Nullable Object text) {
        return OneLine.of(String.valueOf(text), MAX_TEXT);
    }
}
