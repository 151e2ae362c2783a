package dev.wascc.providers.nats;

import dev.wascc.provider.DispatchException;
import dev.wascc.provider.Dispatcher;
import dev.wascc.provider.OneLine;
import dev.wascc.provider.messaging.Broker;
import dev.wascc.provider.messaging.MessagingOperations;
import dev.wascc.provider.messaging.Subject;
import io.nats.client.Connection;
import io.nats.client.ErrorListener;
import io.nats.client.JetStreamStatusException;
import io.nats.client.Message;
import io.nats.client.Nats;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One actor's connection. Its messages come on one thread, one after the other, and come again after a reconnection. */
final class NatsLink implements Broker, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(NatsLink.class);
    private static final Duration FLUSH = Duration.ofSeconds(2);

    private final NatsSettings settings;
    private final Connection connection;

    private NatsLink(NatsSettings settings, Connection connection) {
        this.settings = settings;
        this.connection = connection;
    }

    /** Connects and subscribes; when this returns, the server knows of the subscriptions. */
    static NatsLink open(String actor, NatsSettings settings, Dispatcher toActors)
            throws IOException, GeneralSecurityException, InterruptedException, TimeoutException {
        Connection connection;
        try {
            connection = Nats.connect(settings.options()
                    .connectionListener((source, event) -> LOG.info("{} of {}: {}", settings.shown(), actor, event))
                    .errorListener(new Errors(settings))
                    .build());
        } catch (IOException e) {
            throw new IOException(settings.shown() + " does not let this host in: " + reason(e), e);
        }
        NatsLink link = new NatsLink(settings, connection);
        try {
            if (!settings.subjects().isEmpty()) {
                io.nats.client.Dispatcher dispatcher =
                        connection.createDispatcher(message -> deliver(actor, message, toActors));
                for (Subject subject : settings.subjects()) {
                    if (settings.queueGroup().isEmpty()) {
                        dispatcher.subscribe(subject.toString());
                    } else {
                        dispatcher.subscribe(subject.toString(), settings.queueGroup());
                    }
                }
            }
            connection.flush(FLUSH);
            return link;
        } catch (TimeoutException | InterruptedException e) {
            link.close();
            throw e;
        }
    }

    private static String reason(IOException e) {
        return e instanceof io.nats.client.AuthenticationException
                ? "authorization failed"
                : "no answer, or none in time";
    }

    private static void deliver(String actor, Message message, Dispatcher toActors) {
        String replyTo = message.getReplyTo() == null ? "" : message.getReplyTo();
        try {
            toActors.dispatch(
                    actor,
                    MessagingOperations.DELIVER_MESSAGE,
                    MessagingOperations.delivery(message.getSubject(), replyTo, message.getData()));
        } catch (DispatchException e) {
            LOG.warn("a message for {} is lost: {}", actor, OneLine.of(String.valueOf(e.getMessage())));
        }
    }

    NatsSettings settings() {
        return settings;
    }

    boolean connected() {
        return connection.getStatus() == Connection.Status.CONNECTED;
    }

    /** False where there is no connection at this moment; core NATS promises no more of a message that was handed over. */
    @Override
    public boolean publish(String subject, String replyTo, byte[] body) {
        if (!connected()) {
            LOG.warn("{} is not connected; a message on {} was not published", settings.shown(), subject);
            return false;
        }
        try {
            connection.publish(subject, replyTo.isEmpty() ? null : replyTo, body.clone());
            return true;
        } catch (IllegalStateException e) {
            LOG.warn("a message on {} was not published: {}", subject, OneLine.of(String.valueOf(e.getMessage())));
            return false;
        }
    }

    @Override
    public byte[] request(String subject, byte[] body, Duration timeout) throws InterruptedException {
        if (!connected()) {
            throw new IllegalStateException(settings.shown() + " is not connected; nothing was asked");
        }
        try {
            return connection
                    .requestWithTimeout(subject, body.clone(), timeout)
                    .get(timeout.toMillis(), TimeUnit.MILLISECONDS)
                    .getData();
        } catch (TimeoutException e) {
            throw unanswered(subject, timeout);
        } catch (CancellationException e) {
            throw connected() ? unanswered(subject, timeout) : lost();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof JetStreamStatusException
                    ? new IllegalStateException("nobody is subscribed to " + subject)
                    : lost();
        }
    }

    private static IllegalStateException unanswered(String subject, Duration timeout) {
        return new IllegalStateException("nobody answered on " + subject + " within " + timeout.toMillis() + " ms");
    }

    private IllegalStateException lost() {
        return new IllegalStateException(
                "the connection to " + settings.shown() + " was lost; whether anybody was asked is not known");
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** What jnats would print. */
    private record Errors(NatsSettings settings) implements ErrorListener {
        @Override
        public void errorOccurred(Connection connection, String error) {
            LOG.warn("{}: {}", settings.shown(), OneLine.of(error));
        }

        @Override
        public void exceptionOccurred(Connection connection, Exception e) {
            LOG.debug("{}: {}", settings.shown(), e.toString());
        }

        @Override
        public void slowConsumerDetected(Connection connection, io.nats.client.Consumer consumer) {
            LOG.warn("{}: an actor is too far behind and loses messages", settings.shown());
        }
    }
}
