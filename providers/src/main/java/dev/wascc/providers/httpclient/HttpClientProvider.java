package dev.wascc.providers.httpclient;

import dev.wascc.provider.Binding;
import dev.wascc.provider.CapabilityDescriptor;
import dev.wascc.provider.CapabilityDescriptor.Direction;
import dev.wascc.provider.CapabilityDescriptor.Operation;
import dev.wascc.provider.CapabilityProvider;
import dev.wascc.provider.message.Shapes;
import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Performs requests of actors; {@code path} holds the whole URL. Nothing may be called that the binding does not allow. Binding values:
 * {@code ALLOW}, hosts by commas ({@code api.example.com, *.example.org, localhost:8080}); {@code ALLOW_PRIVATE}, addresses or ranges that
 * are not public and yet meant ({@code 127.0.0.1, 10.1.0.0/16}); {@code TIMEOUT} in ms (10000); {@code MAX_BODY} of an answer in bytes
 * (5242880); {@code MAX_REDIRECTS} (5); {@code RECORDED}, a YAML file whose answers are given instead of calling anybody.
 */
public final class HttpClientProvider implements CapabilityProvider {
    private static final String PERFORM_REQUEST = "PerformRequest";

    private record Client(ClientSettings settings, HttpCalls calls) {}

    private final CheckedResolver.Lookup lookup;
    private final Map<String, Client> clients = new ConcurrentHashMap<>();

    public HttpClientProvider() {
        this(InetAddress::getAllByName);
    }

    HttpClientProvider(CheckedResolver.Lookup lookup) {
        this.lookup = lookup;
    }

    @Override
    public CapabilityDescriptor descriptor() {
        return new CapabilityDescriptor(
                "wascc:http_client",
                "waSCC HTTP client (Jetty)",
                "0.1.0",
                1,
                "Sends HTTP requests to the hosts that a binding allows",
                List.of(new Operation(PERFORM_REQUEST, Direction.TO_PROVIDER, "Sends one request")));
    }

    @Override
    public String backend(String actor) {
        Client client = clients.get(actor);
        return client != null && client.settings().recorded() != null ? "recorded answers" : "http";
    }

    @Override
    public void bind(Binding binding) throws Exception {
        ClientSettings settings = ClientSettings.of(binding.values());
        stop(clients.put(binding.actor(), new Client(settings, HttpCalls.start(settings, lookup))));
    }

    @Override
    public void unbind(String actor) throws Exception {
        stop(clients.remove(actor));
    }

    private static void stop(@Nullable Client client) throws Exception {
        if (client != null) {
            client.calls().close();
        }
    }

    @Override
    public byte[] handle(String actor, String operation, byte[] payload) throws Exception {
        if (!operation.equals(PERFORM_REQUEST)) {
            throw new IllegalArgumentException("bad dispatch");
        }
        Client client = clients.get(actor);
        if (client == null) {
            throw new IllegalStateException("Attempted to invoke binding-required operation on unbound provider");
        }
        OutgoingRequest request = OutgoingRequest.of(Shapes.HTTP_REQUEST.decode(payload));
        RecordedAnswers recorded = client.settings().recorded();
        return (recorded != null ? recorded.answer(request) : client.calls().perform(request)).encode();
    }

    @Override
    public void close() throws Exception {
        for (String actor : clients.keySet()) {
            unbind(actor);
        }
    }
}
