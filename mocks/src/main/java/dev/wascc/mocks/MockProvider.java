package dev.wascc.mocks;

import dev.wascc.mocks.RecordedCall.Kind;
import dev.wascc.mocks.RecordedCall.Source;
import dev.wascc.provider.Binding;
import dev.wascc.provider.CapabilityDescriptor;
import dev.wascc.provider.CapabilityProvider;
import dev.wascc.provider.Dispatcher;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A mock of any capability. It records each call, and answers it by a fault that was asked for, else by the first canned answer that fits,
 * else as the provider behind it does, which keeps everything in memory; where there is none, the call fails. The provider behind it is told
 * no values of bindings. Safe for several threads.
 */
public final class MockProvider implements CapabilityProvider {
    /** What the host tells a provider of an actor's claims begins so. */
    private static final String CLAIMS = "__wascc_";

    /** Waits. */
    @FunctionalInterface
    interface Pause {
        void of(Duration time) throws InterruptedException;
    }

    private final String capability;
    private final Supplier<Optional<CapabilityProvider>> inMemory;
    private final Journal journal;
    private final Pause pause;
    private final Stage stage = new Stage();
    private final Map<String, Binding> bound = new ConcurrentHashMap<>();
    private volatile @Nullable Dispatcher dispatcher;
    private volatile @Nullable CapabilityProvider behind;

    MockProvider(String capability, Supplier<Optional<CapabilityProvider>> inMemory, Journal journal, Pause pause) {
        this.capability = capability;
        this.inMemory = inMemory;
        this.journal = journal;
        this.pause = pause;
        this.behind = inMemory.get().orElse(null);
    }

    /**
     * A mock that is not started.
     *
     * @param inMemory makes what is behind it, now and at each {@link #reset}; nothing, if the capability has no such provider
     */
    public static MockProvider of(String capability, Supplier<Optional<CapabilityProvider>> inMemory) {
        return new MockProvider(
                capability, inMemory, new Journal(Clock.systemUTC()), time -> Thread.sleep(time.toMillis()));
    }

    /** The calls of actors up to now, in their order. */
    public List<RecordedCall> calls() {
        return journal.calls();
    }

    /** Those of one operation. */
    public List<RecordedCall> calls(String operation) {
        return calls().stream()
                .filter(call -> call.operation().equals(operation))
                .toList();
    }

    /** The calls of actors by this provider up to now: messages that it delivered, and so on. */
    public List<RecordedCall> events() {
        return journal.events();
    }

    /** Begins a canned answer: {@code mock.on("Get").with(Map.of("key", "visits")).answer(Map.of("value", "41", "exists", true))}. */
    public Stub on(String operation) {
        return new Stub(operation, stage);
    }

    /** Each so many calls fail with this error from now on; 0: none. */
    public MockProvider failEvery(int calls, String error) {
        if (calls < 0) {
            throw new IllegalArgumentException("each of a number of calls fails, and " + calls + " is none");
        }
        stage.fault(Fault.every(calls, error));
        return this;
    }

    /** All calls take so much longer from now on. */
    public MockProvider delay(Duration time) {
        stage.delay(time);
        return this;
    }

