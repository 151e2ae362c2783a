package dev.wascc.host;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The end of a host: calls, then actors, then providers, each with a time after which it is not waited for. */
final class Closing {
    private static final Logger LOG = LoggerFactory.getLogger(Closing.class);
    private static final long DRAIN_NANOS = TimeUnit.MILLISECONDS.toNanos(200);
    private static final long PROVIDERS_NANOS = TimeUnit.MILLISECONDS.toNanos(1200);

    private Closing() {}

    /** @param grace for the calls that run, in nanoseconds */
    static void close(Collection<HostedActor> actors, Collection<HostedProvider> providers, long grace) {
        each(providers, "drain", HostedProvider::drain, DRAIN_NANOS);
        actors.forEach(HostedActor::takeNoMore);
        long end = System.nanoTime() + grace;
        for (HostedActor actor : actors) {
            if (!actor.awaitIdle(end - System.nanoTime())) {
                LOG.warn("actor {} is stopped in the middle of a call", actor.key());
            }
        }
        actors.forEach(HostedActor::stop);
        each(providers, "close", HostedProvider::close, PROVIDERS_NANOS);
    }

    /** Each on a thread of its own: one that hangs must not keep the others, or the process, from ending. */
    private static void each(
            Collection<HostedProvider> providers, String name, Consumer<HostedProvider> work, long nanos) {
        List<Thread> workers = new ArrayList<>();
        for (HostedProvider provider : providers) {
            workers.add(HostThreads.start("wascc-" + name + "-" + provider.key(), () -> work.accept(provider)));
        }
        long end = System.nanoTime() + nanos;
        boolean interrupted = false;
        for (Thread worker : workers) {
            try {
                long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
                worker.join(Math.max(1, left));
            } catch (InterruptedException e) {
                interrupted = true;
            }
            if (worker.isAlive()) {
                LOG.warn("{} does not end, and is left behind", worker.getName());
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
