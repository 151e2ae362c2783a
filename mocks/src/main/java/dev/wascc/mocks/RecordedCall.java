package dev.wascc.mocks;

import dev.wascc.document.JsonTree;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One call between an actor and a capability that has ended. Payloads are trees, as {@link dev.wascc.provider.message.MessageTree} makes them
 * of the operations that are known (whole numbers are {@link Long}); others are a string where they are UTF-8, else {@code {"base64": "…"}}.
 *
 * @param number from 1, in the order in which calls began
 * @param kind from the actor, or to it
 * @param actor public key of the actor
 * @param capability id of the capability
 * @param binding name of the binding
 * @param response null where it failed
 * @param error what the caller was told; null where it was answered
 * @param source where the answer is from
 */
public record RecordedCall(
        long number,
        Kind kind,
        String actor,
        String capability,
        String binding,
        String operation,
        Object request,
        @Nullable Object response,
        @Nullable String error,
        Source source,
        Instant began,
        Duration took) {

    /** Who called whom. */
    public enum Kind {
        /** The actor called the capability. */
        CALL,
        /** The capability called the actor: an HTTP request that came in, a message that was delivered. */
        EVENT
    }

    /** Where an answer is from. */
    public enum Source {
        /** The provider itself; of a mock, the in-memory one behind it. Of an event, the actor. */
        PROVIDER,
        /** A canned answer. */
        CANNED,
        /** A fault that was asked for. */
        FAULT,
        /** A cassette. */
        CASSETTE
    }

    /** {@code wascc:keyvalue Add {"key":"a","value":1}}, without the answer. */
    public String asked() {
        return Trees.shown(capability + " " + operation + " ", request);
    }

    /** On one line: {@code wascc:keyvalue Add {"key":"a","value":1} <- {"value":1}}. Payloads may be secrets. */
    @Override
    public String toString() {
        return asked() + (error == null ? Trees.shown(" <- ", response) : " failed: " + JsonTree.compact(error));
    }
}
