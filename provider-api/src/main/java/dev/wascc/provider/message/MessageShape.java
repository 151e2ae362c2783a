package dev.wascc.provider.message;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.msgpack.core.MessagePack;

/**
 * The fields of a message, in the order they are written. Written as a map with string keys; read from a map in any order with
 * unknown members ignored, or from an array in the fields' order.
 */
public final class MessageShape {
    private static final MessagePack.UnpackerConfig CONFIG =
            new MessagePack.UnpackerConfig().withAllowReadingBinaryAsString(true);

    /** What is done about a field that is not there. */
    public enum Presence {
        /** Its absence is an error. */
        REQUIRED,
        /** It is read as empty. */
        DEFAULTED,
        /** It is absent, and written as nil. */
        NULLABLE,
        /** It is absent, and left out. */
        OMITTED
    }

    /** One field. */
    public record Field(String name, FieldType type, Presence presence) {}

    private final String name;
    private final Map<String, Field> fields = new LinkedHashMap<>();
    private final Map<String, String> aliases = new LinkedHashMap<>();
    private List<Field> inOrder = List.of();

    private MessageShape(String name) {
        this.name = name;
    }

    /** A shape without fields; add them in order, then share it. */
    static MessageShape named(String name) {
        return new MessageShape(name);
    }

    MessageShape required(String field, FieldType type) {
        return add(field, type, Presence.REQUIRED);
    }

    MessageShape defaulted(String field, FieldType type) {
        return add(field, type, Presence.DEFAULTED);
    }

    MessageShape add(String field, FieldType type, Presence presence) {
        fields.put(field, new Field(field, type, presence));
        inOrder = List.copyOf(fields.values());
        return this;
    }

    /** Another spelling that is read, and not written. */
    MessageShape alias(String spelling, String field) {
        aliases.put(spelling, field);
        return this;
    }

    public String name() {
        return name;
    }

    public List<Field> fields() {
        return inOrder;
    }

    Field field(String wanted) {
        Field field = fields.get(wanted);
        if (field == null) {
            throw new IllegalArgumentException("a " + name + " has no field " + wanted);
        }
        return field;
    }

    /** The field a member of a map belongs to. */
    java.util.Optional<Field> member(String key) {
        return java.util.Optional.ofNullable(fields.get(aliases.getOrDefault(key, key)));
    }

    /** An empty message; set its required fields before it is encoded. */
    public Message message() {
        return new Message(this, new LinkedHashMap<>());
    }

    /**
     * Reads a message; bytes after it are ignored.
     *
     * @throws MessageFormatException where the bytes are not of this shape
     */
    public Message decode(byte[] payload) throws MessageFormatException {
        try (org.msgpack.core.MessageUnpacker unpacker = CONFIG.newUnpacker(payload)) {
            return new MessageReader(unpacker, payload.length).message(this, 0);
        } catch (IOException e) {
            throw new MessageFormatException("IO error while reading marker: failed to fill whole buffer");
        }
    }

    byte[] encode(Message message) {
        return MessageWriter.encode(message);
    }

    /** Puts what stands for absent fields; fails where a required one is absent. */
    void complete(Map<String, Object> values) throws MessageFormatException {
        for (Field field : inOrder) {
            if (!values.containsKey(field.name())) {
                if (field.presence() == Presence.REQUIRED) {
                    throw new MessageFormatException("missing field `" + field.name() + "`");
                }
                if (field.presence() == Presence.DEFAULTED) {
                    values.put(field.name(), MessageReader.empty(field.type()));
                }
            }
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
