package dev.wascc.host.manifest;

import dev.wascc.claims.ClaimsException;
import dev.wascc.claims.VerifiedActor;
import dev.wascc.claims.archive.ProviderArchive;
import dev.wascc.claims.archive.VerifiedProvider;
import dev.wascc.document.DocumentException;
import dev.wascc.gate.Gate;
import dev.wascc.host.ActorLimits;
import dev.wascc.host.ActorSettings;
import dev.wascc.host.Host;
import dev.wascc.host.HostBuilder;
import dev.wascc.host.HostException;
import dev.wascc.host.manifest.Manifest.ActorEntry;
import dev.wascc.host.manifest.Manifest.ProviderEntry;
import dev.wascc.provider.Binding;
import dev.wascc.provider.CapabilityProvider;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Brings a host up by a manifest: labels, actors, capabilities, bindings, in this order, as wascc-host does; the first thing that fails
 * closes it again. A binding whose capability nothing provides yet is served by a built-in provider.
 */
public final class ManifestHost {
    private static final int PAGES_A_MEBIBYTE = 16;
    private static final String PORTABLE = ".wasm";

    private final Gate gate;
    private final Function<String, Optional<CapabilityProvider>> builtIn;
    private final List<ProviderFiles> providerFiles;
    private final @Nullable Mocking mocking;

    /** @param builtIn a new provider of a capability, if there is one */
    public ManifestHost(Gate gate, Function<String, Optional<CapabilityProvider>> builtIn) {
        this(gate, builtIn, List.of());
    }

    /** @param providerFiles kinds of files that providers may be in, beside portable ones */
    public ManifestHost(
            Gate gate, Function<String, Optional<CapabilityProvider>> builtIn, List<ProviderFiles> providerFiles) {
        this(gate, builtIn, providerFiles, null);
    }

    private ManifestHost(
            Gate gate,
            Function<String, Optional<CapabilityProvider>> builtIn,
            List<ProviderFiles> providerFiles,
            @Nullable Mocking mocking) {
        this.gate = gate;
        this.builtIn = builtIn;
        this.providerFiles = List.copyOf(providerFiles);
        this.mocking = mocking;
    }

    /** The same for manifests with mocks; without, they are refused. The built-in providers have to come from {@code mocks} too. */
    public ManifestHost mockedBy(Mocking mocks) {
        return new ManifestHost(gate, builtIn, providerFiles, mocks);
    }

    /**
     * Starts a host.
     *
     * @param directory where the manifest lies; its files are looked for there, then in the working directory
     * @param settings the manifest's labels, limits and gates, these for {@code PerformLiveUpdate}, are set here before the host is
     *     built
     * @throws ManifestException a file is not there, or what the manifest asks for is not to be had
     * @throws ClaimsException an actor or provider is refused; a host refuses what its {@link Gate} refuses, or the manifest's own trust
     *     or policy
     * @throws HostException an actor or provider does not start, or a provider refuses a binding
     */
    public Host start(Manifest manifest, Path directory, HostBuilder settings)
            throws ManifestException, ClaimsException, HostException {
        SignedFiles files = SignedFiles.of(manifest, directory, gate);
        List<Binding> bindings = mocked(manifest, files);
        manifest.labels().forEach(settings::label);
        files.gates().inOrder().forEach(settings::liveUpdates);
        ActorLimits limits = manifest.limits().over(settings.limits());
        settings.limits(limits);
        Integer total = manifest.totalMemoryMib();
        if (total != null) {
            settings.totalMemoryPages((long) total * PAGES_A_MEBIBYTE);
        }
        Host host = settings.build();
        boolean started = false;
        try {
            for (ActorEntry actor : manifest.actors()) {
                host.add(
                        files.admitted(actor.path(), "actor"),
                        ActorSettings.of(actor.limits().over(limits))
                                .withInstances(actor.instances())
                                .withFiles(actor.files().granted(directory)));
            }
            for (ProviderEntry provider : manifest.capabilities()) {
                load(host, files, directory, provider, limits);
            }
            requireNotProvided(host, manifest);
            for (Binding binding : bindings) {
                bind(host, binding);
            }
            started = true;
            return host;
        } finally {
            if (!started) {
                host.close();
            }
        }
    }

    /** The bindings as they are made: one that is mocked has no values, so that no secret of the real provider is needed. */
    private List<Binding> mocked(Manifest manifest, SignedFiles files) throws ManifestException {
        if (manifest.mocks().isEmpty()) {
            return manifest.bindings();
        }
        if (mocking == null) {
            throw new ManifestException(
                    "the manifest asks for mocks, and this host has none; leave mock and mocks out of it");
        }
        List<Binding> bindings = new ArrayList<>();
        for (Binding binding : manifest.bindings()) {
            Optional<Manifest.Mock> mock = manifest.mocks().stream()
                    .filter(candidate -> candidate.of(binding))
                    .findFirst();
            if (mock.isEmpty()) {
                bindings.add(binding);
                continue;
            }
            Binding bare = new Binding(binding.actor(), binding.capability(), binding.name(), Map.of());
            String answers = mock.get().answers();
            try {
                mocking.mock(bare, answers == null ? null : files.file(answers, "file of canned answers"));
            } catch (DocumentException e) {
                throw ManifestException.of(e);
            }
            bindings.add(bare);
        }
        return bindings;
    }

