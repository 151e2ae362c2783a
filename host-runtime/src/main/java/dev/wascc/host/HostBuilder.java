package dev.wascc.host;

import dev.wascc.wapc.CodeCache;
import dev.wascc.wapc.Engine;
import dev.wascc.wapc.GuestLimits;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How a host is to be; everything has a default that is safe. Not for several threads. */
public final class HostBuilder {
    private final List<Middleware> middleware = new ArrayList<>();
    private final List<CallObserver> observers = new ArrayList<>();
    private final Map<String, String> labels = new LinkedHashMap<>();
    private UseRecorder recorder = UseRecorder.NONE;
    private Authorizer authorizer = Authorizer.CLAIMS_ONLY;
    private GuestLimits limits = GuestLimits.defaults();
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

    /** Of each actor. */
    public HostBuilder limits(GuestLimits perActor) {
        limits = perActor;
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
        ValueReferences references = new ValueReferences(environment);
        return new Host(new HostSettings(
                middleware,
                observers,
                recorder,
                authorizer,
                limits,
                engine,
                codeCache,
                clock,
                all,
                references,
                patience));
    }
}
