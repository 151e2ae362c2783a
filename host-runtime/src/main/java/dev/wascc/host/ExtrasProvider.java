package dev.wascc.host;

import dev.wascc.provider.Binding;
import dev.wascc.provider.CapabilityDescriptor;
import dev.wascc.provider.CapabilityDescriptor.Direction;
import dev.wascc.provider.CapabilityDescriptor.Operation;
import dev.wascc.provider.CapabilityProvider;
import dev.wascc.provider.message.Message;
import dev.wascc.provider.message.MessageFormatException;
import dev.wascc.provider.message.Shapes;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;

/** {@code wascc:extras}: random numbers, GUIDs, and a sequence per actor. Always there, bound by itself to actors that claim it. */
final class ExtrasProvider implements CapabilityProvider {
    static final String ID = "wascc:extras";

    private final SecureRandom random = new SecureRandom();
    private final Map<String, AtomicLong> sequences = new ConcurrentHashMap<>();

    @Override
    public CapabilityDescriptor descriptor() {
        return new CapabilityDescriptor(
                ID,
                "waSCC extras",
                "0.1.0",
                1,
                "Random numbers, GUIDs and sequence numbers",
                List.of(
                        new Operation("RequestGuid", Direction.TO_PROVIDER, "A version 4 UUID"),
                        new Operation("RequestSequence", Direction.TO_PROVIDER, "The actor's next number, from 0"),
                        new Operation(
                                "RequestRandom", Direction.TO_PROVIDER, "A number from min up to, not with, max")));
    }

    @Override
    public String backend(String actor) {
        return "built in";
    }

    @Override
    public void bind(Binding binding) {}

    @Override
    public void unbind(String actor) {
        sequences.remove(actor);
    }

    @Override
    public byte[] handle(String actor, String operation, byte[] payload) throws Exception {
        return switch (operation) {
            case "RequestGuid" -> answer(payload, "guid", request -> result().with("guid", guid()));
            case "RequestSequence" ->
                answer(payload, "sequence", request -> result().with("sequenceNumber", next(actor)));
            case "RequestRandom" ->
                answer(payload, "random", request -> result().with(
                                "randomNumber", between(request.whole("min"), request.whole("max"))));
            default -> throw new IllegalArgumentException("bad dispatch");
        };
    }

    /** All zero where the request does not ask for what its operation gives. */
    private static byte[] answer(byte[] payload, String wanted, UnaryOperator<Message> result)
            throws MessageFormatException {
        Message request = Shapes.GENERATOR_REQUEST.decode(payload);
        return (request.flag(wanted) ? result.apply(request) : result()).encode();
    }

    private static Message result() {
        return Shapes.GENERATOR_RESULT.message().with("sequenceNumber", 0L).with("randomNumber", 0L);
    }

    private static String guid() {
        return UUID.randomUUID().toString();
    }

    private long next(String actor) {
        return sequences.computeIfAbsent(actor, key -> new AtomicLong()).getAndIncrement();
    }

    private long between(long min, long max) {
        if (min >= max) {
            throw new IllegalArgumentException("a random number needs min below max, not " + min + " and " + max);
        }
        return random.nextLong(min, max);
    }
}
