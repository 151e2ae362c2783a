package dev.wascc.actor;

/** A message that an actor got because it is subscribed to its subject. */
public final class Delivery {
    private final String subject;
    private final String replyTo;
    private final byte[] body;

    public Delivery(String subject, String replyTo, byte[] body) {
        this.subject = subject;
        this.replyTo = replyTo;
        this.body = body;
    }

    public String subject() {
        return subject;
    }

    /** Where the sender waits for an answer; empty where it waits for none. */
    public String replyTo() {
        return replyTo;
    }

    public byte[] body() {
        return body;
    }

    public String bodyText() {
        return Utf8.decode(body);
    }

    /** Providers of 2021 spell the reply subject in snake case; some send both. */
    static Delivery read(byte[] payload) {
        FieldReader fields = new FieldReader(payload, "subject", "replyTo", "body");
        String replyTo = fields.text("replyTo");
        return new Delivery(
                fields.text("subject"), replyTo.isEmpty() ? fields.text("reply_to") : replyTo, fields.bytes("body"));
    }
}
