package dev.wascc.provider.message;

import dev.wascc.provider.message.FieldType.Choice;
import dev.wascc.provider.message.FieldType.ListOf;
import dev.wascc.provider.message.FieldType.MapOf;
import dev.wascc.provider.message.FieldType.OneOf;
import dev.wascc.provider.message.FieldType.Simple;
import dev.wascc.provider.message.FieldType.Struct;
import dev.wascc.provider.message.FieldType.Whole;
import dev.wascc.provider.message.MessageShape.Field;
import dev.wascc.provider.message.MessageShape.Presence;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.msgpack.core.MessageIntegerOverflowException;
import org.msgpack.core.MessagePackException;
import org.msgpack.core.MessageUnpacker;
import org.msgpack.value.ValueType;

/** Reads values by their type, as tolerant as rmp-serde 0.14 and not more. Nothing is allocated by a count that the bytes cannot hold. */
final class MessageReader {
    private static final int MAX_DEPTH = 64;

    private final MessageUnpacker in;
    private final int size;

    MessageReader(MessageUnpacker in, int size) {
        this.in = in;
        this.size = size;
    }

    static Object empty(FieldType type) {
        return type instanceof MapOf ? Map.of() : type instanceof ListOf ? List.of() : new byte[0];
    }

    Message message(MessageShape shape, int depth) throws IOException, MessageFormatException {
        if (depth > MAX_DEPTH) {
            throw new MessageFormatException("messages are nested deeper than " + MAX_DEPTH);
        }
        try {
            Map<String, Object> values = new LinkedHashMap<>();
            if (next() == ValueType.ARRAY) {
                positional(shape, values, depth);
            } else {
                members(shape, values, depth);
            }
            shape.complete(values);
            return new Message(shape, values);
        } catch (MessagePackException e) {
            throw new MessageFormatException("IO error while reading marker: failed to fill whole buffer");
        }
    }

    private void members(MessageShape shape, Map<String, Object> values, int depth)
            throws IOException, MessageFormatException {
        expect(ValueType.MAP, "struct " + shape.name());
        int count = count(in.unpackMapHeader(), 2);
        for (int i = 0; i < count; i++) {
            Field field = shape.member(text()).orElse(null);
            if (field == null) {
                in.skipValue();
            } else {
                put(field, values, depth);
            }
        }
    }

    private void positional(MessageShape shape, Map<String, Object> values, int depth)
            throws IOException, MessageFormatException {
        int count = count(in.unpackArrayHeader(), 1);
        List<Field> fields = shape.fields();
        for (int i = 0; i < count; i++) {
            if (i < fields.size()) {
                put(fields.get(i), values, depth);
            } else {
                in.skipValue();
            }
        }
    }

    private void put(Field field, Map<String, Object> values, int depth) throws IOException, MessageFormatException {
        boolean optional = field.presence() == Presence.NULLABLE || field.presence() == Presence.OMITTED;
        if (optional && next() == ValueType.NIL) {
            in.unpackNil();
            return;
        }
        values.put(field.name(), value(field.type(), depth + 1));
    }

    private Object value(FieldType type, int depth) throws IOException, MessageFormatException {
        if (type instanceof Simple simple) {
            return switch (simple) {
                case TEXT -> text();
                case BYTES -> bytes();
                case INTEGERS -> integers();
                case FLAG -> {
                    expect(ValueType.BOOLEAN, simple.expected());
                    yield in.unpackBoolean();
                }
                case FLOAT -> {
                    expect(ValueType.FLOAT, simple.expected());
                    yield in.unpackDouble();
                }
            };
        }
        if (type instanceof Whole whole) {
            return whole(whole);
        }
        if (type instanceof ListOf list) {
            return list(list, depth);
        }
        if (type instanceof MapOf map) {
            return map(map, depth);
        }
        return type instanceof OneOf choice ? choice(choice, depth) : message(((Struct) type).shape(), depth);
    }

    private String text() throws IOException, MessageFormatException {
        if (next() == ValueType.BINARY) {
            return utf8(in.readPayload(count(in.unpackBinaryHeader(), 1)));
        }
        expect(ValueType.STRING, Simple.TEXT.expected());
        return utf8(in.readPayload(count(in.unpackRawStringHeader(), 1)));
    }

