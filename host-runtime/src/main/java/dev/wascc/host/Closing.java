package dev.wascc.host;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The end of a host: calls, then actors, then providers, each with a time after which it is not waited for. */
final class Closing {
    private static final Logger LOG = LoggerFactory.getLogger(Closing.class);
    private static final long CALLS_NANOS = TimeUnit.MILLISECONDS.toNanos(600);
    private static final long PROVIDERS_NANOS = TimeUnit.MILLISECONDS.toNanos(1200);

    private Closing() {}

    static void close(Collection<HostedActor> actors, Collection<HostedProvider> providers) {
        actors.forEach(HostedActor::takeNoMore);
        long end = System.nanoTime() + CALLS_NANOS;
        for (HostedActor actor : actors) {
            if (!actor.awaitIdle(end - System.nanoTime())) {
                LOG.warn("actor {} is stopped in the middle of a call", actor.key());
            }
        }
        actors.forEach(HostedActor::stop);
        close(providers);
    }

    /** Each on a thread of its own: one that hangs must not keep the others, or the process, from ending. */
    private static void close(Collection<HostedProvider> providers) {
        List<Thread> closers = new ArrayList<>();
        for (HostedProvider provider : providers) {
            Thread closer = new Thread(provider::close, "wascc-close-" + provider.key());
            closer.setDaemon(true);
            closer.start();
            closers.add(closer);
        }
        long end = System.nanoTime() + PROVIDERS_NANOS;
        boolean interrupted = false;
        for (Thread closer : closers) {
            try {
                long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
                closer.join(Math.max(1, left));
            } catch (InterruptedException e) {
                interrupted = true;
            }
            if (closer.isAlive()) {
                LOG.warn("{} does not end, and is left behind", closer.getName());
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
