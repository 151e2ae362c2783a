package dev.wascc.actor;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a client asked for. Header names are in lower case. */
public final class HttpRequest {
    private final String method;
    private final String path;
    private final String query;
    private final FieldReader message;
    private final byte[] body;
    /** Read when they are first asked for: clients send many, and few actors look at them. */
    private @Nullable Map<String, String> headers;

    public HttpRequest(String method, String path, String query, Map<String, String> headers, byte[] body) {
        this(method, path, query, body, new FieldReader(new byte[] {(byte) 0x80}));
        this.headers = headers;
    }

    private HttpRequest(String method, String path, String query, byte[] body, FieldReader message) {
        this.method = method;
        this.path = path;
        this.query = query;
        this.body = body;
        this.message = message;
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
        Map<String, String> read = headers;
        if (read == null) {
            read = message.textMap("header");
            headers = read;
        }
        return read;
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
                fields.text("method"), fields.text("path"), fields.text("queryString"), fields.bytes("body"), fields);
    }
}
