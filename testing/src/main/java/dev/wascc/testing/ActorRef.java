package dev.wascc.testing;

import dev.wascc.host.Host;
import dev.wascc.host.InvocationException;
import dev.wascc.nkeys.PublicKey;
import dev.wascc.provider.message.Message;
import dev.wascc.provider.message.MessageFormatException;
import dev.wascc.provider.message.MessageShape;
import dev.wascc.provider.message.MessageTree;
import dev.wascc.provider.message.Operations;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** An actor that runs on the host of a test. */
public final class ActorRef {
    private static final String HANDLE_REQUEST = "HandleRequest";

    private final Host host;
    private final PublicKey key;

    ActorRef(Host host, PublicKey key) {
        this.host = host;
        this.key = key;
    }

    /** Its public key, which is its identity. */
    public PublicKey key() {
        return key;
    }

    /**
     * Calls an operation, as the owner of the host may.
     *
     * @param payload MessagePack, as the operation defines it
     * @return the same
     * @throws InvocationException the actor refused, failed, or took too long
     */
    public byte[] call(String operation, byte[] payload) throws InvocationException {
        return host.call(key, operation, payload);
    }

    /** As {@link #http(String, String, String)}, without a body. */
    public Response http(String method, String path) throws InvocationException, MessageFormatException {
        return http(method, path, "");
    }

    /**
     * Hands it an HTTP request, without a network.
     *
     * @param path with a query after {@code ?}, if it has one
     * @param body sent as UTF-8
     * @throws InvocationException the actor refused, failed, or took too long
     * @throws MessageFormatException what it answered is no HTTP response
     */
    public Response http(String method, String path, String body) throws InvocationException, MessageFormatException {
        Operations.Messages messages = Operations.named(HANDLE_REQUEST).orElseThrow();
        int query = path.indexOf('?');
        Message request = MessageTree.parse(
                messages.request().orElseThrow(),
                Map.of(
                        "method",
                        method,
                        "path",
                        query < 0 ? path : path.substring(0, query),
                        "queryString",
                        query < 0 ? "" : path.substring(query + 1),
                        "body",
                        body));
        MessageShape shape = messages.response().orElseThrow();
        Message response = shape.decode(call(HANDLE_REQUEST, request.encode()));
        return new Response((int) response.whole("statusCode"), response.textMap("header"), response.bytes("body"));
    }

    /** Where the outside reaches it, as URLs: the HTTP server's, on a free port, where it claims one. */
    public List<String> endpoints() {
        return host.endpoints(key);
    }

    /**
     * What an actor answered a request.
     *
     * @param status 200 and so on
     * @param body do not modify
     */
    @SuppressWarnings("ArrayRecordComponent")
    public record Response(int status, Map<String, String> header, byte[] body) {
        /** The body as UTF-8. */
        public String text() {
            return new String(body, StandardCharsets.UTF_8);
        }

        /** {@code 200 hello}. */
        @Override
        public String toString() {
            return status + " " + text();
        }
    }
}
