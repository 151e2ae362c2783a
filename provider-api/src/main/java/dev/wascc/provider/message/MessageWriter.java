package dev.wascc.provider.message;

import dev.wascc.provider.message.FieldType.Choice;
import dev.wascc.provider.message.FieldType.ListOf;
import dev.wascc.provider.message.FieldType.MapOf;
import dev.wascc.provider.message.FieldType.OneOf;
import dev.wascc.provider.message.FieldType.Simple;
import dev.wascc.provider.message.FieldType.Whole;
import dev.wascc.provider.message.MessageShape.Field;
import dev.wascc.provider.message.MessageShape.Presence;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.msgpack.core.MessageBufferPacker;
import org.msgpack.core.MessagePack;
import org.msgpack.core.MessagePacker;

/** Writes messages as rmp-serde 0.14 with struct maps does: the shortest form of everything. */
final class MessageWriter {
    private static final MessagePack.PackerConfig CONFIG =
            new MessagePack.PackerConfig().withBufferSize(1024).withSmallStringOptimizationThreshold(512);

    private MessageWriter() {}

    static byte[] encode(Message message) {
        try (MessageBufferPacker out = CONFIG.newBufferPacker()) {
            message(out, message);
            return out.toByteArray();
        } catch (IOException e) {
            throw new IllegalStateException("writing to memory failed", e);
        }
    }

    private static void message(MessagePacker out, Message message) throws IOException {
        List<Field> written = new ArrayList<>();
        for (Field field : message.shape().fields()) {
            if (field.presence() != Presence.OMITTED
                    || message.value(field.name()).isPresent()) {
                written.add(field);
            }
        }
        out.packMapHeader(written.size());
        for (Field field : written) {
            out.packString(field.name());
            Object value = message.value(field.name()).orElse(null);
            if (value != null) {
                value(out, field.type(), value);
            } else if (field.presence() == Presence.DEFAULTED) {
                value(out, field.type(), MessageReader.empty(field.type()));
            } else if (field.presence() == Presence.NULLABLE) {
                out.packNil();
            } else {
                throw new IllegalStateException("the message " + message.shape().name() + " lacks " + field.name());
            }
        }
    }

    private static void value(MessagePacker out, FieldType type, Object value) throws IOException {
        if (type instanceof Simple simple) {
            simple(out, simple, value);
        } else if (type instanceof Whole) {
            out.packLong((Long) value);
        } else if (type instanceof ListOf list) {
            List<?> elements = (List<?>) value;
            out.packArrayHeader(elements.size());
            for (Object element : elements) {
                value(out, list.element(), element);
            }
        } else if (type instanceof MapOf map) {
            Map<?, ?> entries = (Map<?, ?>) value;
            out.packMapHeader(entries.size());
            for (Map.Entry<?, ?> entry : entries.entrySet()) {
                out.packString((String) entry.getKey());
                value(out, map.value(), entry.getValue());
            }
        } else if (type instanceof OneOf choice) {
            choice(out, choice, (Choice) value);
        } else {
            message(out, (Message) value);
        }
    }

    private static void simple(MessagePacker out, Simple type, Object value) throws IOException {
        switch (type) {
            case TEXT -> out.packString((String) value);
            case FLAG -> out.packBoolean((Boolean) value);
            case FLOAT -> out.packDouble((Double) value);
            case BYTES -> {
                byte[] bytes = (byte[]) value;
                out.packBinaryHeader(bytes.length);
                out.writePayload(bytes);
            }
            case INTEGERS -> {
                byte[] bytes = (byte[]) value;
                out.packArrayHeader(bytes.length);
                for (byte b : bytes) {
                    out.packInt(b & 0xff);
                }
            }
        }
    }

    private static void choice(MessagePacker out, OneOf type, Choice choice) throws IOException {
        for (int place = 0; place < type.variants().size(); place++) {
            OneOf.Variant variant = type.variants().get(place);
            if (variant.name().equals(choice.name())) {
                out.packMapHeader(1);
                out.packInt(place);
                Object value = choice.value();
                if (variant.type() == null || value == null) {
                    out.packNil();
                } else {
                    value(out, variant.type(), value);
                }
                return;
            }
        }
        throw new IllegalArgumentException("no variant is named " + choice.name());
    }
}
