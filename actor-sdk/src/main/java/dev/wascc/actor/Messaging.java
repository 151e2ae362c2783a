package dev.wascc.actor;

/** {@code wascc:messaging}, under the default binding name or another. Every method throws a {@link HostException} where the host refuses. */
public final class Messaging {
    private static final String CAPABILITY = "wascc:messaging";

    private final String binding;

    public Messaging() {
        this("default");
    }

    public Messaging(String binding) {
        this.binding = binding;
    }

    /** Sends a message to whoever is subscribed; whether it was handed over. A provider that does not say is believed. */
    public boolean publish(String subject, byte[] body) {
        return publish(subject, "", body);
    }

    /** The same, with the subject where an answer is expected. */
    public boolean publish(String subject, String replyTo, byte[] body) {
        // Each generation of providers reads its own spelling, and passes over the other.
        byte[] request = new FieldWriter(4)
                .text("subject", subject)
                .text("replyTo", replyTo)
                .text("reply_to", replyTo)
                .bytes("body", body)
                .toBytes();
        byte[] answer = call("Publish", request);
        return answer.length < 2 || new FieldReader(answer, "published").flag("published");
    }

    /**
     * Sends a message and waits for one answer.
     *
     * @param milliseconds to wait for it
     */
    public byte[] request(String subject, byte[] body, int milliseconds) {
        return call(
                "Request",
                new FieldWriter(3)
                        .text("subject", subject)
                        .bytes("body", body)
                        .whole("timeout", milliseconds)
                        .toBytes());
    }

    private byte[] call(String operation, byte[] request) {
        return Host.call(binding, CAPABILITY, operation, request);
    }
}
