package dev.wascc.host;

import dev.wascc.wapc.GuestException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** Runs guest code on a thread with a stack of a given size, in the chain of calls of the thread that waits for it. */
final class OwnStack {
    private OwnStack() {}

    /** Guest code. */
    interface Work<T> {
        T run() throws GuestException;
    }

    /**
     * @param bytes 0 for this thread's stack, and then on this thread
     * @param observers may keep something for a thread, which goes along
     */
    static <T> T run(int bytes, Observers observers, Work<T> work) throws GuestException {
        if (bytes == 0) {
            return work.run();
        }
        CallChain.Links links = CallChain.links();
        FutureTask<T> task = new FutureTask<>(() -> CallChain.within(links, work));
        Thread thread = new Thread(null, observers.carried(task), "wascc-guest", bytes);
        thread.setDaemon(true);
        thread.start();
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return task.get();
                } catch (InterruptedException e) {
                    // It is the call that is meant: a guest ends by it, and so does a provider that listens.
                    interrupted = true;
                    thread.interrupt();
                } catch (ExecutionException e) {
                    throw thrown(e);
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static GuestException thrown(ExecutionException failure) {
        Throwable cause = failure.getCause();
        if (cause instanceof GuestException e) {
            return e;
        }
        if (cause instanceof Error e) {
            throw e;
        }
        throw cause instanceof RuntimeException e ? e : new IllegalStateException(failure);
    }
}
