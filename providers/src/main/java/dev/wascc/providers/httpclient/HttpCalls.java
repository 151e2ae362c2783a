package dev.wascc.providers.httpclient;

import dev.wascc.provider.message.Message;
import dev.wascc.provider.message.Shapes;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.client.BytesRequestContent;
import org.eclipse.jetty.client.CompletableResponseListener;
import org.eclipse.jetty.client.ContentResponse;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.http.HttpCookieStore;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.jspecify.annotations.Nullable;

/** The requests of one actor: each hop is judged, sent to a judged address, and bounded in size and time. */
final class HttpCalls implements AutoCloseable {
    private static final int MAX_THREADS = 16;
    private static final int MAX_CONNECTIONS = 16;
    private static final int MAX_HEADER = 16 << 10;
    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);

    private final ClientSettings settings;
    private final HttpClient client = new HttpClient();

    private HttpCalls(ClientSettings settings) {
        this.settings = settings;
    }

    static HttpCalls start(ClientSettings settings, CheckedResolver.Lookup lookup) throws Exception {
        HttpCalls calls = new HttpCalls(settings);
        HttpClient client = calls.client;
        QueuedThreadPool threads = new QueuedThreadPool(MAX_THREADS, 1);
        threads.setName("http-client");
        threads.setDaemon(true);
        client.setExecutor(threads);
        client.setSocketAddressResolver(new CheckedResolver(lookup, settings.addresses(), threads));
        client.setFollowRedirects(false);
        client.setConnectTimeout(CONNECT.toMillis());
        client.setMaxConnectionsPerDestination(MAX_CONNECTIONS);
        client.setMaxResponseHeadersSize(MAX_HEADER);
        client.setHttpCookieStore(new HttpCookieStore.Empty());
        client.setUserAgentField(new HttpField("User-Agent", "wascc"));
        client.start();
        // The actor gets what was sent: unpacked, it would have no bound.
        client.getContentDecoderFactories().clear();
        client.getProtocolHandlers().clear();
        return calls;
    }

    /** @throws Refusal it may not be made, or what came back is not passed on */
    Message perform(OutgoingRequest first) throws Refusal, IOException, InterruptedException {
        long end = System.nanoTime() + settings.timeout().toNanos();
        OutgoingRequest request = first;
        for (int hop = 0; hop <= settings.maxRedirects(); hop++) {
            judge(request);
            ContentResponse response = send(request, Duration.ofNanos(end - System.nanoTime()));
            String location = response.getHeaders().get("Location");
            if (!REDIRECTS.contains(response.getStatus()) || location == null || settings.maxRedirects() == 0) {
                return message(response);
            }
            request = request.redirected(response.getStatus(), location);
        }
        throw new Refusal(first.host() + " redirects more than " + settings.maxRedirects() + " times");
    }

    private void judge(OutgoingRequest request) throws Refusal {
        if (settings.hosts().isEmpty()) {
            throw new Refusal("no host may be called by this actor; add ALLOW: " + request.host() + ":" + request.port()
                    + " to the values of its binding of wascc:http_client, or RECORDED: a file of recorded answers");
        }
        if (!settings.hosts().allow(request.host(), request.port())) {
            throw new Refusal(request.host() + ":" + request.port()
                    + " may not be called by this actor; ALLOW in its binding of wascc:http_client does not list it");
        }
    }

    private ContentResponse send(OutgoingRequest request, Duration left)
            throws Refusal, IOException, InterruptedException {
        if (left.isNegative() || left.isZero()) {
            throw outOfTime(request);
        }
        Request outgoing = client.newRequest(request.url())
                .method(request.method())
                .timeout(left.toNanos(), TimeUnit.NANOSECONDS)
                .headers(fields -> request.header().forEach(fields::put));
        if (request.body().length > 0) {
            outgoing.body(new BytesRequestContent(
                    request.header().getOrDefault("content-type", "application/octet-stream"), request.body()));
        }
        try {
            return new CompletableResponseListener(outgoing, settings.maxBody())
                    .send()
                    .get();
        } catch (ExecutionException e) {
            Throwable cause = e.getCause();
            if (cause instanceof Refusal refusal) {
                throw refusal;
            }
            if (cause instanceof TimeoutException) {
                throw outOfTime(request);
            }
            throw new IOException(request.host() + ":" + request.port() + " did not answer: " + reason(cause), e);
        }
    }

    /** Kinds of failures; their texts may hold addresses. */
    private String reason(@Nullable Throwable cause) {
        if (cause instanceof java.net.UnknownHostException) {
            return "there is no such host";
        }
        if (cause instanceof IllegalArgumentException
                && String.valueOf(cause.getMessage()).startsWith("Buffering capacity")) {
            return "its answer is larger than " + settings.maxBody() + " bytes";
        }
        if (cause == null) {
            return "of no reason that is known";
        }
        return cause instanceof javax.net.ssl.SSLException
                ? "TLS: " + cause.getMessage()
                : cause.getClass().getSimpleName();
    }

    private Refusal outOfTime(OutgoingRequest request) {
        return new Refusal(request.host() + ":" + request.port() + " did not answer within "
                + settings.timeout().toMillis() + " ms; TIMEOUT in the binding allows for more");
    }

    private static Message message(ContentResponse response) {
        Map<String, String> header = new LinkedHashMap<>();
        for (HttpField field : response.getHeaders()) {
            header.put(field.getLowerCaseName(), field.getValue() == null ? "" : field.getValue());
        }
        return Shapes.HTTP_RESPONSE
                .message()
                .with("statusCode", (long) response.getStatus())
                .with("status", response.getReason() == null ? "" : response.getReason())
                .with("header", header)
                .with("body", response.getContent());
    }

    @Override
    public void close() throws Exception {
        client.stop();
    }
}
