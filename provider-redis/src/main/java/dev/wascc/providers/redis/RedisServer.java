package dev.wascc.providers.redis;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Connection;
import redis.clients.jedis.ConnectionPool;
import redis.clients.jedis.ConnectionPoolConfig;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.RedisProtocol;
import redis.clients.jedis.commands.ProtocolCommand;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisException;

/**
 * A server and the connections to it. A command that changes something is sent once: where its answer is lost, nobody knows whether it was
 * done, and whoever asked is told so. A command that only reads is sent again, once, on a fresh connection.
 */
final class RedisServer implements AutoCloseable {
    private static final int MAX_CONNECTIONS = 64;
    private static final int IDLE_CONNECTIONS = 16;
    private static final Duration BUSY = Duration.ofSeconds(2);
    private static final int CONNECT_MILLIS = 2000;
    private static final int ANSWER_MILLIS = 5000;

    private final RedisSettings settings;
    private final ConnectionPool pool;

    private RedisServer(RedisSettings settings, ConnectionPool pool) {
        this.settings = settings;
        this.pool = pool;
    }

    /** Connections are made when they are first needed. */
    static RedisServer of(RedisSettings settings) throws IOException {
        DefaultJedisClientConfig.Builder client = DefaultJedisClientConfig.builder()
                .connectionTimeoutMillis(CONNECT_MILLIS)
                .socketTimeoutMillis(ANSWER_MILLIS)
                .protocol(RedisProtocol.RESP2)
                .database(settings.database())
                .clientName("wascc");
        String username = settings.username();
        if (username != null && !username.isEmpty()) {
            client.user(username);
        }
        if (settings.password() != null) {
            client.password(settings.password());
        }
        if (settings.secure()) {
            encrypt(client, Tls.of(settings.caFile()));
        }
        ConnectionPoolConfig pool = new ConnectionPoolConfig();
        pool.setMaxTotal(MAX_CONNECTIONS);
        pool.setMaxIdle(IDLE_CONNECTIONS);
        pool.setMinIdle(0);
        pool.setMaxWait(BUSY);
        pool.setTestWhileIdle(false);
        pool.setJmxEnabled(false);
        HostAndPort address =
                new HostAndPort(settings.url().host(), settings.url().port());
        return new RedisServer(settings, new ConnectionPool(address, client.build(), pool));
    }

    @SuppressWarnings("deprecation") // what is to be used instead takes key stores in files alone
    private static void encrypt(DefaultJedisClientConfig.Builder client, Tls tls) {
        client.ssl(true).sslSocketFactory(tls.sockets()).sslParameters(tls.parameters());
    }

    RedisSettings settings() {
        return settings;
    }

    /** Refuses where the server does not answer, or lets nobody in with these settings. */
    void ping() throws RedisException {
        read(Command.PING);
    }

    /** A command that changes nothing. */
    @Nullable
    Object read(ProtocolCommand command, Object... arguments) throws RedisException {
        CommandArguments words = new CommandArguments(command).addObjects(arguments);
        try {
            return send(command, words);
        } catch (JedisConnectionException e) {
            try {
                return send(command, words);
            } catch (JedisConnectionException again) {
                throw new RedisException(
                        "the connection to " + settings.shown() + " was lost twice during " + name(command),
                        false,
                        again);
            }
        }
    }

    /** A command that changes something. */
    @Nullable
    Object write(ProtocolCommand command, Object... arguments) throws RedisException {
        try {
            return send(command, new CommandArguments(command).addObjects(arguments));
        } catch (JedisConnectionException e) {
            throw new RedisException(
                    "the connection to " + settings.shown() + " was lost during " + name(command)
                            + "; whether it was done is not known, and it was not done again",
                    false,
                    e);
        }
    }

    private @Nullable Object send(ProtocolCommand command, CommandArguments words) throws RedisException {
        try (Connection connection = connection(command)) {
            return connection.executeCommand(words);
        } catch (JedisDataException e) {
            throw new RedisException(name(command) + " was refused by Redis: " + e.getMessage(), true, e);
        } catch (JedisConnectionException e) {
            // What else is idle was made before the same accident.
            pool.clear();
            throw e;
        }
    }

    private Connection connection(ProtocolCommand command) throws RedisException {
        try {
            return pool.getResource();
        } catch (JedisDataException e) {
            throw new RedisException(settings.shown() + " lets nobody in with these values: " + code(e), true, e);
        } catch (JedisException e) {
            boolean busy = e.getCause() instanceof NoSuchElementException;
            throw new RedisException(
                    settings.shown()
                            + (busy
                                    ? " is busy: all " + MAX_CONNECTIONS + " connections are in use"
                                    : " does not answer")
                            + "; " + name(command) + " was not done",
                    true,
                    e);
        }
    }

    /** The first word of Redis's answer; what follows may hold a name. */
    private static String code(JedisDataException e) {
        return String.valueOf(e.getMessage()).split(" ", 2)[0];
    }

    private static String name(ProtocolCommand command) {
        return new String(command.getRaw(), java.nio.charset.StandardCharsets.US_ASCII);
    }

    @Override
    public void close() {
        pool.close();
    }

    static String text(@Nullable Object reply) {
        return reply instanceof byte[] bytes
                ? new String(bytes, java.nio.charset.StandardCharsets.UTF_8)
                : String.valueOf(reply);
    }

    static List<String> texts(@Nullable Object reply) {
        return elements(reply).stream().map(RedisServer::text).toList();
    }

    static List<?> elements(@Nullable Object reply) {
        return reply instanceof List<?> list ? list : List.of();
    }

    static int count(@Nullable Object reply) {
        return reply instanceof Long number ? Math.toIntExact(number) : 0;
    }
}
