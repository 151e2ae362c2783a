package dev.wascc.mocks;

import dev.wascc.document.DocumentException;
import dev.wascc.host.manifest.Mocking;
import dev.wascc.provider.Binding;
import dev.wascc.provider.CapabilityProvider;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Where the providers of a host come from that has mocks: for each binding a mock, a cassette, or the installed provider, whose calls are
 * recorded where that is asked for. The host asks the claims before any of them.
 */
public final class Mocks implements Mocking {
    /** Who serves a binding. */
    enum Role {
        INSTALLED,
        MOCK,
        CASSETTE
    }

    private static final String HTTP_SERVER = "wascc:http_server";

    /** Not answered by cassettes: where requests come from, and where log lines go, is not the world that an actor asks. */
    private static final Set<String> NOT_PLAYED = Set.of(HTTP_SERVER, "wascc:logging");

    /** They speak to a network, whatever they are told. */
    private static final Set<String> NOT_IN_MEMORY = Set.of(HTTP_SERVER, "wascc:http_client");

    private record Key(String actor, String capability, String name) {
        static Key of(Binding binding) {
            return new Key(binding.actor(), binding.capability(), binding.name());
        }
    }

    private final Function<String, Optional<CapabilityProvider>> installed;
    private final Journal journal;
    private final Map<Key, MockScript> mocked = new ConcurrentHashMap<>();
    private final Map<Path, MockScript> scripts = new ConcurrentHashMap<>();
    private volatile @Nullable Tape tape;
    private volatile boolean watched;

    /**
     * None yet.
     *
     * @param installed a new provider of a capability, if there is one
     * @param clock what calls are dated by
     */
    public Mocks(Function<String, Optional<CapabilityProvider>> installed, Clock clock) {
        this.installed = installed;
        this.journal = new Journal(clock);
    }

    @Override
    public void mock(Binding binding, @Nullable Path answers) throws DocumentException {
        MockScript script = answers == null ? MockScript.NONE : scripts.get(answers);
        if (script == null && answers != null) {
            script = MockScript.read(answers);
            scripts.put(answers, script);
        }
        mocked.put(Key.of(binding), script == null ? MockScript.NONE : script);
    }

    /** Answers all calls from a cassette that no mock answers, but those to {@code wascc:logging}. */
    public Tape play(Cassette cassette) {
        Tape played = new Tape(cassette);
        tape = played;
        return played;
    }

    /** Records the calls of providers that are installed too. */
    public void watch() {
        watched = true;
    }

    /** What was called. */
    public Journal journal() {
        return journal;
    }

    /** Whether a mock or a cassette serves this binding; it needs no values then. */
    public boolean standIn(Binding binding) {
        return role(binding) != Role.INSTALLED;
    }

    /** The same without values. */
    public static Binding bare(Binding binding) {
        return new Binding(binding.actor(), binding.capability(), binding.name(), Map.of());
    }

    Role role(Binding binding) {
        if (mocked.containsKey(Key.of(binding))) {
            return Role.MOCK;
        }
        boolean self = binding.actor().equals(binding.capability());
        return tape != null && !self && !NOT_PLAYED.contains(binding.capability()) ? Role.CASSETTE : Role.INSTALLED;
    }

    /** A new provider of a capability that serves each binding as it is to be served. */
    public Optional<CapabilityProvider> of(String capability) {
        Optional<CapabilityProvider> real = installed.apply(capability);
        boolean concerned =
                watched || tape != null || mocked.keySet().stream().anyMatch(key -> key.capability.equals(capability));
        return concerned ? Optional.of(new CastProvider(capability, real, this)) : real;
    }

    boolean watches() {
        return watched;
    }

    /** A provider that plays the part. */
    CapabilityProvider made(Role role, Binding binding) {
        Tape played = tape;
        if (role == Role.CASSETTE && played != null) {
            return new ReplayProvider(binding.capability(), played, journal);
        }
        MockProvider mock = new MockProvider(
                binding.capability(),
                () -> inMemory(binding.capability()),
                journal,
                time -> Thread.sleep(time.toMillis()));
        mock.stage().follow(script(binding));
        return mock;
    }

    /** What a mock of this binding follows. */
    MockScript script(Binding binding) {
        return mocked.getOrDefault(Key.of(binding), MockScript.NONE);
    }

    private Optional<CapabilityProvider> inMemory(String capability) {
        return NOT_IN_MEMORY.contains(capability)
                ? Optional.empty()
                : installed.apply(capability).filter(provider -> provider.suits(Map.of()));
    }
}
