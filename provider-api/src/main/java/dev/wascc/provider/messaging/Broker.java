package dev.wascc.provider.messaging;

import java.time.Duration;

/** What an actor may ask of a provider of {@code wascc:messaging}. */
public interface Broker {

    /**
     * Sends a message to whoever is subscribed, without waiting for them.
     *
     * @param subject without wildcards
     * @param replyTo where an answer is expected, empty for nowhere
     * @return whether it was handed over; false is no error to the actor
     */
    boolean publish(String subject, String replyTo, byte[] body) throws Exception;

    /**
     * Sends a message and waits for one answer.
     *
     * @return the answer's body
     * @throws Exception nobody is subscribed, nobody answered in time, or the connection was lost
     */
    byte[] request(String subject, byte[] body, Duration timeout) throws Exception;
}