    /** Refuses what is not UTF-8, as the codec does: replaced characters would let two keys become one. */
    private static String utf8(byte[] bytes) throws MessageFormatException {
        String text = new String(bytes, StandardCharsets.UTF_8);
        if (text.indexOf('\ufffd') < 0) {
            return text;
        }
        // It was sent, or stands for what is not UTF-8.
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new MessageFormatException("invalid value: byte array, expected a string");
        }
    }

    private byte[] bytes() throws IOException, MessageFormatException {
        return switch (next()) {
            case BINARY -> in.readPayload(count(in.unpackBinaryHeader(), 1));
            case STRING -> in.readPayload(count(in.unpackRawStringHeader(), 1));
            case ARRAY -> integers();
            default -> throw invalidType(Simple.BYTES.expected());
        };
    }

    private byte[] integers() throws IOException, MessageFormatException {
        expect(ValueType.ARRAY, Simple.INTEGERS.expected());
        byte[] bytes = new byte[count(in.unpackArrayHeader(), 1)];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) whole(new Whole("u8", 0, 255));
        }
        return bytes;
    }

    private long whole(Whole type) throws IOException, MessageFormatException {
        if (next() == ValueType.FLOAT) {
            throw new MessageFormatException(
                    "invalid type: floating point `" + in.unpackDouble() + "`, expected " + type.rustName());
        }
        expect(ValueType.INTEGER, type.rustName());
        BigInteger value;
        try {
            long number = in.unpackLong();
            if (number >= type.min() && number <= type.max()) {
                return number;
            }
            value = BigInteger.valueOf(number);
        } catch (MessageIntegerOverflowException e) {
            value = e.getBigInteger();
        }
        throw new MessageFormatException("invalid value: integer `" + value + "`, expected " + type.rustName());
    }

    private List<Object> list(ListOf type, int depth) throws IOException, MessageFormatException {
        expect(ValueType.ARRAY, "a sequence");
        int count = count(in.unpackArrayHeader(), 1);
        List<Object> elements = new ArrayList<>(Math.min(count, 1024));
        for (int i = 0; i < count; i++) {
            elements.add(value(type.element(), depth + 1));
        }
        return elements;
    }

    private Map<String, Object> map(MapOf type, int depth) throws IOException, MessageFormatException {
        expect(ValueType.MAP, "a map");
        int count = count(in.unpackMapHeader(), 2);
        Map<String, Object> entries = new LinkedHashMap<>();
        for (int i = 0; i < count; i++) {
            entries.put(text(), value(type.value(), depth + 1));
        }
        return entries;
    }

    /** A map of one entry, its key the variant's place or its name; never a bare name or place. */
    private Choice choice(OneOf type, int depth) throws IOException, MessageFormatException {
        expect(ValueType.MAP, "a map with one variant");
        int count = in.unpackMapHeader();
        if (count != 1) {
            throw new MessageFormatException("a variant is a map of one entry, not of " + count);
        }
        OneOf.Variant variant = null;
        if (next() == ValueType.INTEGER) {
            long place = whole((Whole) FieldType.U32);
            variant = place < type.variants().size() ? type.variants().get((int) place) : null;
        } else {
            String name = text();
            variant = type.variants().stream()
                    .filter(v -> v.name().equals(name))
                    .findFirst()
                    .orElse(null);
        }
        if (variant == null) {
            throw new MessageFormatException("unknown variant");
        }
        if (variant.type() == null) {
            expect(ValueType.NIL, "unit");
            in.unpackNil();
            return new Choice(variant.name(), null);
        }
        return new Choice(variant.name(), value(variant.type(), depth + 1));
    }

    private ValueType next() throws IOException, MessageFormatException {
        if (!in.hasNext()) {
            throw new MessageFormatException("IO error while reading marker: failed to fill whole buffer");
        }
        return in.getNextFormat().getValueType();
    }

    private void expect(ValueType type, String expected) throws IOException, MessageFormatException {
        if (next() != type) {
            throw invalidType(expected);
        }
    }

    private MessageFormatException invalidType(String expected) throws IOException, MessageFormatException {
        @Nullable
        String found =
                switch (next()) {
                    case NIL -> "unit value";
                    case BOOLEAN -> "boolean";
                    case INTEGER -> "integer";
                    case FLOAT -> "floating point";
                    case STRING -> "string";
                    case BINARY -> "byte array";
                    case ARRAY -> "sequence";
                    case MAP -> "map";
                    case EXTENSION -> "extension";
                };
        return new MessageFormatException("invalid type: " + found + ", expected " + expected);
    }

    /** A count of things of at least so many bytes each. */
    private int count(int count, int each) throws MessageFormatException {
        if (count < 0 || (long) count * each > size - in.getTotalReadBytes()) {
            throw new MessageFormatException(
                    "a length of " + (count & 0xffff_ffffL) + " goes beyond the end of the message");
        }
        return count;
    }
}
