package dev.wascc.mocks;

import dev.wascc.host.manifest.Manifest;
import dev.wascc.provider.Binding;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which capabilities mocks serve: {@code keyvalue}, {@code acme:geo=answers.yaml}.
 *
 * @param files of canned answers, by capability; empty where there is none
 */
public record MockChoices(Map<String, Optional<Path>> files) {
    public MockChoices {
        files = new LinkedHashMap<>(files);
    }

    /** @throws IllegalArgumentException says what such a choice looks like */
    public static MockChoices of(List<String> texts) {
        Map<String, Optional<Path>> files = new LinkedHashMap<>();
        for (String text : texts) {
            int equals = text.indexOf('=');
            String name = (equals < 0 ? text : text.substring(0, equals)).strip();
            if (name.isEmpty() || equals == text.length() - 1) {
                throw new IllegalArgumentException(
                        "a mock is CAPABILITY or CAPABILITY=FILE, keyvalue=answers.yaml and so on");
            }
            Optional<Path> file = equals < 0 ? Optional.empty() : Optional.of(Path.of(text.substring(equals + 1)));
            files.put(name.contains(":") ? name : "wascc:" + name, file);
        }
        return new MockChoices(files);
    }

    public boolean cover(String capability) {
        return files.containsKey(capability);
    }

    /** The manifest with these mocks beside its own, and without the values of bindings that {@code mocks} stands in for. */
    public Manifest applied(Manifest manifest, Mocks mocks) {
        Set<String> bound = new LinkedHashSet<>();
        List<Manifest.Mock> all = new ArrayList<>();
        List<Binding> bindings = new ArrayList<>();
        for (Binding binding : manifest.bindings()) {
            bound.add(binding.capability());
            Optional<Path> file = files.get(binding.capability());
            if (file != null) {
                String answers =
                        file.map(Path::toAbsolutePath).map(Path::toString).orElse(null);
                all.add(new Manifest.Mock(binding.actor(), binding.capability(), binding.name(), answers));
            }
            bindings.add(mocks.standIn(binding) ? Mocks.bare(binding) : binding);
        }
        requireBound(bound);
        all.addAll(manifest.mocks());
        return manifest.binding(bindings).mocking(all);
    }

    /**
     * Refuses a mock of what is not bound: it was meant for something.
     *
     * @throws IllegalArgumentException names it, and what is bound
     */
    public void requireBound(Collection<String> bound) {
        for (String capability : files.keySet()) {
            if (!bound.contains(capability)) {
                throw new IllegalArgumentException("the mock of " + capability
                        + " is for nothing that is bound here; these are: "
                        + (bound.isEmpty() ? "none" : String.join(", ", bound)));
            }
        }
    }
}
