package dev.wascc.observability.trace;

import dev.wascc.document.JsonTree;
import dev.wascc.provider.message.MessageFormatException;
import dev.wascc.provider.message.MessageShape;
import dev.wascc.provider.message.MessageTree;
import dev.wascc.provider.message.Operations;
import dev.wascc.provider.message.Shapes;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Payloads of well-known operations as trees that become JSON; of others, or of large ones, nothing. */
final class Payloads {
    private static final int MAX_BYTES = 64 << 10;
    private static final int MAX_TEXT = 4096;

    private Payloads() {}

    static @Nullable Object request(String operation, byte[] payload) {
        return tree(Operations.named(operation).flatMap(Operations.Messages::request), payload);
    }

    static @Nullable Object answer(String operation, byte[] payload) {
        return tree(Operations.named(operation).flatMap(Operations.Messages::response), payload);
    }

    /** The status code of an HTTP answer, which is not kept from anybody. */
    static @Nullable Integer status(String operation, byte[] answer) {
        if (!operation.equals("HandleRequest") && !operation.equals("PerformRequest")) {
            return null;
        }
        try {
            return (int) Shapes.HTTP_RESPONSE.decode(answer).whole("statusCode");
        } catch (MessageFormatException e) {
            return null;
        }
    }

    private static @Nullable Object tree(Optional<MessageShape> shape, byte[] payload) {
        if (shape.isEmpty() || payload.length > MAX_BYTES) {
            return null;
        }
        try {
            Object tree = MessageTree.of(shape.get().decode(payload));
            return JsonTree.compact(tree).length() > MAX_TEXT ? null : tree;
        } catch (MessageFormatException e) {
            return null;
        }
    }
}
