package dev.wascc.providers.dynamodb;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * One key's item. {@code id} is the partition key; one of {@code n} (an integer of 32 bits), {@code s} (any other string), {@code l} (a
 * list) and {@code m} (a set) is its value; {@code until} is when it ends, in milliseconds, and {@code expires} the same in seconds, for
 * DynamoDB's own removal, which comes days late.
 */
record DynamoItem(Map<String, AttributeValue> attributes) {
    static final String ID = "id";
    static final String NUMBER = "n";
    static final String TEXT = "s";
    static final String LIST = "l";
    static final String SET = "m";
    static final String UNTIL = "until";
    static final String EXPIRES = "expires";

    /** Bytes; DynamoDB allows 2048. */
    private static final int MAX_KEY = 1024;

    private static final Pattern INTEGER = Pattern.compile("0|-?[1-9][0-9]{0,9}");

    /** Keys with a slash in front, as none may be empty there; long ones by their hash. */
    static Map<String, AttributeValue> id(String key) {
        byte[] bytes = key.getBytes(StandardCharsets.UTF_8);
        String id = bytes.length <= MAX_KEY ? "/" + key : "#" + sha256(bytes);
        return Map.of(ID, AttributeValue.fromS(id));
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** A whole item with a string. */
    static Map<String, AttributeValue> text(String key, String value) {
        Map<String, AttributeValue> item = new LinkedHashMap<>(id(key));
        if (isInteger(value)) {
            item.put(NUMBER, AttributeValue.fromN(value));
        } else {
            item.put(TEXT, AttributeValue.fromS(value));
        }
        return item;
    }

    private static boolean isInteger(String value) {
        return INTEGER.matcher(value).matches() && Long.parseLong(value) == (int) Long.parseLong(value);
    }

    static AttributeValue number(long number) {
        return AttributeValue.fromN(String.valueOf(number));
    }

    boolean expired(Instant now) {
        AttributeValue until = attributes.get(UNTIL);
        return until != null && new BigDecimal(until.n()).longValue() <= now.toEpochMilli();
    }

    boolean has(String attribute) {
        return attributes.containsKey(attribute);
    }

    Optional<String> text() {
        AttributeValue number = attributes.get(NUMBER);
        return number != null
                ? Optional.of(new BigDecimal(number.n()).toBigInteger().toString())
                : Optional.ofNullable(attributes.get(TEXT)).map(AttributeValue::s);
    }

    List<String> list() {
        AttributeValue list = attributes.get(LIST);
        return list == null
                ? List.of()
                : list.l().stream().map(AttributeValue::s).toList();
    }

    List<String> set() {
        AttributeValue set = attributes.get(SET);
        return set == null ? List.of() : set.ss();
    }
}
