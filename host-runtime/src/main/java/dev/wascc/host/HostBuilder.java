package dev.wascc.host;

import dev.wascc.wapc.Engine;
import dev.wascc.wapc.GuestLimits;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** How a host is to be; everything has a default that is safe. */
public final class HostBuilder {
    final List<Middleware> middleware = new ArrayList<>();
    Authorizer authorizer = Authorizer.CLAIMS_ONLY;
    GuestLimits limits = GuestLimits.defaults();
    Engine engine = Engine.COMPILER;
    Clock clock = Clock.systemUTC();
    private final Map<String, String> labels = new LinkedHashMap<>();

    HostBuilder() {}

    /** Asked after the claims; see {@link Authorizer}. */
    public HostBuilder authorizer(Authorizer stricter) {
        authorizer = stricter;
        return this;
    }

    /** Put behind those that were put before. */
    public HostBuilder middleware(Middleware next) {
        middleware.add(next);
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

    public HostBuilder clock(Clock used) {
        clock = used;
        return this;
    }

    /** Keeps the first value of a key; {@code hostcore.*} are the machine's own and cannot be set. */
    public HostBuilder label(String key, String value) {
        labels.putIfAbsent(key, value);
        return this;
    }

    Map<String, String> labels() {
        Map<String, String> all = new LinkedHashMap<>(labels);
        all.keySet().removeIf(key -> key.startsWith("hostcore."));
        all.put("hostcore.arch", arch(System.getProperty("os.arch", "")));
        String os = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
        boolean windows = os.startsWith("windows");
        all.put("hostcore.os", windows ? "windows" : os.startsWith("mac") ? "macos" : os);
        all.put("hostcore.osfamily", windows ? "windows" : "unix");
        return all;
    }

    /** Rust's name for a processor. */
    private static String arch(String java) {
        return java.equals("amd64") ? "x86_64" : java;
    }

    public Host build() {
        return new Host(this);
    }
}
