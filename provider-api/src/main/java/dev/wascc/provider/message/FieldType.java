package dev.wascc.provider.message;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a field holds. The Java type of its value stands behind each. */
public sealed interface FieldType {

    /** Types without parameters. */
    enum Simple implements FieldType {
        /** {@code String}. */
        TEXT("a string"),
        /** {@code byte[]}, in the bin family. */
        BYTES("byte array"),
        /** {@code byte[]}, as an array of integers. */
        INTEGERS("a sequence"),
        /** {@code Boolean}. */
        FLAG("a boolean"),
        /** {@code Double}. */
        FLOAT("f64");

        private final String expected;

        Simple(String expected) {
            this.expected = expected;
        }

        /** What serde says it expected. */
        String expected() {
            return expected;
        }
    }

    /** {@code Long} within bounds. */
    record Whole(String rustName, long min, long max) implements FieldType {}

    /** {@code List<Object>} of elements of one type. */
    record ListOf(FieldType element) implements FieldType {}

    /** {@code Map<String, Object>} with values of one type. */
    record MapOf(FieldType value) implements FieldType {}

    /** A {@link Message}. */
    record Struct(MessageShape shape) implements FieldType {}

    /** A {@link Choice} of one of these, by their place; a type that is absent is a variant without a value. */
    record OneOf(List<Variant> variants) implements FieldType {
        public OneOf {
            variants = List.copyOf(variants);
        }

        /** A variant's name and type. */
        public record Variant(String name, @Nullable FieldType type) {}
    }

    /** The value of a {@link OneOf}. */
    record Choice(String name, @Nullable Object value) {}

    FieldType I32 = new Whole("i32", Integer.MIN_VALUE, Integer.MAX_VALUE);
    FieldType U32 = new Whole("u32", 0, 0xffff_ffffL);
    FieldType I64 = new Whole("i64", Long.MIN_VALUE, Long.MAX_VALUE);
    /** Up to 2^63 - 1; nothing a message counts goes beyond. */
    FieldType U64 = new Whole("u64", 0, Long.MAX_VALUE);

    FieldType TEXTS = new ListOf(Simple.TEXT);
    FieldType TEXT_MAP = new MapOf(Simple.TEXT);
}
