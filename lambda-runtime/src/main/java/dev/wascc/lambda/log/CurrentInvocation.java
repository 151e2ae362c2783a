package dev.wascc.lambda.log;

import org.jspecify.annotations.Nullable;

/**
 * The invocation that a thread works for, and the threads it starts meanwhile; lines that are logged then carry its ids.
 *
 * @param requestId Lambda's
 * @param traceId X-Ray's header; absent where there is none
 */
public record CurrentInvocation(String requestId, @Nullable String traceId) {
    private static final InheritableThreadLocal<@Nullable CurrentInvocation> CURRENT = new InheritableThreadLocal<>();

    public static @Nullable CurrentInvocation get() {
        return CURRENT.get();
    }

    /** What runs from here to the end of the scope is for this invocation. */
    public Scope begin() {
        CurrentInvocation before = CURRENT.get();
        CURRENT.set(this);
        return () -> CURRENT.set(before);
    }

    /** From the beginning of an invocation to its end. */
    public interface Scope extends AutoCloseable {
        @Override
        void close();
    }
}
