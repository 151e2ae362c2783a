package dev.wascc.lambda.local;

import dev.wascc.document.JsonTree;
import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * In which form a request over HTTP becomes an event. Forms: "Working with AWS Lambda proxy integrations for HTTP APIs", payload formats
 * 2.0 and 1.0, of the API Gateway guide, and "Lambda functions as targets" of the guide to Application Load Balancers.
 */
public enum Shape {
    V2("v2"),
    V1("v1"),
    ALB("alb");

    private final String word;

    Shape(String word) {
        this.word = word;
    }

    public String word() {
        return word;
    }

    /**
     * A request.
     *
     * @param query as it was sent; empty where there is none
     * @param header by names in lower case
     */
    record Request(
            String method,
            String path,
            String query,
            TreeMap<String, List<String>> header,
            byte[] body,
            String client,
            Instant time) {

        String host() {
            return header.getOrDefault("host", List.of("localhost")).get(0);
        }

        Map<String, String> joined(List<String> without) {
            Map<String, String> joined = new LinkedHashMap<>();
            header.forEach((name, values) -> {
                if (!without.contains(name)) {
                    joined.put(name, String.join(",", values));
                }
            });
            return joined;
        }

        Map<String, String> last() {
            Map<String, String> last = new LinkedHashMap<>();
            header.forEach((name, values) -> last.put(name, values.get(values.size() - 1)));
            return last;
        }

        /** Parameters by name, decoded by {@code decoding}. */
        Map<String, List<String>> parameters(UnaryOperator<String> decoding) {
            Map<String, List<String>> parameters = new LinkedHashMap<>();
            for (String pair : query.split("&")) {
                if (!pair.isEmpty()) {
                    String[] parts = pair.split("=", 2);
                    parameters
                            .computeIfAbsent(decoding.apply(parts[0]), none -> new ArrayList<>())
                            .add(parts.length == 1 ? "" : decoding.apply(parts[1]));
                }
            }
            return parameters;
        }
    }

    byte[] event(Request request, String requestId) {
        Map<String, @Nullable Object> event = new LinkedHashMap<>();
        switch (this) {
            case V2 -> v2(event, request, requestId);
            case V1 -> v1(event, request, requestId);
            case ALB -> alb(event, request);
        }
        String text = text(request.body());
        event.put("body", request.body().length == 0 && this != ALB ? null : text != null ? text : base64(request));
        if (this == V2 && request.body().length == 0) {
            event.remove("body");
        }
        event.put("isBase64Encoded", text == null);
        return JsonTree.compact(event).getBytes(StandardCharsets.UTF_8);
    }

    private static void v2(Map<String, @Nullable Object> event, Request request, String requestId) {
        event.put("version", "2.0");
        event.put("routeKey", "$default");
        event.put("rawPath", request.path());
        event.put("rawQueryString", request.query());
        List<String> cookies = request.header().getOrDefault("cookie", List.of()).stream()
                .flatMap(line -> List.of(line.split("; *")).stream())
                .toList();
        if (!cookies.isEmpty()) {
            event.put("cookies", cookies);
        }
        event.put("headers", request.joined(List.of("cookie")));
        if (!request.query().isEmpty()) {
            Map<String, String> joined = new LinkedHashMap<>();
            request.parameters(Shape::decoded).forEach((name, values) -> joined.put(name, String.join(",", values)));
            event.put("queryStringParameters", joined);
        }
        Map<String, Object> http = new LinkedHashMap<>();
        http.put("method", request.method());
        http.put("path", request.path());
        http.put("protocol", "HTTP/1.1");
        http.put("sourceIp", request.client());
        http.put(
                "userAgent",
                request.header().getOrDefault("user-agent", List.of("")).get(0));
        Map<String, Object> context = context(request, requestId);
        context.put("domainPrefix", "local");
        context.put("http", http);
        context.put("routeKey", "$default");
        context.put("stage", "$default");
        context.put("time", request.time().toString());
        context.put("timeEpoch", request.time().toEpochMilli());
        event.put("requestContext", context);
    }

    private static void v1(Map<String, @Nullable Object> event, Request request, String requestId) {
        event.put("resource", "/{proxy+}");
        event.put("path", request.path());
        event.put("httpMethod", request.method());
        event.put("headers", request.last());
        event.put("multiValueHeaders", request.header());
        Map<String, List<String>> parameters = request.parameters(Shape::decoded);
        event.put("queryStringParameters", parameters.isEmpty() ? null : last(parameters));
        event.put("multiValueQueryStringParameters", parameters.isEmpty() ? null : parameters);
        event.put("pathParameters", Map.of("proxy", request.path().replaceFirst("^/", "")));
        event.put("stageVariables", null);
        Map<String, Object> context = context(request, requestId);
        context.put("identity", Map.of("sourceIp", request.client()));
        context.put("httpMethod", request.method());
        context.put("path", request.path());
        context.put("protocol", "HTTP/1.1");
        context.put("requestTime", request.time().toString());
        context.put("requestTimeEpoch", request.time().toEpochMilli());
        context.put("resourcePath", "/{proxy+}");
        context.put("stage", "local");
        event.put("requestContext", context);
    }

    private static void alb(Map<String, @Nullable Object> event, Request request) {
        event.put(
                "requestContext",
                Map.of(
                        "elb",
                        Map.of(
                                "targetGroupArn",
                                "arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/local/0123456789abcdef")));
        event.put("httpMethod", request.method());
        event.put("path", request.path());
        // A load balancer does not decode them.
        event.put("queryStringParameters", last(request.parameters(UnaryOperator.identity())));
        Map<String, String> header = request.last();
        header.put("x-forwarded-for", request.client());
        header.put("x-forwarded-port", "80");
        header.put("x-forwarded-proto", "http");
        event.put("headers", header);
    }

    private static Map<String, Object> context(Request request, String requestId) {
        Map<String, Object> context = new LinkedHashMap<>();
        context.put("accountId", "123456789012");
        context.put("apiId", "local");
        context.put("domainName", request.host());
        context.put("requestId", requestId);
        return context;
    }

    private static Map<String, String> last(Map<String, List<String>> parameters) {
        Map<String, String> last = new LinkedHashMap<>();
        parameters.forEach((name, values) -> last.put(name, values.get(values.size() - 1)));
        return last;
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return text;
        }
    }

    private static @Nullable String text(byte[] body) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body))
                    .toString();
        } catch (CharacterCodingException e) {
            return null;
        }
    }

    private static String base64(Request request) {
        return Base64.getEncoder().encodeToString(request.body());
    }

    /** What a client gets where the function gave no answer that this front understands. */
    HttpReply failure(boolean timedOut) {
        int status = this == V2 ? timedOut ? 503 : 500 : timedOut ? 504 : 502;
        String message =
                switch (this) {
                    case V2 -> timedOut ? "Service Unavailable" : "Internal Server Error";
                    case V1 -> timedOut ? "Endpoint request timed out" : "Internal server error";
                    case ALB -> status == 502 ? "502 Bad Gateway" : "504 Gateway Time-out";
                };
        boolean json = this != ALB;
        String body = json
                ? "{\"message\":\"" + message + "\"}"
                : "<html><head><title>" + message + "</title></head><body><h1>" + message + "</h1></body></html>";
        TreeMap<String, List<String>> header = new TreeMap<>();
        header.put("content-type", List.of(json ? "application/json" : "text/html"));
        return new HttpReply(status, header, body.getBytes(StandardCharsets.UTF_8));
    }

    /** By its word, in any case. */
    public static Shape of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
