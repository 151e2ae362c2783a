package dev.wascc.provider.message;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * One message of a shape. Fields are read by name and type; asking for a field that the shape has not is a programming error.
 * Made by {@link MessageShape#decode} or {@link MessageShape#message}, and not changed afterwards.
 */
public final class Message {
    private final MessageShape shape;
    private final Map<String, Object> values;

    Message(MessageShape shape, Map<String, Object> values) {
        this.shape = shape;
        this.values = values;
    }

    public MessageShape shape() {
        return shape;
    }

    /** The same message with this field set. */
    public Message with(String field, Object value) {
        shape.field(field);
        Map<String, Object> changed = new LinkedHashMap<>(values);
        changed.put(field, value instanceof Integer number ? number.longValue() : value);
        return new Message(shape, changed);
    }

    /** MessagePack, fields in the shape's order. */
    public byte[] encode() {
        return shape.encode(this);
    }

    public Optional<Object> value(String field) {
        return Optional.ofNullable(values.get(shape.field(field).name()));
    }

    private Object required(String field) {
        return value(field)
                .orElseThrow(() -> new IllegalStateException("the message " + shape.name() + " has no " + field));
    }

    public String text(String field) {
        return (String) required(field);
    }

    public Optional<String> optionalText(String field) {
        return value(field).map(String.class::cast);
    }

    public long whole(String field) {
        return (Long) required(field);
    }

    public boolean flag(String field) {
        return (Boolean) required(field);
    }

    /** Do not modify. */
    public byte[] bytes(String field) {
        return (byte[]) required(field);
    }

    public List<String> texts(String field) {
        return ((List<?>) required(field)).stream().map(String.class::cast).toList();
    }

    public Map<String, String> textMap(String field) {
        Map<String, String> texts = new LinkedHashMap<>();
        ((Map<?, ?>) required(field)).forEach((key, value) -> texts.put((String) key, (String) value));
        return texts;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Message message
                && shape == message.shape
                && Objects.deepEquals(encoded(), message.encoded());
    }

    private byte[] encoded() {
        return shape.encode(this);
    }

    @Override
    public int hashCode() {
        return java.util.Arrays.hashCode(encoded());
    }

    /** The shape alone: payloads stand in no log. */
    @Override
    public String toString() {
        return "Message[" + shape.name() + "]";
    }
}