    /** A provider in a file of its own serves whoever is bound to it, so that a mock would be passed over. */
    private static void requireNotProvided(Host host, Manifest manifest) throws ManifestException {
        for (Manifest.Mock mock : manifest.mocks()) {
            if (host.provides(mock.capability(), mock.binding())) {
                throw new ManifestException("the binding " + mock.binding() + " of " + mock.capability()
                        + " is to be mocked, and an entry of capabilities provides it; leave out one of the two");
            }
        }
    }

    private void load(Host host, SignedFiles files, Path directory, ProviderEntry entry, ActorLimits limits)
            throws ManifestException, ClaimsException, HostException {
        if (entry.path().toLowerCase(Locale.ROOT).endsWith(PORTABLE)) {
            VerifiedActor provider = files.admitted(entry.path(), "provider");
            requireDigest(entry, provider.module().sha256());
            host.addProvider(
                    provider,
                    entry.bindingName(),
                    ActorSettings.of(entry.limits().over(limits))
                            .withFiles(entry.files().granted(directory)));
            return;
        }
        if (!entry.limits().equals(Limits.NONE) || !entry.files().equals(FilesEntry.NONE)) {
            String what = entry.limits().equals(Limits.NONE) ? "files" : "limits";
            throw new ManifestException("the provider " + entry.path() + " has " + what
                    + ", but runs outside the sandbox, where none can be set; leave them out");
        }
        Path file = files.file(entry.path(), "provider");
        host.add(
                ProviderArchive.named(entry.path())
                        ? archived(host, files.admittedArchive(file, entry.path()), entry)
                        : opened(pinned(file, entry), entry.path()),
                entry.bindingName());
    }

    /** The library in an archive, which is then let in as any other: an archive says who made it, not that it may run here. */
    private CapabilityProvider archived(Host host, VerifiedProvider archive, ProviderEntry entry)
            throws ManifestException, ClaimsException {
        if (entry.sha256() != null) {
            try {
                requireDigest(entry, archive.archive().sha256());
            } catch (IOException e) {
                throw new ManifestException("the provider " + entry.path() + " cannot be read: " + e.getMessage(), e);
            }
        }
        return new ArchivedProvider(archive, entry.path())
                .load(host.inventory().labels(), library -> opened(library, entry.path()));
    }

    private static void requireDigest(ProviderEntry entry, String actual) throws ManifestException {
        String asked = entry.sha256();
        if (asked != null && !PrivateFile.lists(List.of(asked), actual.toLowerCase(Locale.ROOT))) {
            throw new ManifestException("the provider " + entry.path() + " has the SHA-256 " + actual
                    + ", and the manifest asks for " + asked + "; it was not loaded");
        }
    }

    /** A private copy where a digest is asked for, so that what is hashed is what is loaded. */
    private static Path pinned(Path file, ProviderEntry entry) throws ManifestException {
        String asked = entry.sha256();
        if (asked == null) {
            return file;
        }
        try {
            return PrivateFile.copyOf(file, List.of(asked), "is not the one that the manifest asks for")
                    .path();
        } catch (IOException e) {
            throw new ManifestException("the provider " + entry.path() + " cannot be loaded: " + e.getMessage(), e);
        }
    }

    private CapabilityProvider opened(Path file, String shown) throws ManifestException {
        try {
            for (ProviderFiles kind : providerFiles) {
                Optional<CapabilityProvider> provider = kind.open(file);
                if (provider.isPresent()) {
                    return provider.get();
                }
            }
        } catch (IOException e) {
            throw new ManifestException("the provider " + shown + " cannot be loaded: " + e.getMessage(), e);
        }
        String kinds = Stream.concat(
                        Stream.of(PORTABLE + " (portable)"),
                        providerFiles.stream().map(ProviderFiles::kind))
                .collect(Collectors.joining(", "));
        throw new ManifestException("the provider " + shown
                + " is a file of no kind that can be loaded here; these can: "
                + kinds + ". Bindings find the built-in providers by themselves: leave the entry out of capabilities if"
                + " it is one of them");
    }

    /** Binds, with a built-in provider where nothing provides the capability under that name. */
    public void bind(Host host, Binding binding) throws HostException {
        boolean self = binding.actor().equals(binding.capability());
        if (!self && !host.provides(binding.capability(), binding.name())) {
            Optional<CapabilityProvider> provider = builtIn.apply(binding.capability());
            if (provider.isPresent()) {
                host.add(provider.get(), binding.name());
            }
        }
        host.bind(binding);
    }
}
