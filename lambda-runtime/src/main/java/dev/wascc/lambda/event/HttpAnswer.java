package dev.wascc.lambda.event;

import dev.wascc.document.JsonTree;
import dev.wascc.provider.message.ActorHeaders;
import dev.wascc.provider.message.Message;
import dev.wascc.provider.message.MessageFormatException;
import dev.wascc.provider.message.Shapes;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An actor's answer in the form of the event it answers.
 *
 * @param multiValue whether a load balancer takes many-valued headers, and then no others
 */
record HttpAnswer(HttpForm form, boolean multiValue) {
    /** Of a streamed response with a status and headers: JSON, eight zero bytes, the body. */
    static final String STREAM_TYPE = "application/vnd.awslambda.http-integration-response";

    private static final int DELIMITER = 8;

    /** @throws EventException what an actor must not answer */
    static Message checked(byte[] reply) throws EventException {
        Message message;
        try {
            message = Shapes.HTTP_RESPONSE.decode(reply);
        } catch (MessageFormatException e) {
            throw new EventException("Failed to deserialize actor's response: " + e.getMessage(), e);
        }
        long status = message.whole("statusCode");
        if (status < 200 || status > 599) {
            throw new EventException("the actor answered with the status " + status + "; one is 200 to 599");
        }
        if (!message.textMap("header").entrySet().stream().allMatch(HttpAnswer::sound)) {
            throw new EventException("the actor answered with a header that is none: a name that is no token, or a"
                    + " value that is not one line");
        }
        return message;
    }

    private static boolean sound(Map.Entry<String, String> header) {
        return ActorHeaders.isToken(header.getKey())
                && header.getValue().chars().noneMatch(c -> c == '\r' || c == '\n' || c == 0);
    }

    byte[] json(Message answer) {
        Map<String, @Nullable Object> members = head(answer);
        byte[] body = answer.bytes("body");
        boolean text = isText(body);
        members.put("body", body.length == 0 ? null : text ? new String(body, StandardCharsets.UTF_8) : base64(body));
        members.put("isBase64Encoded", !text);
        return bytes(members);
    }

    byte[] stream(Message answer) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(bytes(head(answer)));
        out.writeBytes(new byte[DELIMITER]);
        out.writeBytes(answer.bytes("body"));
        return out.toByteArray();
    }

    private Map<String, @Nullable Object> head(Message answer) {
        long status = answer.whole("statusCode");
        Map<String, List<String>> header = header(answer.textMap("header"));
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        members.put("statusCode", status);
        switch (form) {
            case LOAD_BALANCER -> {
                members.put("statusDescription", description(status, answer.text("status")));
                members.put(multiValue ? "multiValueHeaders" : "headers", multiValue ? header : last(header));
            }
            case REST -> {
                Map<String, List<String>> repeated = new LinkedHashMap<>(header);
                repeated.values().removeIf(values -> values.size() == 1);
                header.keySet().removeAll(repeated.keySet());
                members.put("headers", last(header));
                members.put("multiValueHeaders", repeated);
            }
            case HTTP_API -> {
                List<String> cookies = header.remove("set-cookie");
                members.put("headers", last(header));
                members.put("cookies", cookies == null ? List.of() : cookies);
            }
        }
        return members;
    }

    /** A load balancer wants the code and the words; an actor may have given both. */
    private static String description(long status, String words) {
        String known = words.isBlank() ? "" : words.strip();
        return known.startsWith(String.valueOf(status)) ? known : (status + " " + known).strip();
    }

    /** By names in lower case: an actor's map holds a name twice in different spellings alone, and so it can set several cookies. */
    private static Map<String, List<String>> header(Map<String, String> given) {
        Map<String, List<String>> header = new LinkedHashMap<>();
        given.forEach((name, value) -> {
            String lower = name.toLowerCase(Locale.ROOT);
            if (ActorHeaders.maySet(lower)) {
                header.computeIfAbsent(lower, none -> new ArrayList<>()).add(value);
            }
        });
        return header;
    }

    private static Map<String, String> last(Map<String, List<String>> header) {
        Map<String, String> last = new LinkedHashMap<>();
        header.forEach((name, values) -> last.put(name, values.get(values.size() - 1)));
        return last;
    }

    private static boolean isText(byte[] body) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    private static String base64(byte[] body) {
        return Base64.getEncoder().encodeToString(body);
    }

    private static byte[] bytes(Map<String, @Nullable Object> members) {
        return JsonTree.compact(members).getBytes(StandardCharsets.UTF_8);
    }
}