    /** Performs an operation on what is behind, which is not recorded: to set the scene, or to look at it. */
    public byte[] perform(String operation, byte[] payload) throws Exception {
        CapabilityProvider provider = behind;
        if (provider == null) {
            throw new IllegalStateException("nothing is behind the mock of " + capability);
        }
        String actor = bound.keySet().stream()
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("nothing is bound to the mock of " + capability + " yet"));
        return provider.handle(actor, operation, payload);
    }

    /** As new: nothing was called, nothing is canned, and what is behind is made anew. */
    public void reset() throws Exception {
        journal.clear();
        stage.clear();
        CapabilityProvider before = behind;
        CapabilityProvider next = inMemory.get().orElse(null);
        Dispatcher toActors = dispatcher;
        if (next != null && next != before) {
            if (toActors != null) {
                next.start(toActors);
            }
            for (Binding binding : bound.values()) {
                next.bind(binding);
            }
        }
        behind = next;
        if (before != null && before != next) {
            before.close();
        }
    }

    Stage stage() {
        return stage;
    }

    @Override
    public CapabilityDescriptor descriptor() {
        CapabilityProvider provider = behind;
        return provider == null
                ? new CapabilityDescriptor(capability, "waSCC mock", "0.1.0", 1, "Canned answers", List.of())
                : provider.descriptor();
    }

    @Override
    public void start(Dispatcher toActors) throws Exception {
        Dispatcher recording =
                (actor, operation, payload) -> Recording.event(journal, line(actor), operation, payload, toActors);
        dispatcher = recording;
        CapabilityProvider provider = behind;
        if (provider != null) {
            provider.start(recording);
        }
    }

    private Journal.Line line(String actor) {
        Binding binding = bound.get(actor);
        return new Journal.Line(actor, capability, binding == null ? Binding.DEFAULT_NAME : binding.name());
    }

    @Override
    public void bind(Binding binding) throws Exception {
        Map<String, String> claims = new java.util.HashMap<>(binding.values());
        claims.keySet().removeIf(key -> !key.startsWith(CLAIMS));
        Binding bare = new Binding(binding.actor(), binding.capability(), binding.name(), claims);
        CapabilityProvider provider = behind;
        if (provider != null) {
            provider.bind(bare);
        }
        bound.put(binding.actor(), bare);
    }

    @Override
    public void unbind(String actor) throws Exception {
        bound.remove(actor);
        CapabilityProvider provider = behind;
        if (provider != null) {
            provider.unbind(actor);
        }
    }

    @Override
    public byte[] handle(String actor, String operation, byte[] payload) throws Exception {
        Journal.Entry entry = journal.begin(Kind.CALL, line(actor), operation, payload);
        return Recording.ended(entry, () -> performed(entry, actor, operation, payload));
    }

    private byte[] performed(Journal.Entry entry, String actor, String operation, byte[] payload) throws Exception {
        Object request = Payloads.tree(Payloads.request(operation), payload);
        Stage.Turn turn = stage.turn(operation, request);
        if (!turn.delay().isZero()) {
            pause.of(turn.delay());
        }
        String fault = turn.fault();
        if (fault != null) {
            entry.by(Source.FAULT);
            throw new MockException(fault);
        }
        Answer answer = turn.answer();
        if (answer != null) {
            entry.by(Source.CANNED);
            String error = answer.error();
            if (error != null) {
                throw new MockException(error);
            }
            return answer.response().clone();
        }
        CapabilityProvider provider = behind;
        if (provider == null || !turn.inMemory()) {
            throw new MockException("the mock of " + capability + " has no canned answer for "
                    + Trees.shown(operation + " ", request) + stage.nearest(operation, request)
                    + (provider == null ? ", and there is nothing in memory behind it" : ""));
        }
        return provider.handle(actor, operation, payload);
    }

    @Override
    public List<String> endpoints(String actor) {
        CapabilityProvider provider = behind;
        return provider == null ? List.of() : provider.endpoints(actor);
    }

    @Override
    public String backend(String actor) {
        String what = stage.canned() ? "canned answers" : "";
        String memory = behind != null && stage.inMemory() ? "in-memory" : "";
        String both = what.isEmpty() || memory.isEmpty() ? what + memory : memory + " and " + what;
        return (both.isEmpty() ? "nothing" : both) + "  mock (recording)";
    }

    @Override
    public void checkHealth() throws Exception {
        CapabilityProvider provider = behind;
        if (provider != null) {
            provider.checkHealth();
        }
    }

    @Override
    public void drain() throws Exception {
        CapabilityProvider provider = behind;
        if (provider != null) {
            provider.drain();
        }
    }

    @Override
    public void close() throws Exception {
        CapabilityProvider provider = behind;
        if (provider != null) {
            provider.close();
        }
    }
}
