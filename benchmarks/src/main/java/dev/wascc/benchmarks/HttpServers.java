package dev.wascc.benchmarks;

import dev.wascc.claims.VerifiedActor;
import dev.wascc.host.Host;
import dev.wascc.provider.Binding;
import dev.wascc.providers.http.HttpServerProvider;
import dev.wascc.providers.keyvalue.KeyValueProvider;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/**
 * In one JVM: a Jetty handler alone that gives the echo's answer, with the settings of {@link HttpServerProvider}, and actors behind that
 * provider. Prints {@code name port} for each and ends with its input.
 */
final class HttpServers {
    private static final int INSTANCES = 16;

    private HttpServers() {}

    public static void main(String[] args) throws Exception {
        Server jetty = jetty();
        System.out.println("jetty " + ((ServerConnector) jetty.getConnectors()[0]).getLocalPort());
        try (Host host = Host.builder().build()) {
            HttpServerProvider server = new HttpServerProvider();
            host.add(server, Binding.DEFAULT_NAME);
            host.add(new KeyValueProvider(), Binding.DEFAULT_NAME);
            serve(host, server, "bare", Guests.bare());
            serve(host, server, "echo", Guests.sample("echo"));
            serve(host, server, "counter", Guests.sample("counter"));
            System.out.println("ready");
            System.out.flush();
            while (System.in.read() >= 0) {
                // until it is closed
            }
        }
        jetty.stop();
    }

    private static void serve(Host host, HttpServerProvider server, String name, byte[] wasm) throws Exception {
        VerifiedActor actor = Guests.actor(wasm, "wascc:http_server", "wascc:keyvalue");
        String key = actor.key().text();
        host.add(actor, INSTANCES);
        host.bind(Binding.of(key, "wascc:keyvalue", Map.of()));
        host.bind(Binding.of(key, "wascc:http_server", Map.of("PORT", "0")));
        String url = server.endpoints(key).get(0);
        System.out.println(name + " " + url.substring(url.lastIndexOf(':') + 1));
    }

    private static Server jetty() throws Exception {
        QueuedThreadPool threads = new QueuedThreadPool(64, 4);
        threads.setDaemon(true);
        Server server = new Server(threads);
        HttpConfiguration configuration = new HttpConfiguration();
        configuration.setSendServerVersion(false);
        ServerConnector connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(configuration));
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        server.setHandler(new GracefulHandler(new Echo()));
        server.start();
        return server;
    }

    /** Reads what there is of a body, and answers as the sample does. */
    private static final class Echo extends Handler.Abstract {
        @Override
        public boolean handle(Request request, Response response, Callback callback) throws Exception {
            byte[] body;
            try (InputStream in = Content.Source.asInputStream(request)) {
                body = in.readNBytes(6 << 20);
            }
            String text = request.getMethod() + " " + Request.getPathInContext(request)
                    + (body.length == 0 ? "" : "\n" + new String(body, StandardCharsets.UTF_8));
            response.setStatus(200);
            response.getHeaders().put("content-type", "text/plain; charset=utf-8");
            response.write(true, ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)), callback);
            return true;
        }
    }
}
