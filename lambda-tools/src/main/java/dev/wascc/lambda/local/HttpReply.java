package dev.wascc.lambda.local;

import dev.wascc.document.DocumentException;
import dev.wascc.document.JsonTree;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a client gets.
 *
 * @param header by names in lower case
 */
record HttpReply(int status, TreeMap<String, List<String>> header, byte[] body) {

    /** A function's answer, where it is one that API Gateway and load balancers hand on. */
    static Optional<HttpReply> of(byte[] answer) {
        try {
            return JsonTree.read(new String(answer, StandardCharsets.UTF_8)) instanceof Map<?, ?> members
                            && members.get("statusCode") instanceof Number status
                            && status.intValue() >= 200
                            && status.intValue() <= 599
                    ? Optional.of(new HttpReply(status.intValue(), header(members), body(members)))
                    : Optional.empty();
        } catch (DocumentException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static TreeMap<String, List<String>> header(Map<?, ?> members) {
        TreeMap<String, List<String>> header = new TreeMap<>();
        if (members.get("headers") instanceof Map<?, ?> single) {
            single.forEach((name, value) -> put(header, name, List.of(String.valueOf(value))));
        }
        if (members.get("multiValueHeaders") instanceof Map<?, ?> many) {
            many.forEach((name, values) -> put(header, name, texts(values)));
        }
        List<String> cookies = texts(members.get("cookies"));
        if (!cookies.isEmpty()) {
            put(header, "set-cookie", cookies);
        }
        return header;
    }

    private static void put(TreeMap<String, List<String>> header, @Nullable Object name, List<String> values) {
        header.put(String.valueOf(name).toLowerCase(Locale.ROOT), values);
    }

    private static List<String> texts(@Nullable Object values) {
        List<String> texts = new ArrayList<>();
        if (values instanceof List<?> list) {
            list.forEach(value -> texts.add(String.valueOf(value)));
        }
        return texts;
    }

    private static byte[] body(Map<?, ?> members) {
        Object body = members.get("body");
        if (body == null) {
            return new byte[0];
        }
        return Boolean.TRUE.equals(members.get("isBase64Encoded"))
                ? Base64.getDecoder().decode(String.valueOf(body))
                : String.valueOf(body).getBytes(StandardCharsets.UTF_8);
    }

    /** The status and the size. */
    @Override
    public String toString() {
        return "HttpReply[" + status + ", " + body.length + " bytes]";
    }
}
