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
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Messages as trees of maps, lists, strings, numbers and booleans, the way JSON libraries have them; for command lines and
 * test files. Bytes are a string of their UTF-8 text, {@code {"base64": "…"}}, or a list of numbers. A field that is left out is
 * empty, 0 or false.
 */
public final class MessageTree {
    private static final String BASE64 = "base64";

    private MessageTree() {}

    /** @throws IllegalArgumentException where a member is of another type, or belongs to no field */
    public static Message parse(MessageShape shape, Map<?, ?> tree) {
        Map<String, Object> values = new LinkedHashMap<>();
        tree.forEach((key, value) -> {
            Field field = shape.member(String.valueOf(key))
                    .orElseThrow(() -> new IllegalArgumentException("a " + shape + " has no field " + key + "; it has "
                            + String.join(
                                    ", ",
                                    shape.fields().stream().map(Field::name).toList())));
            if (value != null) {
                values.put(field.name(), parse(field.type(), value, field.name()));
            }
        });
        for (Field field : shape.fields()) {
            if (field.presence() == Presence.REQUIRED) {
                values.computeIfAbsent(field.name(), name -> zero(field.type()));
            }
        }
        return new Message(shape, values);
    }

    private static Object zero(FieldType type) {
        if (type instanceof Whole) {
            return 0L;
        }
        return type == Simple.TEXT ? "" : type == Simple.FLAG ? (Object) false : MessageReader.empty(type);
    }

    private static Object parse(FieldType type, @Nullable Object value, String where) {
        if (type == Simple.TEXT && value instanceof String || type == Simple.FLAG && value instanceof Boolean) {
            return value;
        } else if (type == Simple.BYTES || type == Simple.INTEGERS) {
            return bytes(value, where);
        } else if (type == Simple.FLOAT && value instanceof Number number) {
            return number.doubleValue();
        } else if (type instanceof Whole whole
                && value instanceof Number number
                && number.doubleValue() == number.longValue()) {
            if (number.longValue() < whole.min() || number.longValue() > whole.max()) {
                throw new IllegalArgumentException(where + " is no " + whole.rustName() + ": " + value);
            }
            return number.longValue();
        } else if (type instanceof ListOf list && value instanceof List<?> elements) {
            return elements.stream()
                    .map(element -> parse(list.element(), element, where))
                    .toList();
        } else if (type instanceof MapOf map && value instanceof Map<?, ?> entries) {
            Map<String, Object> parsed = new LinkedHashMap<>();
            entries.forEach((key, entry) -> parsed.put((String) key, parse(map.value(), entry, where + "." + key)));
            return parsed;
        } else if (type instanceof Struct struct && value instanceof Map<?, ?> members) {
            return parse(struct.shape(), members);
        } else if (type instanceof OneOf choice && (value instanceof String || value instanceof Map<?, ?>)) {
            return choice(choice, value, where);
        }
        throw new IllegalArgumentException(where + " has a value of the wrong type");
    }

    private static Choice choice(OneOf type, Object value, String where) {
        Object name = value instanceof Map<?, ?> map && map.size() == 1
                ? map.keySet().iterator().next()
                : value;
        for (OneOf.Variant variant : type.variants()) {
            if (variant.name().equals(name)) {
                FieldType inner = variant.type();
                boolean carries = inner != null && value instanceof Map<?, ?>;
                return new Choice(
                        variant.name(),
                        carries && inner != null ? parse(inner, ((Map<?, ?>) value).get(name), where) : null);
            }
        }
        throw new IllegalArgumentException(where + " has no variant " + name);
    }

    private static byte[] bytes(@Nullable Object value, String where) {
        if (value instanceof String text) {
            return text.getBytes(StandardCharsets.UTF_8);
        }
        if (value instanceof Map<?, ?> map && map.size() == 1 && map.get(BASE64) instanceof String text) {
            return Base64.getDecoder().decode(text);
        }
        if (value instanceof List<?> numbers) {
            byte[] bytes = new byte[numbers.size()];
            for (int i = 0; i < bytes.length; i++) {
                if (!(numbers.get(i) instanceof Number number)) {
                    throw new IllegalArgumentException(where + " has a value of the wrong type");
                }
                bytes[i] = number.byteValue();
            }
            return bytes;
        }
        throw new IllegalArgumentException(
                where + " is given as a string, as {\"base64\": \"…\"}, or as a list of numbers");
    }

    /** Bytes that are UTF-8 become a string, others {@code {"base64": "…"}}. */
    public static Map<String, Object> of(Message message) {
        Map<String, Object> tree = new LinkedHashMap<>();
        for (Field field : message.shape().fields()) {
            message.value(field.name()).ifPresent(value -> tree.put(field.name(), tree(field.type(), value)));
        }
        return tree;
    }

    private static Object tree(FieldType type, Object value) {
        if (value instanceof byte[] bytes) {
            return bytesTree(bytes);
        } else if (type instanceof ListOf list) {
            List<Object> elements = new ArrayList<>();
            ((List<?>) value).forEach(element -> elements.add(tree(list.element(), element)));
            return elements;
        } else if (type instanceof MapOf map) {
            Map<String, Object> entries = new LinkedHashMap<>();
            ((Map<?, ?>) value).forEach((key, entry) -> entries.put((String) key, tree(map.value(), entry)));
            return entries;
        } else if (type instanceof Struct) {
            return of((Message) value);
        } else if (type instanceof OneOf choices) {
            Choice choice = (Choice) value;
            for (OneOf.Variant variant : choices.variants()) {
                Object carried = choice.value();
                if (variant.name().equals(choice.name()) && variant.type() != null && carried != null) {
                    return Map.of(choice.name(), tree(variant.type(), carried));
                }
            }
            return choice.name();
        }
        return value;
    }

    private static Object bytesTree(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            return Map.of(BASE64, Base64.getEncoder().encodeToString(bytes));
        }
    }
}
