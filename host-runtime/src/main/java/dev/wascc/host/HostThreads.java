package dev.wascc.host;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import org.jspecify.annotations.Nullable;

/**
 * Threads that the host makes itself, for what mostly waits: virtual ones where the JDK has them (21 and later), else daemons. Guests never
 * run on them: code that computes would hold up all others.
 */
final class HostThreads {
    private static final @Nullable MethodHandle VIRTUAL = virtual();

    private HostThreads() {}

    /** Starts a thread that does not keep the JVM from ending. */
    static Thread start(String name, Runnable work) {
        Thread thread = made(work);
        thread.setName(name);
        thread.start();
        return thread;
    }

    @SuppressWarnings("IllegalCatch") // what a method handle throws has no type
    private static Thread made(Runnable work) {
        if (VIRTUAL != null) {
            try {
                return (Thread) VIRTUAL.invoke(work);
            } catch (Throwable e) {
                throw new IllegalStateException("a virtual thread cannot be made", e);
            }
        }
        Thread thread = new Thread(work);
        thread.setDaemon(true);
        return thread;
    }

    /** {@code Thread.ofVirtual().unstarted(Runnable)}, which JDK 17 cannot name. */
    private static @Nullable MethodHandle virtual() {
        try {
            MethodHandles.Lookup lookup = MethodHandles.publicLookup();
            Class<?> builder = Class.forName("java.lang.Thread$Builder$OfVirtual");
            MethodHandle ofVirtual = lookup.findStatic(Thread.class, "ofVirtual", MethodType.methodType(builder));
            MethodHandle unstarted =
                    lookup.findVirtual(builder, "unstarted", MethodType.methodType(Thread.class, Runnable.class));
            return MethodHandles.foldArguments(unstarted, ofVirtual);
        } catch (ReflectiveOperationException e) {
            return null;
        }
    }
}
