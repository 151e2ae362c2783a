package dev.wascc.lambda;

import dev.wascc.document.JsonTree;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Lambda's runtime API, version 2018-06-01: four calls on one connection. Not for several threads. */
final class RuntimeApi implements AutoCloseable {
    private static final String BASE = "/2018-06-01/runtime/";
    private static final String JSON = "application/json";

    private final ApiConnection connection;

    RuntimeApi(ApiConnection connection) {
        this.connection = connection;
    }

    /**
     * @param address host and port, as {@code AWS_LAMBDA_RUNTIME_API} has them
     * @throws IllegalArgumentException it is none
     */
    static RuntimeApi of(String address) {
        return new RuntimeApi(ApiConnection.to(address));
    }

    /**
     * One event.
     *
     * @param event absent where the connection broke in the middle of it
     */
    record Next(InvocationContext context, byte @Nullable [] event) {}

    /** Lambda refuses what was asked. */
    static final class StatusException extends IOException {
        private static final long serialVersionUID = 1L;
        private final int status;

        StatusException(String asked, int status) {
            super(asked + " was answered with " + status);
            this.status = status;
        }

        int status() {
            return status;
        }

        /** Container error: the runtime has to end at once. */
        boolean fatal() {
            return status == 500;
        }
    }

    /** Waits for the next event, however long that takes: the process is frozen meanwhile. */
    Next next() throws IOException {
        ApiConnection.Reply reply = connection.exchange("GET", BASE + "invocation/next", List.of(), null, true);
        requireGood("invocation/next", reply);
        String id = reply.header("lambda-runtime-aws-request-id")
                .filter(text -> text.matches("[A-Za-z0-9_.:-]{1,128}"))
                .orElseThrow(() -> new IOException("invocation/next was answered without a request id"));
        Optional<Instant> deadline = reply.header("lambda-runtime-deadline-ms").flatMap(RuntimeApi::instant);
        return new Next(
                new InvocationContext(
                        id,
                        deadline.orElse(null),
                        reply.header("lambda-runtime-trace-id").orElse(null),
                        true),
                reply.body());
    }

    private static Optional<Instant> instant(String milliseconds) {
        try {
            long number = Long.parseLong(milliseconds.strip());
            return number > 0 ? Optional.of(Instant.ofEpochMilli(number)) : Optional.empty();
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    void answered(String id, Answer answer) throws IOException {
        List<String> header = answer.streamed()
                ? List.of(
                        "Lambda-Runtime-Function-Response-Mode: streaming",
                        "Content-Type: application/vnd.awslambda.http-integration-response")
                : List.of("Content-Type: " + JSON);
        post("invocation/" + id + "/response", header, answer.body(), answer.streamed());
    }

    void failed(String id, FunctionException failure) throws IOException {
        error("invocation/" + id + "/error", failure);
    }

    /** The function does not start; the process is to end. */
    void startFailed(FunctionException failure) throws IOException {
        error("init/error", failure);
    }

    private void error(String call, FunctionException failure) throws IOException {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("errorMessage", String.valueOf(failure.getMessage()));
        body.put("errorType", failure.errorType());
        body.put("stackTrace", List.of());
        post(
                call,
                List.of("Content-Type: " + JSON, "Lambda-Runtime-Function-Error-Type: " + failure.category()),
                JsonTree.compact(body).getBytes(StandardCharsets.UTF_8),
                false);
    }

    private void post(String call, List<String> header, byte[] body, boolean chunked) throws IOException {
        requireGood(call, connection.exchange("POST", BASE + call, header, body, !chunked));
    }

    private static void requireGood(String call, ApiConnection.Reply reply) throws StatusException {
        if (reply.status() / 100 != 2) {
            throw new StatusException(call, reply.status());
        }
    }

    @Override
    public void close() {
        connection.close();
    }
}
