package dev.wascc.host;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks one provider whether it can do its work, on a thread of its own: it may hang. One that hangs is not asked again meanwhile. */
final class ProviderCheck {
    private static final Logger LOG = LoggerFactory.getLogger(ProviderCheck.class);

    private final HostedProvider provider;
    private final AtomicReference<@Nullable FutureTask<Boolean>> asked = new AtomicReference<>();
    private final AtomicBoolean up = new AtomicBoolean(true);

    ProviderCheck(HostedProvider provider) {
        this.provider = provider;
    }

    /** Asks, unless it is asked already. */
    void begin() {
        FutureTask<Boolean> before = asked.get();
        FutureTask<Boolean> now = new FutureTask<>(this::ask);
        if ((before == null || before.isDone()) && asked.compareAndSet(before, now)) {
            HostThreads.start("wascc-check-" + provider.key(), now);
        }
    }

    private boolean ask() {
        try {
            provider.checkHealth();
            if (!up.getAndSet(true)) {
                LOG.info("{} is up again", provider.key());
            }
            return true;
        } catch (HostedProvider.Failure e) {
            if (up.getAndSet(false)) {
                LOG.warn("{} is down: {}", provider.key(), LogText.of(String.valueOf(e.getMessage())));
            }
            return false;
        }
    }

    /** What it said; false where it says nothing in this time. */
    boolean up(long nanos) {
        FutureTask<Boolean> task = asked.get();
        try {
            return task != null && task.get(Math.max(0, nanos), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (ExecutionException e) {
            return false;
        } catch (TimeoutException e) {
            if (up.getAndSet(false)) {
                LOG.warn("{} is down: it does not say whether it can do its work", provider.key());
            }
            return false;
        }
    }
}
