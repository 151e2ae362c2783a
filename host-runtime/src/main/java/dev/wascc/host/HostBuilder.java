package dev.wascc.host;

import dev.wascc.gate.Gate;
import dev.wascc.gate.Gates;
import dev.wascc.nkeys.KeyRole;
import dev.wascc.nkeys.SigningKey;
import dev.wascc.wapc.CodeCache;
import dev.wascc.wapc.Engine;
import dev.wascc.wapc.GuestLimits;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How a host is to be; everything has a default that is safe. Not for several threads. */
public final class HostBuilder {
    private final List<Middleware> middleware = new ArrayList<>();
    private final List<CallObserver> observers = new ArrayList<>();
    private final Map<String, String> labels = new LinkedHashMap<>();
    private UseRecorder recorder = UseRecorder.NONE;
    private Authorizer authorizer = Authorizer.CLAIMS_ONLY;
    private @Nullable Gates liveUpdates;
    private @Nullable SigningKey identity;
    private ActorLimits limits = ActorLimits.defaults();
    private long totalMemoryPages = Long.MAX_VALUE;
    private Engine engine = Engine.COMPILER;
    private CodeCache codeCache = CodeCache.none();
    private Clock clock = Clock.systemUTC();
    private Map<String, String> environment = System.getenv();
    private Duration patience = Duration.ofSeconds(30);

    HostBuilder() {}

    /** Asked after the claims; see {@link Authorizer}. */
    public HostBuilder authorizer(Authorizer stricter) {
        authorizer = stricter;
        return this;
    }

    /** Asked behind those that were put before; what is not bound, or not claimed, is refused before any of them. */
    public HostBuilder middleware(Middleware next) {
        middleware.add(next);
        return this;
    }

    /** Told of all calls, inside of those that were put before. */
    public HostBuilder observer(CallObserver next) {
        observers.add(next);
        return this;
    }

    /** Counts what the actors use, denied calls included; what they ask is counted, whatever a middleware makes of it. */
    public HostBuilder recording(UseRecorder used) {
        recorder = used;
        return this;
    }

    /** Of each actor that is given none of its own. */
    public HostBuilder limits(ActorLimits perActor) {
        limits = perActor;
        return this;
    }

    /** As {@link #limits(ActorLimits)}, with the rest as it is. */
    public HostBuilder limits(GuestLimits perInstance) {
        limits = limits.withGuest(perInstance);
        return this;
    }

    /** The limits that were set, or the default. */
    public ActorLimits limits() {
        return limits;
    }

    /**
     * What the memories of all guests may grow to together, in pages of 64 KiB; without it, there is no such limit. An actor whose
     * instances might grow beyond is not let in, so that those that were can have what their own limits say.
     */
    public HostBuilder totalMemoryPages(long pages) {
        if (pages < 1) {
            throw new IllegalArgumentException("the guests of a host need a page of memory at least, not " + pages);
        }
        totalMemoryPages = pages;
        return this;
    }

    /** The host's identity, a server key; without it, each host has a new one. */
    public HostBuilder identity(SigningKey server) {
        if (server.publicKey().role() != KeyRole.SERVER) {
            throw new IllegalArgumentException("a host's key is a server key (N…), not " + server.publicKey());
        }
        identity = server;
        return this;
    }

    /**
     * Takes new versions of actors as bytes, by {@code PerformLiveUpdate}, if this gate and all that were put before let them in; with none
     * at all, no version is taken.
     */
    public HostBuilder liveUpdates(Gate judging) {
        liveUpdates = liveUpdates == null ? Gates.of(judging) : liveUpdates.and(judging);
        return this;
    }

    public HostBuilder engine(Engine chosen) {
        engine = chosen;
        return this;
    }

    /** Where the compiler's work on actors is kept, so that each is translated once; nowhere, if not given. */
    public HostBuilder codeCache(CodeCache kept) {
        codeCache = kept;
        return this;
    }

    /** What claims are dated against. */
    public HostBuilder clock(Clock used) {
        clock = used;
        return this;
    }

    /** Keeps the first value of a key; {@code hostcore.*} are the machine's own and cannot be set. */
    public HostBuilder label(String key, String value) {
        labels.putIfAbsent(key, value);
        return this;
    }

    /** Where a binding's value {@code env:NAME} is looked up; the process's own variables, if not given. */
    public HostBuilder environment(Map<String, String> variables) {
        environment = Map.copyOf(variables);
        return this;
    }

    /** How long a change waits for another one of the same actor or provider; 30 seconds. */
    public HostBuilder patience(Duration longest) {
        patience = longest;
        return this;
    }

    /** A new host; what is set here afterwards does not change it. */
    public Host build() {
        Map<String, String> all =
                Labels.of(labels, System.getProperty("os.arch", ""), System.getProperty("os.name", ""));
        SigningKey key = identity == null ? SigningKey.generate(KeyRole.SERVER, new SecureRandom()) : identity;
        return new Host(new HostSettings(
                middleware,
                observers,
                recorder,
                authorizer,
                liveUpdates,
                key,
                limits,
                totalMemoryPages,
                engine,
                codeCache,
                clock,
                all,
                new ValueReferences(environment),
                patience));
    }
}
