package dev.wascc.providers.http;

import dev.wascc.provider.DispatchException;
import dev.wascc.provider.Dispatcher;
import dev.wascc.provider.OneLine;
import dev.wascc.provider.message.Message;
import dev.wascc.provider.message.MessageFormatException;
import dev.wascc.provider.message.Shapes;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One request as a {@code HandleRequest} to the actor, by the header rules of wascc-httpsrv 0.9.2: names in lower case, of a repeated
 * header the last counts, the path without the query, the answer's code without its status text.
 */
final class ActorHandler extends Handler.Abstract {
    static final int MAX_BODY = 6 << 20;
    /** What an actor may not set: it is about the connection, or the server sets it. */
    private static final Set<String> NOT_THE_ACTORS = Set.of(
            "connection",
            "keep-alive",
            "proxy-authenticate",
            "proxy-authorization",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade",
            "content-length");

    private static final Logger LOG = LoggerFactory.getLogger(ActorHandler.class);

    private final String actor;
    private final Dispatcher dispatcher;

    ActorHandler(String actor, Dispatcher dispatcher) {
        this.actor = actor;
        this.dispatcher = dispatcher;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        byte[] body;
        if (request.getLength() > MAX_BODY) {
            return fail(response, callback, 413, "The request body is larger than " + MAX_BODY + " bytes");
        }
        try (InputStream in = Content.Source.asInputStream(request)) {
            body = in.readNBytes(MAX_BODY + 1);
        }
        if (body.length > MAX_BODY) {
            return fail(response, callback, 413, "The request body is larger than " + MAX_BODY + " bytes");
        }
        byte[] answer;
        try {
            answer = dispatcher.dispatch(
                    actor,
                    HttpServerProvider.HANDLE_REQUEST,
                    message(request, body).encode());
        } catch (DispatchException e) {
            // The message may hold the actor's own text.
            LOG.warn(
                    "{} {} of {}: {}",
                    request.getMethod(),
                    OneLine.of(Request.getPathInContext(request)),
                    actor,
                    OneLine.of(String.valueOf(e.getMessage())));
            return fail(response, callback, 500, "Failed to handle request");
        }
        return write(answer, response, callback);
    }

    private static Message message(Request request, byte[] body) {
        Map<String, String> header = new LinkedHashMap<>();
        for (HttpField field : request.getHeaders()) {
            header.put(field.getLowerCaseName(), field.getValue() == null ? "" : field.getValue());
        }
        String query = request.getHttpURI().getQuery();
        return Shapes.HTTP_REQUEST
                .message()
                .with("method", request.getMethod())
                .with("path", request.getHttpURI().getPath())
                .with("queryString", query == null ? "" : query)
                .with("header", header)
                .with("body", body);
    }

    private boolean write(byte[] answer, Response response, Callback callback) {
        Message message;
        try {
            message = Shapes.HTTP_RESPONSE.decode(answer);
        } catch (MessageFormatException e) {
            LOG.warn("answer of {}: {}", actor, OneLine.of(String.valueOf(e.getMessage())));
            return fail(response, callback, 500, "Malformed response from actor");
        }
        long status = message.whole("statusCode");
        Map<String, String> header = message.textMap("header");
        if (status < 200 || status > 999 || !header.entrySet().stream().allMatch(ActorHandler::sound)) {
            LOG.warn("answer of {}: status {} or a header is not one", actor, status);
            return fail(response, callback, 500, "Malformed response from actor");
        }
        response.setStatus((int) status);
        header.forEach((name, value) -> {
            if (!NOT_THE_ACTORS.contains(name.toLowerCase(Locale.ROOT))) {
                response.getHeaders().put(name, value);
            }
        });
        response.write(true, ByteBuffer.wrap(message.bytes("body")), callback);
        return true;
    }

    /** Whether a header is one line and its name a token, so that nothing more than it gets onto the wire. */
    private static boolean sound(Map.Entry<String, String> header) {
        return header.getKey().matches("[!#$%&'*+.^_`|~0-9A-Za-z-]+")
                && header.getValue().chars().noneMatch(c -> c == '\r' || c == '\n' || c == 0 || c > 255);
    }

    private static boolean fail(Response response, Callback callback, int status, String text) {
        response.setStatus(status);
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "text/plain");
        Content.Sink.write(response, true, text, callback);
        return true;
    }
}
