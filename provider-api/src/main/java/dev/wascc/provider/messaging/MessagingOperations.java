package dev.wascc.provider.messaging;

import dev.wascc.provider.CapabilityDescriptor;
import dev.wascc.provider.CapabilityDescriptor.Direction;
import dev.wascc.provider.CapabilityDescriptor.Operation;
import dev.wascc.provider.message.Message;
import dev.wascc.provider.message.Shapes;
import java.time.Duration;
import java.util.List;

/** The operations of {@code wascc:messaging} (wascc-codec 0.8.1, wascc-nats 0.9.1) on any {@link Broker}. */
public final class MessagingOperations {
    public static final String CAPABILITY = "wascc:messaging";
    public static final String DELIVER_MESSAGE = "DeliverMessage";
    private static final long MAX_TIMEOUT = 60_000;

    private MessagingOperations() {}

    /** What a provider of these operations says of itself. */
    public static CapabilityDescriptor descriptor(String name, String longDescription) {
        return new CapabilityDescriptor(
                CAPABILITY,
                name,
                "0.1.0",
                1,
                longDescription,
                List.of(
                        new Operation("Publish", Direction.TO_PROVIDER, "Sends a message"),
                        new Operation("Request", Direction.TO_PROVIDER, "Sends a message and waits for an answer"),
                        new Operation(DELIVER_MESSAGE, Direction.TO_ACTOR, "Hands a message over")));
    }

    /**
     * Performs one operation.
     *
     * @throws IllegalArgumentException there is no such operation, or no such subject
     * @throws Exception the payload is not the request, or what the broker threw
     */
    public static byte[] perform(Broker broker, String operation, byte[] payload) throws Exception {
        switch (operation) {
            case "Publish" -> {
                Message request = Shapes.BROKER_MESSAGE.decode(payload);
                String replyTo = request.text("replyTo");
                boolean published = broker.publish(
                        Subject.literal(request.text("subject")),
                        replyTo.isEmpty() ? "" : Subject.literal(replyTo),
                        request.bytes("body"));
                return Shapes.PUBLISH_RESPONSE
                        .message()
                        .with("published", published)
                        .encode();
            }
            case "Request" -> {
                Message request = Shapes.REQUEST_MESSAGE.decode(payload);
                long timeout = request.whole("timeout");
                if (timeout < 1 || timeout > MAX_TIMEOUT) {
                    throw new IllegalArgumentException("timeout is 1 to " + MAX_TIMEOUT + " milliseconds");
                }
                return broker.request(
                        Subject.literal(request.text("subject")), request.bytes("body"), Duration.ofMillis(timeout));
            }
            default -> throw new IllegalArgumentException("bad dispatch");
        }
    }

    /** The payload of {@link #DELIVER_MESSAGE}, which actors of both generations can read. */
    public static byte[] delivery(String subject, String replyTo, byte[] body) {
        return Shapes.DELIVERED_MESSAGE
                .message()
                .with("subject", subject)
                .with("replyTo", replyTo)
                .with("reply_to", replyTo)
                .with("body", body)
                .encode();
    }
}
