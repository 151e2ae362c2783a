package dev.wascc.observability.trace;

import dev.wascc.host.CallObserver;
import dev.wascc.host.Entity;
import dev.wascc.host.Invocation;
import dev.wascc.host.InvocationException;
import dev.wascc.provider.OneLine;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Follows chains of calls and hands each over when it has ended; refused calls are in it. Of payloads only the lengths are kept, unless
 * they are asked for. A chain keeps its first {@value #MAX_CALLS} calls.
 */
public final class CallTracer implements CallObserver {
    static final int MAX_CALLS = 10_000;

    private static final int MAX_NAME = 128;
    private static final int MAX_ERROR = 512;

    private final Clock clock;
    private final boolean payloads;
    private final List<TraceSink> sinks;
    private final ThreadLocal<@Nullable Chain> chains = new ThreadLocal<>();

    /** A chain of calls on its thread. */
    private static final class Chain {
        private final List<@Nullable TracedCall> calls = new ArrayList<>();
        private final Deque<String> open = new ArrayDeque<>();
        private int more;
    }

    /** @param payloads whether payloads and actors' own texts are shown */
    public CallTracer(Clock clock, boolean payloads, List<TraceSink> sinks) {
        this.clock = clock;
        this.payloads = payloads;
        this.sinks = List.copyOf(sinks);
    }

    @Override
    public Observation begin(Invocation invocation) {
        Chain known = chains.get();
        Chain chain = known == null ? new Chain() : known;
        if (known == null) {
            chains.set(chain);
        }
        String parent = chain.open.peekLast();
        int place = -1;
        if (chain.calls.size() < MAX_CALLS) {
            place = chain.calls.size();
            chain.calls.add(null);
        } else {
            chain.more++;
        }
        int depth = chain.open.size();
        chain.open.addLast(invocation.id());
        return new Watched(chain, place, depth, parent, invocation, clock.instant(), System.nanoTime());
    }

    @Override
    public Runnable carried(Runnable work) {
        Chain chain = chains.get();
        return () -> {
            chains.set(chain);
            try {
                work.run();
            } finally {
                chains.remove();
            }
        };
    }

    private final class Watched implements Observation {
        private final Chain chain;
        private final int place;
        private final int depth;
        private final @Nullable String parent;
        private final Invocation invocation;
        private final Instant start;
        private final long startNanos;

        private Watched(
                Chain chain,
                int place,
                int depth,
                @Nullable String parent,
                Invocation invocation,
                Instant start,
                long startNanos) {
            this.chain = chain;
            this.place = place;
            this.depth = depth;
            this.parent = parent;
            this.invocation = invocation;
            this.start = start;
            this.startNanos = startNanos;
        }

        @Override
        public void answered(byte[] answer) {
            end(answer, null);
        }

        @Override
        public void failed(InvocationException failure) {
            end(null, failure);
        }

        private void end(byte @Nullable [] answer, @Nullable InvocationException failure) {
            long nanos = System.nanoTime() - startNanos;
            chain.open.removeLast();
            if (place >= 0) {
                chain.calls.set(place, traced(nanos, answer, failure));
            }
            if (chain.open.isEmpty()) {
                chains.remove();
                List<TracedCall> ended = new ArrayList<>();
                for (TracedCall call : chain.calls) {
                    if (call != null) {
                        ended.add(call);
                    }
                }
                sinks.forEach(sink -> sink.write(ended, chain.more));
            }
        }

        private TracedCall traced(long nanos, byte @Nullable [] answer, @Nullable InvocationException failure) {
            String operation = invocation.operation();
            Thread thread = Thread.currentThread();
            return new TracedCall(
                    invocation.id(),
                    parent,
                    depth,
                    bounded(invocation.origin()),
                    bounded(invocation.target()),
                    OneLine.of(operation, MAX_NAME),
                    start,
                    nanos,
                    thread.getId(),
                    thread.getName(),
                    invocation.payload().length,
                    payloads ? Payloads.request(operation, invocation.payload()) : null,
                    answer == null ? -1 : answer.length,
                    payloads && answer != null ? Payloads.answer(operation, answer) : null,
                    answer == null ? null : Payloads.status(operation, answer),
                    failure == null ? null : failure.reason(),
                    failure != null && failure.refusal(),
                    failure != null && (failure.refusal() || payloads)
                            ? OneLine.of(String.valueOf(failure.getMessage()), MAX_ERROR)
                            : null);
        }
    }

    private static Entity bounded(Entity entity) {
        if (entity instanceof Entity.Capability capability) {
            return new Entity.Capability(
                    OneLine.of(capability.id(), MAX_NAME), OneLine.of(capability.binding(), MAX_NAME));
        }
        return entity instanceof Entity.Actor actor ? new Entity.Actor(OneLine.of(actor.key(), MAX_NAME)) : entity;
    }
}
