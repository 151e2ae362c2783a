package dev.wascc.samples.loud;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.wascc.provider.Binding;
import dev.wascc.provider.CapabilityDescriptor;
import dev.wascc.provider.CapabilityDescriptor.Direction;
import dev.wascc.provider.CapabilityDescriptor.Operation;
import dev.wascc.provider.CapabilityProvider;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** {@code sample:loud}: answers a text in capitals, with what the binding's value {@code ENDING} says behind it. */
public final class LoudProvider implements CapabilityProvider {
    private final Map<String, String> endings = new ConcurrentHashMap<>();

    @Override
    public CapabilityDescriptor descriptor() {
        return new CapabilityDescriptor(
                "sample:loud",
                "loud (Java sample)",
                "1.0.0",
                1,
                "Answers in capitals",
                List.of(new Operation("Shout", Direction.TO_PROVIDER, "Text in, text out")));
    }

    @Override
    public void bind(Binding binding) {
        endings.put(binding.actor(), binding.values().getOrDefault("ENDING", ""));
    }

    @Override
    public void unbind(String actor) {
        endings.remove(actor);
    }

    @Override
    public byte[] handle(String actor, String operation, byte[] payload) {
        if (!operation.equals("Shout")) {
            throw new IllegalArgumentException("bad dispatch");
        }
        String text = new String(payload, UTF_8).toUpperCase(Locale.ROOT);
        return (text + endings.getOrDefault(actor, "")).getBytes(UTF_8);
    }
}
