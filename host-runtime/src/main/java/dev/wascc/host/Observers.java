package dev.wascc.host;

import dev.wascc.host.CallObserver.Observation;
import dev.wascc.host.InvocationException.Reason;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.RunnableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells observers of a call, the first one outermost. None of them can keep it from being made or answered. */
final class Observers {
    private static final Logger LOG = LoggerFactory.getLogger(Observers.class);

    /** Of an observer that could not begin. */
    private static final Observation NONE = new Observation() {
        @Override
        public void answered(byte[] answer) {}

        @Override
        public void failed(InvocationException failure) {}
    };

    private final List<CallObserver> observers;
    private final AtomicBoolean told = new AtomicBoolean();

    Observers(List<CallObserver> observers) {
        this.observers = List.copyOf(observers);
    }

    /** Whether nobody watches; a call needs not come here then. */
    boolean none() {
        return observers.isEmpty();
    }

    byte[] watch(Invocation invocation, Middleware.Chain call) throws InvocationException {
        Observation[] observations = new Observation[observers.size()];
        for (int i = 0; i < observations.length; i++) {
            observations[i] = begin(observers.get(i), invocation);
        }
        try {
            byte[] answer = call.proceed(invocation);
            end(observations, observation -> observation.answered(answer));
            return answer;
        } catch (InvocationException e) {
            end(observations, observation -> observation.failed(e));
            throw e;
        } catch (RuntimeException | Error e) {
            InvocationException failure =
                    new InvocationException(Reason.ACTOR_FAILED, e.getClass().getSimpleName(), e);
            end(observations, observation -> observation.failed(failure));
            throw e;
        }
    }

    /** What goes on on another thread, with what observers keep for this one. It runs in any case, and once. */
    Runnable carried(RunnableFuture<?> work) {
        Runnable carried = work;
        for (CallObserver observer : observers) {
            try {
                Runnable inner = carried;
                carried = Objects.requireNonNullElse(observer.carried(inner), inner);
            } catch (RuntimeException e) {
                failed(e);
            }
        }
        Runnable around = carried;
        return () -> {
            try {
                around.run();
            } catch (RuntimeException e) {
                failed(e);
            } finally {
                work.run(); // nothing, where it has run
            }
        };
    }

    private Observation begin(CallObserver observer, Invocation invocation) {
        try {
            Observation observation = observer.begin(invocation);
            return observation == null ? NONE : observation;
        } catch (RuntimeException e) {
            failed(e);
            return NONE;
        }
    }

    private void end(Observation[] observations, Consumer<Observation> end) {
        for (int i = observations.length - 1; i >= 0; i--) {
            try {
                end.accept(observations[i]);
            } catch (RuntimeException e) {
                failed(e);
            }
        }
    }

    /** Once a host: an observer that fails may fail at each call. */
    private void failed(RuntimeException e) {
        if (!told.getAndSet(true)) {
            LOG.warn("an observer failed, which changes no call; it is not said again", e);
        }
    }
}
