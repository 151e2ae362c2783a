package dev.wascc.cli;

import dev.wascc.claims.Finding;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.PrettyPrinter;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.DefaultPrettyPrinter;

/**
 * JSON for scripts: raw values, and the version of its layout. Trees of maps, lists, strings, numbers, booleans and null; by
 * Jackson's streams alone, which start in a fraction of the time that its data binding takes.
 */
final class Json {
    static final int SCHEMA_VERSION = 1;

    private static final JsonFactory FACTORY = new JsonFactory();

    private Json() {}

    static String write(Object tree) {
        StringWriter text = new StringWriter();
        try (JsonGenerator generator = FACTORY.createGenerator(new Indented(), text)) {
            write(generator, tree);
        }
        return text.toString();
    }

    private static void write(JsonGenerator out, @Nullable Object value) {
        if (value instanceof Map<?, ?> members) {
            out.writeStartObject();
            members.forEach((name, member) -> {
                out.writeName(String.valueOf(name));
                write(out, member);
            });
            out.writeEndObject();
        } else if (value instanceof Iterable<?> elements) {
            out.writeStartArray();
            elements.forEach(element -> write(out, element));
            out.writeEndArray();
        } else if (value instanceof Boolean flag) {
            out.writeBoolean(flag);
        } else if (value instanceof BigDecimal decimal) {
            out.writeNumber(decimal);
        } else if (value instanceof Double || value instanceof Float) {
            out.writeNumber(((Number) value).doubleValue());
        } else if (value instanceof Number number) {
            out.writeNumber(new BigInteger(number.toString()));
        } else if (value == null) {
            out.writeNull();
        } else {
            out.writeString(value.toString());
        }
    }

    /** @throws tools.jackson.core.JacksonException where the text is no JSON, or has something behind it */
    static @Nullable Object read(String text) {
        try (JsonParser in = FACTORY.createParser(ObjectReadContext.empty(), text)) {
            Object value = value(in, in.nextToken());
            if (in.nextToken() != null) {
                throw new StreamReadException(in, "there is something behind the JSON");
            }
            return value;
        }
    }

    private static @Nullable Object value(JsonParser in, @Nullable JsonToken token) {
        if (token == null) {
            throw new StreamReadException(in, "there is no JSON");
        }
        return switch (token) {
            case START_OBJECT -> members(in);
            case START_ARRAY -> elements(in);
            case VALUE_STRING -> in.getString();
            case VALUE_NUMBER_INT -> in.getBigIntegerValue();
            case VALUE_NUMBER_FLOAT -> in.getDecimalValue();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NULL -> null;
            default -> throw new StreamReadException(in, "unexpected " + token);
        };
    }

    private static Map<String, @Nullable Object> members(JsonParser in) {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        while (in.nextToken() != JsonToken.END_OBJECT) {
            String name = in.currentName();
            members.put(name, value(in, in.nextToken()));
        }
        return members;
    }

    private static List<@Nullable Object> elements(JsonParser in) {
        List<@Nullable Object> elements = new ArrayList<>();
        for (JsonToken token = in.nextToken(); token != JsonToken.END_ARRAY; token = in.nextToken()) {
            elements.add(value(in, token));
        }
        return elements;
    }

    static Map<String, @Nullable Object> object() {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("schemaVersion", SCHEMA_VERSION);
        return object;
    }

    /** The row of a file itself where there is but one, else an object with the rows of all of them. */
    static String ofFiles(List<Map<String, @Nullable Object>> rows) {
        Map<String, @Nullable Object> object = object();
        if (rows.size() == 1) {
            object.putAll(rows.get(0));
        } else {
            object.put("files", rows);
        }
        return write(object);
    }

    /** What stands in a file's row where it could not be read or was refused. */
    static void failure(Map<String, @Nullable Object> row, Failure failure) {
        row.put("error", failure.message().isEmpty() ? null : failure.message());
        row.put("findings", findings(failure.findings()));
    }

    /** A date as seconds and as ISO 8601, both null where there is none. */
    static void date(Map<String, @Nullable Object> object, String name, @Nullable Instant instant) {
        object.put(name, instant == null ? null : instant.getEpochSecond());
        object.put(name + "Date", instant == null ? null : instant.toString());
    }

    static List<Map<String, Object>> findings(List<Finding> findings) {
        return findings.stream().map(Json::finding).toList();
    }

    private static Map<String, Object> finding(Finding finding) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("rule", finding.rule().id());
        row.put("title", finding.rule().title());
        row.put("severity", finding.severity().name().toLowerCase(Locale.ROOT));
        row.put("message", finding.message());
        return row;
    }

    /** Jackson's usual indentation. */
    private static final class Indented extends ObjectWriteContext.Base {
        @Override
        public PrettyPrinter getPrettyPrinter() {
            return new DefaultPrettyPrinter();
        }

        @Override
        public boolean hasPrettyPrinter() {
            return true;
        }
    }
}
