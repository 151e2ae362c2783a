package dev.wascc.providers.messaging;

import dev.wascc.provider.DispatchException;
import dev.wascc.provider.Dispatcher;
import dev.wascc.provider.OneLine;
import dev.wascc.provider.messaging.MessagingOperations;
import dev.wascc.provider.messaging.Subject;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One actor's subscriptions, and the thread that hands it its messages one after the other. */
final class Subscriber implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Subscriber.class);
    /** Messages that may wait; by their number, as each is at most as large as a call's payload may be. */
    private static final int MAX_WAITING = 1024;

    private final String actor;
    private final List<Subject> subjects;
    private final String queueGroup;
    private final Dispatcher dispatcher;
    private final BlockingQueue<byte[]> waiting = new LinkedBlockingQueue<>(MAX_WAITING);
    private final Thread thread;
    private volatile boolean closed;

    Subscriber(String actor, List<Subject> subjects, String queueGroup, Dispatcher dispatcher) {
        this.actor = actor;
        this.subjects = subjects;
        this.queueGroup = queueGroup;
        this.dispatcher = dispatcher;
        this.thread = new Thread(this::deliver, "messaging-" + actor);
        this.thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    String queueGroup() {
        return queueGroup;
    }

    boolean hears(String subject) {
        return subjects.stream().anyMatch(pattern -> pattern.matches(subject));
    }

    /** Whether the message was taken; not where too many wait. */
    boolean offer(byte[] delivery) {
        return !closed && waiting.offer(delivery);
    }

    private void deliver() {
        try {
            while (!closed) {
                byte[] delivery = waiting.take();
                try {
                    dispatcher.dispatch(actor, MessagingOperations.DELIVER_MESSAGE, delivery);
                } catch (DispatchException e) {
                    LOG.warn("a message for {} is lost: {}", actor, OneLine.of(String.valueOf(e.getMessage())));
                }
            }
        } catch (InterruptedException e) {
            // Closed.
        }
    }

    /** Hands over nothing more; the message that the actor has in hand is not taken from it. */
    @Override
    public void close() {
        closed = true;
        waiting.clear();
        if (Thread.currentThread() != thread) {
            thread.interrupt();
        }
    }
}
