package dev.wascc.providers.http;

import dev.wascc.provider.DispatchException;
import dev.wascc.provider.Dispatcher;
import dev.wascc.provider.OneLine;
import dev.wascc.provider.message.ActorHeaders;
import dev.wascc.provider.message.Message;
import dev.wascc.provider.message.MessageFormatException;
import dev.wascc.provider.message.Shapes;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.Promise;
import org.eclipse.jetty.util.thread.Invocable;
import org.eclipse.jetty.util.thread.Scheduler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One request as a {@code HandleRequest} to the actor, by the header rules of wascc-httpsrv 0.9.2: names in lower case, of a repeated
 * header the last counts, the path without the query, the answer's code without its status text.
 */
final class ActorHandler extends Handler.Abstract {
    static final int MAX_BODY = 6 << 20;

    private static final String TOO_LARGE = "The request body is larger than " + MAX_BODY + " bytes";

    private static final Logger LOG = LoggerFactory.getLogger(ActorHandler.class);

    private final String actor;
    private final Dispatcher dispatcher;
    private final ConnectionTimes times;
    private final Duration bodyTime;
    private final CallQueue calls = new CallQueue();

    /** @param bodyTime for a whole body to come in */
    ActorHandler(String actor, Dispatcher dispatcher, ConnectionTimes times, Duration bodyTime) {
        this.actor = actor;
        this.dispatcher = dispatcher;
        this.times = times;
        this.bodyTime = bodyTime;
    }

    String actor() {
        return actor;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        times.begin(request);
        if (request.getLength() > MAX_BODY) {
            return fail(response, callback, 413, TOO_LARGE);
        }
        // Without a thread while it comes in: a thousand slow bodies hold none.
        CompletableFuture<byte[]> body = new CompletableFuture<>();
        Content.Source.asByteArrayAsync(
                request,
                MAX_BODY,
                Promise.Invocable.from(Invocable.InvocationType.BLOCKING, body::complete, body::completeExceptionally));
        if (!body.isDone()) {
            Scheduler.Task late = request.getComponents()
                    .getScheduler()
                    .schedule(
                            () -> body.completeExceptionally(new TimeoutException()),
                            bodyTime.toMillis(),
                            TimeUnit.MILLISECONDS);
            body.whenComplete((bytes, failure) -> late.cancel());
        }
        body.whenComplete((bytes, failure) -> {
            if (failure != null) {
                unread(failure, response, callback);
            } else if (!calls.run(() -> call(request, bytes, response, callback))) {
                response.getHeaders().put(HttpHeader.RETRY_AFTER, "1");
                fail(response, callback, 503, "Too many requests at once");
            }
        });
        return true;
    }

    private static void unread(Throwable failure, Response response, Callback callback) {
        response.getHeaders().put(HttpHeader.CONNECTION, "close");
        if (failure instanceof TimeoutException) {
            fail(response, callback, 408, "The request body did not come in time");
        } else if (failure instanceof IllegalStateException || failure instanceof IllegalArgumentException) {
            fail(response, callback, 413, TOO_LARGE);
        } else {
            callback.failed(failure);
        }
    }

    @SuppressWarnings("IllegalCatch") // nobody above would answer the client
    private void call(Request request, byte[] body, Response response, Callback callback) {
        try {
            byte[] answer = dispatcher.dispatch(
                    actor,
                    HttpServerProvider.HANDLE_REQUEST,
                    message(request, body).encode());
            write(answer, response, callback);
        } catch (DispatchException e) {
            // The message may hold the actor's own text.
            LOG.warn(
                    "{} {} of {}: {}",
                    request.getMethod(),
                    OneLine.of(Request.getPathInContext(request)),
                    actor,
                    OneLine.of(String.valueOf(e.getMessage())));
            fail(response, callback, 500, "Failed to handle request");
        } catch (RuntimeException e) {
            callback.failed(e);
        }
    }

    private static Message message(Request request, byte[] body) {
        Map<String, String> header = new LinkedHashMap<>();
        for (HttpField field : request.getHeaders()) {
            header.put(field.getLowerCaseName(), field.getValue() == null ? "" : field.getValue());
        }
        // HTTP/2 has it beside the header.
        String authority = request.getHttpURI().getAuthority();
        if (authority != null) {
            header.putIfAbsent("host", authority);
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

    private void write(byte[] answer, Response response, Callback callback) {
        Message message;
        try {
            message = Shapes.HTTP_RESPONSE.decode(answer);
        } catch (MessageFormatException e) {
            LOG.warn("answer of {}: {}", actor, OneLine.of(String.valueOf(e.getMessage())));
            fail(response, callback, 500, "Malformed response from actor");
            return;
        }
        long status = message.whole("statusCode");
        Map<String, String> header = message.textMap("header");
        if (status < 200 || status > 999 || !header.entrySet().stream().allMatch(ActorHandler::sound)) {
            LOG.warn("answer of {}: status {} or a header is not one", actor, status);
            fail(response, callback, 500, "Malformed response from actor");
            return;
        }
        response.setStatus((int) status);
        header.forEach((name, value) -> {
            if (ActorHeaders.maySet(name)) {
                response.getHeaders().put(name, value);
            }
        });
        response.write(true, ByteBuffer.wrap(message.bytes("body")), callback);
    }

    /** Whether a header is one line and its name a token, so that nothing more than it gets onto the wire. */
    private static boolean sound(Map.Entry<String, String> header) {
        String value = header.getValue();
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '\r' || c == '\n' || c == 0 || c > 255) {
                return false;
            }
        }
        return ActorHeaders.isToken(header.getKey());
    }

    static boolean fail(Response response, Callback callback, int status, String text) {
        response.setStatus(status);
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "text/plain");
        Content.Sink.write(response, true, text, callback);
        return true;
    }
}
