package dev.wascc.providers.messaging;

import dev.wascc.provider.Binding;
import dev.wascc.provider.CapabilityDescriptor;
import dev.wascc.provider.CapabilityProvider;
import dev.wascc.provider.Dispatcher;
import dev.wascc.provider.messaging.Broker;
import dev.wascc.provider.messaging.MessagingOperations;
import dev.wascc.provider.messaging.Subject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Messages between the actors of one host, with the subjects of NATS. Binding values: {@code SUBSCRIPTION}, a list of subjects with commas, and
 * {@code QUEUEGROUP_NAME}. An actor that falls 1,024 messages behind loses those that come then; that is logged, and the publisher is told.
 */
public final class InProcessMessagingProvider implements CapabilityProvider, Broker {
    private static final Logger LOG = LoggerFactory.getLogger(InProcessMessagingProvider.class);
    private static final String INBOX = "_INBOX.";

    private final Map<String, Subscriber> subscribers = new ConcurrentHashMap<>();
    private final Map<String, CompletableFuture<byte[]>> inboxes = new ConcurrentHashMap<>();
    private volatile @Nullable Dispatcher dispatcher;

    @Override
    public CapabilityDescriptor descriptor() {
        return MessagingOperations.descriptor(
                "waSCC messaging (in process)", "Carries messages between the actors of one host");
    }

    @Override
    public boolean suits(Map<String, String> values) {
        return !values.containsKey("URL");
    }

    @Override
    public String suitedBy() {
        return "no URL";
    }

    @Override
    public String backend(String actor) {
        return "in process";
    }

    @Override
    public void start(Dispatcher toActors) {
        dispatcher = toActors;
    }

    @Override
    public void bind(Binding binding) {
        Dispatcher toActors = dispatcher;
        if (toActors == null) {
            throw new IllegalStateException("the provider was not started");
        }
        List<Subject> subjects = Subject.subscription(binding.values());
        String group = Subject.queueGroup(binding.values());
        unbind(binding.actor());
        if (!subjects.isEmpty()) {
            Subscriber subscriber = new Subscriber(binding.actor(), subjects, group, toActors);
            subscribers.put(binding.actor(), subscriber);
            subscriber.start();
        }
    }

    @Override
    public void unbind(String actor) {
        Subscriber subscriber = subscribers.remove(actor);
        if (subscriber != null) {
            subscriber.close();
        }
    }

    @Override
    public byte[] handle(String actor, String operation, byte[] payload) throws Exception {
        return MessagingOperations.perform(this, operation, payload);
    }

    @Override
    public boolean publish(String subject, String replyTo, byte[] body) {
        CompletableFuture<byte[]> inbox = inboxes.get(subject);
        return inbox == null ? send(subject, replyTo, body, hearers(subject)) : inbox.complete(body.clone());
    }

    @Override
    public byte[] request(String subject, byte[] body, Duration timeout) throws Exception {
        List<Subscriber> hearers = hearers(subject);
        if (hearers.isEmpty()) {
            throw new IllegalStateException("nobody is subscribed to " + subject);
        }
        String inbox = INBOX + UUID.randomUUID();
        CompletableFuture<byte[]> answer = new CompletableFuture<>();
        inboxes.put(inbox, answer);
        try {
            send(subject, inbox, body, hearers);
            return answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new IllegalStateException("nobody answered on " + subject + " within " + timeout.toMillis() + " ms");
        } catch (ExecutionException e) {
            throw new IllegalStateException("the provider is closed");
        } finally {
            inboxes.remove(inbox);
        }
    }

    /** Those who get a message: everybody without a group, and of each group one, wherever the dice fall. */
    private List<Subscriber> hearers(String subject) {
        List<Subscriber> hearers = new ArrayList<>();
        Map<String, List<Subscriber>> groups = new TreeMap<>();
        for (Subscriber subscriber : subscribers.values()) {
            if (subscriber.hears(subject)) {
                if (subscriber.queueGroup().isEmpty()) {
                    hearers.add(subscriber);
                } else {
                    groups.computeIfAbsent(subscriber.queueGroup(), name -> new ArrayList<>())
                            .add(subscriber);
                }
            }
        }
        groups.values()
                .forEach(group ->
                        hearers.add(group.get(ThreadLocalRandom.current().nextInt(group.size()))));
        return hearers;
    }

    private static boolean send(String subject, String replyTo, byte[] body, List<Subscriber> hearers) {
        byte[] delivery = MessagingOperations.delivery(subject, replyTo, body);
        boolean all = true;
        for (Subscriber hearer : hearers) {
            if (!hearer.offer(delivery)) {
                all = false;
                LOG.warn("a subscriber is too far behind, and lost a message on {}", subject);
            }
        }
        return all;
    }

    @Override
    public void close() {
        subscribers.keySet().forEach(this::unbind);
        inboxes.values().forEach(inbox -> inbox.completeExceptionally(new IllegalStateException("closed")));
    }
}
