package dev.wascc.actor;

/** Takes events of AWS Lambda as they come; needs the capability {@code awslambda:event}. */
@FunctionalInterface
public interface EventActor {
    /**
     * Answers one event.
     *
     * @param event as Lambda hands it over, JSON in UTF-8
     * @return what the caller gets, JSON as well; for a queue or a stream, the failures among its records or nothing of note
     * @throws Exception the event has failed; who sent it may send it again
     */
    byte[] handle(byte[] event) throws Exception;
}
