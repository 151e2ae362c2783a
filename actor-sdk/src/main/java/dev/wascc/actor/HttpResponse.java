package dev.wascc.actor;

import java.util.LinkedHashMap;
import java.util.Map;

/** What a client is answered. */
public final class HttpResponse {
    private final int status;
    private final Map<String, String> headers = new LinkedHashMap<>();
    private final byte[] body;

    private HttpResponse(int status, byte[] body) {
        this.status = status;
        this.body = body;
    }

    public static HttpResponse of(int status, String contentType, byte[] body) {
        return new HttpResponse(status, body).header("content-type", contentType);
    }

    public static HttpResponse text(String body) {
        return of(200, "text/plain; charset=utf-8", Utf8.encode(body));
    }

    /** @param json already JSON */
    public static HttpResponse json(String json) {
        return of(200, "application/json", Utf8.encode(json));
    }

    /** Without a body. */
    public static HttpResponse status(int status) {
        return new HttpResponse(status, new byte[0]);
    }

    public HttpResponse header(String name, String value) {
        headers.put(name, value);
        return this;
    }

    public int status() {
        return status;
    }

    public byte[] body() {
        return body;
    }

    byte[] write() {
        return new FieldWriter(4)
                .whole("statusCode", status)
                .text("status", status < 400 ? "OK" : "Error")
                .textMap("header", headers)
                .bytes("body", body)
                .toBytes();
    }
}
