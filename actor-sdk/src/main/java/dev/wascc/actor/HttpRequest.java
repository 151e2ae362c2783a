package dev.wascc.actor;

import java.util.Map;

/** What a client asked for. Header names are in lower case. */
public final class HttpRequest {
    private final String method;
    private final String path;
    private final String query;
    private final Map<String, String> headers;
    private final byte[] body;

    public HttpRequest(String method, String path, String query, Map<String, String> headers, byte[] body) {
        this.method = method;
        this.path = path;
        this.query = query;
        this.headers = headers;
        this.body = body;
    }

    public String method() {
        return method;
    }

    /** As the client sent it, without the query. */
    public String path() {
        return path;
    }

    /** Behind the question mark, as the client sent it; empty where there is none. */
    public String query() {
        return query;
    }

    public Map<String, String> headers() {
        return headers;
    }

    public byte[] body() {
        return body;
    }

    public String bodyText() {
        return Utf8.decode(body);
    }

    static HttpRequest read(byte[] payload) {
        FieldReader fields = new FieldReader(payload, "method", "path", "queryString", "header", "body");
        return new HttpRequest(
                fields.text("method"),
                fields.text("path"),
                fields.text("queryString"),
                fields.textMap("header"),
                fields.bytes("body"));
    }
}
