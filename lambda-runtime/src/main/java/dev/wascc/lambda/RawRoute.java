package dev.wascc.lambda;

import dev.wascc.provider.Binding;
import dev.wascc.provider.Dispatcher;
import java.util.Arrays;
import java.util.Collections;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Events as they are to one actor. Binding values: {@code SOURCE}, where they are from, in AWS's words ({@code aws:sqs}, an ARN,
 * {@code direct}), several with commas (all); {@code BATCH}, {@code items} where each record of a batch is an event of its own, and the
 * failed ones are reported.
 *
 * @param sources empty for all
 */
record RawRoute(String actor, Set<String> sources, boolean items, Dispatcher dispatcher) implements Route {

    static RawRoute of(Binding binding, Dispatcher dispatcher) {
        String batch = binding.values().getOrDefault("BATCH", "whole").strip();
        if (!batch.equals("whole") && !batch.equals("items")) {
            throw new IllegalArgumentException("BATCH is whole or items");
        }
        Set<String> sources = Arrays.stream(
                        binding.values().getOrDefault("SOURCE", "").split(","))
                .map(String::strip)
                .filter(source -> !source.isEmpty())
                .collect(Collectors.toUnmodifiableSet());
        return new RawRoute(binding.actor(), sources, batch.equals("items"), dispatcher);
    }

    boolean takes(Set<String> from) {
        return sources.isEmpty() || !Collections.disjoint(sources, from);
    }
}
