package dev.wascc.lambda.event;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Query and header of a request, from whichever of the members that have them holds most. */
final class RequestFields {
    private RequestFields() {}

    /**
     * As a client would have sent it. HTTP APIs hand over the raw text; REST APIs decoded parameters, which are encoded again;
     * load balancers parameters as they were, which are not.
     */
    static String query(HttpForm form, JsonObject event) {
        Optional<String> raw = event.text("rawQueryString");
        if (form == HttpForm.HTTP_API && raw.isPresent()) {
            return raw.get();
        }
        List<String> pairs = new ArrayList<>();
        lists(event, "multiValueQueryStringParameters", "queryStringParameters")
                .forEach((name, values) -> values.forEach(value -> pairs.add(
                        form == HttpForm.LOAD_BALANCER ? name + "=" + value : encoded(name) + "=" + encoded(value))));
        return String.join("&", pairs);
    }

    /** By names in lower case; what was repeated is one list, by RFC 9110 section 5.2, cookies by RFC 6265 section 5.4. */
    static Map<String, String> header(JsonObject event) {
        Map<String, String> header = new LinkedHashMap<>();
        lists(event, "multiValueHeaders", "headers").forEach((name, values) -> {
            if (!values.isEmpty()) {
                String lower = name.toLowerCase(Locale.ROOT);
                header.merge(lower, joined(lower, values), (one, other) -> joined(lower, List.of(one, other)));
            }
        });
        List<String> cookies = event.list("cookies").stream()
                .filter(String.class::isInstance)
                .map(String.class::cast)
                .toList();
        if (!cookies.isEmpty()) {
            header.put("cookie", joined("cookie", cookies));
        }
        return header;
    }

    private static String joined(String name, List<String> values) {
        return String.join(name.equals("cookie") ? "; " : ", ", values);
    }

    /** The many-valued member, and what only the single-valued one has. */
    private static Map<String, List<String>> lists(JsonObject event, String many, String single) {
        Map<String, List<String>> lists = event.textLists(many);
        event.texts(single).forEach((name, value) -> {
            if (lists.keySet().stream().noneMatch(name::equalsIgnoreCase)) {
                lists.put(name, List.of(value));
            }
        });
        return lists;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
