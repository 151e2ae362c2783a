package dev.wascc.mocks;

import dev.wascc.mocks.Cassette.Exchange;
import dev.wascc.mocks.RecordedCall.Kind;
import dev.wascc.mocks.RecordedCall.Source;
import dev.wascc.provider.Binding;
import dev.wascc.provider.CapabilityDescriptor;
import dev.wascc.provider.CapabilityProvider;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

/** Answers from a cassette, and in no other way. */
final class ReplayProvider implements CapabilityProvider {
    private final String capability;
    private final Tape tape;
    private final Journal journal;
    private final Map<String, Journal.Line> bound = new ConcurrentHashMap<>();

    ReplayProvider(String capability, Tape tape, Journal journal) {
        this.capability = capability;
        this.tape = tape;
        this.journal = journal;
    }

    @Override
    public CapabilityDescriptor descriptor() {
        return new CapabilityDescriptor(capability, "waSCC cassette", "0.1.0", 1, "Recorded answers", List.of());
    }

    @Override
    public void bind(Binding binding) {
        bound.put(binding.actor(), new Journal.Line(binding.actor(), capability, binding.name()));
    }

    @Override
    public void unbind(String actor) {
        bound.remove(actor);
    }

    @Override
    public byte[] handle(String actor, String operation, byte[] payload) throws Exception {
        Journal.Line line = bound.getOrDefault(actor, new Journal.Line(actor, capability, Binding.DEFAULT_NAME));
        Journal.Entry entry = journal.begin(Kind.CALL, line, operation, payload);
        entry.by(Source.CASSETTE);
        return Recording.ended(entry, () -> {
            Exchange recorded = tape.next(line, operation, Payloads.tree(Payloads.request(operation), payload));
            String error = recorded.error();
            if (error != null) {
                throw new MockException(error);
            }
            return Payloads.bytes(Payloads.response(operation), Objects.requireNonNull(recorded.response()));
        });
    }

    @Override
    public String backend(String actor) {
        return "cassette  replay";
    }
}
