package dev.wascc.cli.watch;

import dev.wascc.host.CallObserver;
import dev.wascc.host.Entity;
import dev.wascc.host.Invocation;
import dev.wascc.host.InvocationException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/** Keeps the first few different calls of actors that were refused. */
public final class Denials implements CallObserver {
    private static final int MAX = 5;

    private final Clock clock;
    private final List<Denial> kept = new ArrayList<>();

    public Denials(Clock clock) {
        this.clock = clock;
    }

    /** In their order. */
    public synchronized List<Denial> first() {
        return List.copyOf(kept);
    }

    private synchronized void keep(Denial denial) {
        boolean known = kept.stream().anyMatch(other -> other.text().equals(denial.text()));
        if (!known && kept.size() < MAX) {
            kept.add(denial);
        }
    }

    @Override
    public Observation begin(Invocation invocation) {
        return new Observation() {
            @Override
            public void answered(byte[] answer) {}

            @Override
            public void failed(InvocationException failure) {
                if (failure.refusal() && invocation.origin() instanceof Entity.Actor caller) {
                    keep(new Denial(
                            clock.instant(),
                            caller.key(),
                            invocation.target(),
                            invocation.operation(),
                            failure.reason()));
                }
            }
        };
    }
}
