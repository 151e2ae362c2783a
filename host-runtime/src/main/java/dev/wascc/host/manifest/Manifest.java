package dev.wascc.host.manifest;

import dev.wascc.document.Document;
import dev.wascc.document.DocumentException;
import dev.wascc.nkeys.PublicKey;
import dev.wascc.provider.Binding;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a host starts with.
 *
 * @param labels of the host
 * @param actors to load
 * @param capabilities providers to load
 * @param bindings in the order they are made
 * @param limits of all actors and portable providers that have none of their own
 * @param totalMemoryMib of all of them together, in MiB; absent: no such limit
 * @param trust the issuers whose modules are let in, beside what else is asked of them; empty: nothing is asked here
 * @param policy a file of rules for modules; absent: none
 * @param mocks the bindings that are served by mocks
 */
public record Manifest(
        Map<String, String> labels,
        List<ActorEntry> actors,
        List<ProviderEntry> capabilities,
        List<Binding> bindings,
        Limits limits,
        @Nullable Integer totalMemoryMib,
        Set<PublicKey> trust,
        @Nullable String policy,
        List<Mock> mocks) {

    /**
     * A file of a signed module.
     *
     * @param instances so many calls of it run at the same time
     */
    public record ActorEntry(String path, int instances, Limits limits, FilesEntry files) {
        /** One instance, with the limits of the host and without files. */
        public static ActorEntry of(String path) {
            return new ActorEntry(path, 1, Limits.NONE, FilesEntry.NONE);
        }
    }

    /**
     * A provider's file, and the name it is bound under.
     *
     * @param limits of a portable provider
     * @param files of a portable provider
     * @param sha256 what the file has to have, 64 hexadecimal digits; absent: any
     */
    public record ProviderEntry(
            String path, String bindingName, Limits limits, FilesEntry files, @Nullable String sha256) {
        /** With the limits of the host and without files. */
        public static ProviderEntry of(String path, String bindingName) {
            return new ProviderEntry(path, bindingName, Limits.NONE, FilesEntry.NONE, null);
        }
    }

    /**
     * A mock in the place of what else would serve a binding.
     *
     * @param binding the name of the binding
     * @param answers a file of canned answers; absent: none
     */
    public record Mock(String actor, String capability, String binding, @Nullable String answers) {
        /** Whether this is the binding that is mocked. */
        boolean of(Binding made) {
            return made.actor().equals(actor)
                    && made.capability().equals(capability)
                    && made.name().equals(binding);
        }
    }

    public Manifest {
        labels = Map.copyOf(labels);
        actors = List.copyOf(actors);
        capabilities = List.copyOf(capabilities);
        bindings = List.copyOf(bindings);
        trust = Set.copyOf(trust);
        mocks = List.copyOf(mocks);
    }

    /** One without mocks. */
    public Manifest(
            Map<String, String> labels,
            List<ActorEntry> actors,
            List<ProviderEntry> capabilities,
            List<Binding> bindings,
            Limits limits,
            @Nullable Integer totalMemoryMib,
            Set<PublicKey> trust,
            @Nullable String policy) {
        this(labels, actors, capabilities, bindings, limits, totalMemoryMib, trust, policy, List.of());
    }

    /** A manifest of the schema of wascc-host 0.14, without the blocks that are new here. */
    public static Manifest of(
            Map<String, String> labels,
            List<ActorEntry> actors,
            List<ProviderEntry> capabilities,
            List<Binding> bindings) {
        return new Manifest(labels, actors, capabilities, bindings, Limits.NONE, null, Set.of(), null);
    }

    /** The same, where these limits say something in the place of the manifest's own for all actors. */
    public Manifest limited(Limits stronger) {
        return new Manifest(
                labels, actors, capabilities, bindings, stronger.over(limits), totalMemoryMib, trust, policy, mocks);
    }

    /** The same with other bindings. */
    public Manifest binding(List<Binding> others) {
        return new Manifest(labels, actors, capabilities, others, limits, totalMemoryMib, trust, policy, mocks);
    }

    /** The same with these bindings mocked, and no others. */
    public Manifest mocking(List<Mock> others) {
        return new Manifest(labels, actors, capabilities, bindings, limits, totalMemoryMib, trust, policy, others);
    }

    /** Whether it says whose modules are let in. */
    public boolean judgesIssuer() {
        return !trust.isEmpty() || policy != null;
    }

    /**
     * Reads a file: YAML where it ends in {@code .yaml} or {@code .yml} or has no extension, else JSON.
     *
     * @param environment for {@code ${NAME:default}} in values; null to leave them as they stand
     * @throws ManifestException with file, line and column, what is wrong and what was meant
     */
    public static Manifest read(Path file, @Nullable Map<String, String> environment) throws ManifestException {
        try {
            return of(Document.read(file), environment);
        } catch (DocumentException e) {
            throw ManifestException.of(e);
        }
    }

    /** Reads a manifest's text; {@code file} is what messages call it. */
    public static Manifest parse(String file, String text, boolean yaml, @Nullable Map<String, String> environment)
            throws ManifestException {
        try {
            return of(Document.parse(file, text, yaml), environment);
        } catch (DocumentException e) {
            throw ManifestException.of(e);
        }
    }

    private static Manifest of(Document document, @Nullable Map<String, String> environment) throws DocumentException {
        return new ManifestParser(document.file(), environment).manifest(document);
    }
}
