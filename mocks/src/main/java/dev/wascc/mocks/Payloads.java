package dev.wascc.mocks;

import dev.wascc.provider.message.MessageFormatException;
import dev.wascc.provider.message.MessageShape;
import dev.wascc.provider.message.MessageTree;
import dev.wascc.provider.message.Operations;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;

/** The bytes of requests and answers as trees, and back. */
final class Payloads {
    private static final String BASE64 = "base64";

    private Payloads() {}

    static Optional<MessageShape> request(String operation) {
        return Operations.named(operation).flatMap(Operations.Messages::request);
    }

    static Optional<MessageShape> response(String operation) {
        return Operations.named(operation).flatMap(Operations.Messages::response);
    }

    /** For people: the fields of a message, where the bytes are one. */
    static Object tree(Optional<MessageShape> shape, byte[] bytes) {
        if (shape.isPresent()) {
            try {
                return Trees.plain(MessageTree.of(shape.get().decode(bytes))) instanceof Map<?, ?> fields
                        ? fields
                        : raw(bytes);
            } catch (MessageFormatException e) {
                return raw(bytes);
            }
        }
        return raw(bytes);
    }

    /** The same where the very bytes can be made of it again, else the bytes; what may hold secrets in its header is a tree in any case. */
    static Object exactTree(Optional<MessageShape> shape, byte[] bytes) {
        Object tree = tree(shape, bytes);
        if (tree instanceof Map<?, ?> fields && fields.containsKey(Redaction.HEADER)) {
            return tree;
        }
        try {
            return Arrays.equals(bytes(shape, tree), bytes) ? tree : base64(bytes);
        } catch (IllegalArgumentException e) {
            return base64(bytes);
        }
    }

    /** @throws IllegalArgumentException the tree is no such message */
    static byte[] bytes(Optional<MessageShape> shape, Object tree) {
        if (tree instanceof Map<?, ?> map && map.size() == 1 && map.get(BASE64) instanceof String text) {
            return Base64.getDecoder().decode(text);
        } else if (tree instanceof String text) {
            return text.getBytes(StandardCharsets.UTF_8);
        } else if (tree instanceof Map<?, ?> fields && shape.isPresent()) {
            return MessageTree.parse(shape.get(), fields).encode();
        }
        throw new IllegalArgumentException(
                shape.isPresent()
                        ? "it is a mapping with the fields of a " + shape.get()
                        : "it is a string, or {base64: …} with the bytes, as the messages of this operation are not known");
    }

    private static Object raw(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            return base64(bytes);
        }
    }

    private static Object base64(byte[] bytes) {
        return Map.of(BASE64, Base64.getEncoder().encodeToString(bytes));
    }
}
