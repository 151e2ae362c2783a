package dev.wascc.providers.nats;

import dev.wascc.provider.ServerUrl;
import dev.wascc.provider.messaging.Subject;
import io.nats.client.Nats;
import io.nats.client.Options;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Binding values: {@code URL}, one or more with commas; {@code CREDSFILE}, {@code CA_FILE}, {@code SUBSCRIPTION} and {@code QUEUEGROUP_NAME}.
 */
record NatsSettings(
        List<ServerUrl> servers,
        @Nullable Path credentials,
        @Nullable Path caFile,
        List<Subject> subjects,
        String queueGroup) {
    static final Set<String> SCHEMES = Set.of("nats", "tls");
    private static final int DEFAULT_PORT = 4222;
    private static final Duration CONNECT = Duration.ofSeconds(2);
    private static final Duration RECONNECT_WAIT = Duration.ofMillis(250);
    private static final Duration PING = Duration.ofSeconds(10);

    static NatsSettings of(Map<String, String> values) {
        List<ServerUrl> servers = new ArrayList<>();
        for (String url : values.getOrDefault("URL", "").split(",", -1)) {
            servers.add(ServerUrl.parse(url, DEFAULT_PORT, SCHEMES));
        }
        String credentials = values.get("CREDSFILE");
        if (credentials != null && !Files.isReadable(Path.of(credentials))) {
            throw new IllegalArgumentException("CREDSFILE is no file that can be read: " + credentials);
        }
        String caFile = values.get("CA_FILE");
        return new NatsSettings(
                servers,
                credentials == null ? null : Path.of(credentials),
                caFile == null ? null : Path.of(caFile),
                Subject.subscription(values),
                Subject.queueGroup(values));
    }

    /** Reconnects for as long as it takes; what is published meanwhile is refused and not kept back. */
    Options.Builder options() throws IOException, GeneralSecurityException {
        Options.Builder options = new Options.Builder()
                .servers(servers.stream().map(ServerUrl::toString).toArray(String[]::new))
                .connectionName("wascc")
                .connectionTimeout(CONNECT)
                .maxReconnects(-1)
                .reconnectWait(RECONNECT_WAIT)
                .reconnectJitter(RECONNECT_WAIT)
                .reconnectJitterTls(RECONNECT_WAIT)
                .reconnectBufferSize(0)
                .reportNoResponders()
                .pingInterval(PING);
        ServerUrl first = servers.get(0);
        if (credentials != null) {
            options.authHandler(Nats.credentials(credentials.toString()));
        } else if (first.user() != null && first.password() != null) {
            options.userInfo(first.user().toCharArray(), first.password().toCharArray());
        } else if (first.user() != null) {
            options.token(first.user().toCharArray());
        }
        if (servers.stream().anyMatch(server -> server.scheme().equals("tls"))) {
            options.sslContext(HostChecks.context(caFile));
        }
        return options;
    }

    /** For people. */
    String shown() {
        return "nats " + servers.stream().map(ServerUrl::address).collect(Collectors.joining(","));
    }

    /** Without what is secret. */
    @Override
    public String toString() {
        return shown();
    }
}
