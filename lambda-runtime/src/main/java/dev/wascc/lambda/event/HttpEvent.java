package dev.wascc.lambda.event;

import dev.wascc.document.JsonTree;
import dev.wascc.provider.message.Message;
import dev.wascc.provider.message.Shapes;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One HTTP request that came as an event: to the actor as {@code HandleRequest}, and the actor's answer back in the event's own form. */
public final class HttpEvent {
    private static final String TRACE = "x-amzn-trace-id";
    /** What AWS's web adapter calls it: the caller's identity, an authorizer's claims, the stage. */
    private static final String CONTEXT = "x-amzn-request-context";

    private final HttpForm form;
    private final JsonObject event;
    private final String method;
    private final String path;

    private HttpEvent(HttpForm form, JsonObject event, String method, String path) {
        this.form = form;
        this.event = event;
        this.method = method;
        this.path = path;
    }

    /** @throws EventException it is of one of the forms, and lacks what each request has */
    static Optional<HttpEvent> of(JsonObject event) throws EventException {
        Optional<HttpForm> form = HttpForm.of(event);
        if (form.isEmpty()) {
            return Optional.empty();
        }
        boolean v2 = form.get() == HttpForm.HTTP_API;
        JsonObject http = event.objectOrEmpty("requestContext").objectOrEmpty("http");
        Optional<String> method = v2 ? http.text("method") : event.text("httpMethod");
        Optional<String> path = v2 ? http.text("path").or(() -> event.text("rawPath")) : event.text("path");
        return Optional.of(new HttpEvent(
                form.get(),
                event,
                method.orElseThrow(() -> missing("method", form.get())),
                path.orElseThrow(() -> missing("path", form.get()))));
    }

    private static EventException missing(String what, HttpForm form) {
        return new EventException("Missing " + what + " in " + form.shown() + " request");
    }

    /** As it came; with the stage in front where API Gateway puts it there. */
    public String path() {
        return path;
    }

    /** Whether a function URL was called, which alone can be answered by a stream. */
    public boolean ofFunctionUrl() {
        return form == HttpForm.HTTP_API
                && event.objectOrEmpty("requestContext")
                        .text("domainName")
                        .filter(name -> name.contains(".lambda-url."))
                        .isPresent();
    }

    /**
     * The message of {@code HandleRequest}. Names of headers are in lower case, as {@code wascc:http_server} has them elsewhere.
     *
     * @param traceId to the actor as {@code x-amzn-trace-id}, in the place of what a client sent
     */
    public byte[] request(@Nullable String traceId) throws EventException {
        Map<String, String> header = RequestFields.header(event);
        // Whoever reads these must be able to rely on them: a client cannot set them.
        header.put(
                CONTEXT, JsonTree.compact(event.objectOrEmpty("requestContext").members()));
        if (traceId != null) {
            header.put(TRACE, traceId);
        }
        return Shapes.HTTP_REQUEST
                .message()
                .with("method", method)
                .with("path", path)
                .with("queryString", RequestFields.query(form, event))
                .with("header", header)
                .with("body", body())
                .encode();
    }

    private byte[] body() throws EventException {
        String body = event.text("body").orElse("");
        if (!event.flag("isBase64Encoded")) {
            return body.getBytes(StandardCharsets.UTF_8);
        }
        try {
            return Base64.getDecoder().decode(body);
        } catch (IllegalArgumentException e) {
            throw new EventException(
                    "the body of the " + form.shown() + " request is said to be base64, and is not", e);
        }
    }

    /**
     * The actor's answer as Lambda takes it: JSON.
     *
     * @param reply the message that {@code HandleRequest} was answered by
     * @throws EventException it is no such message, or its status or a header can be none
     */
    public byte[] answer(byte[] reply) throws EventException {
        return new HttpAnswer(form, event.object("multiValueHeaders").isPresent()).json(HttpAnswer.checked(reply));
    }

    /** As {@link #answer}, as a streamed response: {@value HttpAnswer#STREAM_TYPE}. */
    public byte[] streamedAnswer(byte[] reply) throws EventException {
        return new HttpAnswer(form, false).stream(HttpAnswer.checked(reply));
    }

    /** An answer that comes from no actor. */
    public byte[] plain(int status, String text) {
        Message answer = Shapes.HTTP_RESPONSE
                .message()
                .with("statusCode", status)
                .with("status", text)
                .with("header", Map.of("content-type", "text/plain"))
                .with("body", text.getBytes(StandardCharsets.UTF_8));
        return new HttpAnswer(form, event.object("multiValueHeaders").isPresent()).json(answer);
    }
}
