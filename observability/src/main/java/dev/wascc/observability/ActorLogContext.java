package dev.wascc.observability;

import dev.wascc.host.CallObserver;
import dev.wascc.host.Entity;
import dev.wascc.host.Invocation;
import dev.wascc.host.InvocationException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/** Puts the public key of the actor that a thread runs into SLF4J's MDC, so that each line of a log can say whose it is. */
public final class ActorLogContext implements CallObserver {
    /** The MDC's key. */
    public static final String ACTOR = "actor";

    private static final Observation NOTHING = new Back(null, false);

    @Override
    public Observation begin(Invocation invocation) {
        if (!(invocation.target() instanceof Entity.Actor actor)) {
            return NOTHING;
        }
        String before = MDC.get(ACTOR);
        MDC.put(ACTOR, CallName.bounded(actor.key()));
        return new Back(before, true);
    }

    /** All of the MDC goes along, also what others put there. */
    @Override
    public Runnable carried(Runnable work) {
        Map<String, String> here = MDC.getCopyOfContextMap();
        if (here == null) {
            return work;
        }
        return () -> {
            MDC.setContextMap(here);
            try {
                work.run();
            } finally {
                MDC.clear();
            }
        };
    }

    private record Back(@Nullable String before, boolean changed) implements Observation {
        @Override
        public void answered(byte[] answer) {
            if (changed && before == null) {
                MDC.remove(ACTOR);
            } else if (changed) {
                MDC.put(ACTOR, before);
            }
        }

        @Override
        public void failed(InvocationException failure) {
            answered(new byte[0]);
        }
    }
}
