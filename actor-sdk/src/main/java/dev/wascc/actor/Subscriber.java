package dev.wascc.actor;

/** Takes messages; needs the capability {@code wascc:messaging}, and a binding that says of which subjects. */
@FunctionalInterface
public interface Subscriber {
    /** @throws Exception the message is lost, and the host logs why */
    void receive(Delivery delivery) throws Exception;
}
