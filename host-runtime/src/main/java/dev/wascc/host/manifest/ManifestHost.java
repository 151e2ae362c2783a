package dev.wascc.host.manifest;

import dev.wascc.claims.ActorModule;
import dev.wascc.claims.ClaimsException;
import dev.wascc.claims.Finding;
import dev.wascc.claims.VerifiedActor;
import dev.wascc.claims.Verifier;
import dev.wascc.host.Host;
import dev.wascc.host.HostBuilder;
import dev.wascc.host.HostException;
import dev.wascc.provider.Binding;
import dev.wascc.provider.CapabilityProvider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;

/**
 * Brings a host up by a manifest: labels, actors, bindings, in this order; the first thing that fails closes it again. A binding whose
 * capability nothing provides yet is served by a built-in provider.
 */
public final class ManifestHost {
    private final Verifier verifier;
    private final Function<String, Optional<CapabilityProvider>> builtIn;

    /** @param builtIn a new provider of a capability, if there is one */
    public ManifestHost(Verifier verifier, Function<String, Optional<CapabilityProvider>> builtIn) {
        this.verifier = verifier;
        this.builtIn = builtIn;
    }

    /**
     * Starts a host.
     *
     * @param directory where the manifest lies; its files are looked for there, then in the working directory
     * @throws ManifestException a file is not there, or what the manifest asks for is not to be had
     * @throws ClaimsException an actor is refused; a host refuses by the rules of {@link Verifier}
     * @throws HostException an actor does not start, or a provider refuses a binding
     */
    public Host start(Manifest manifest, Path directory, HostBuilder settings)
            throws ManifestException, ClaimsException, HostException {
        if (!manifest.capabilities().isEmpty()) {
            throw new ManifestException(
                    "the provider " + manifest.capabilities().get(0).path()
                            + " is a file of its own, and no provider is loaded from a file by this version; bindings find the built-in"
                            + " providers by themselves: leave the entry out of capabilities");
        }
        manifest.labels().forEach(settings::label);
        Host host = settings.build();
        boolean started = false;
        try {
            for (String actor : manifest.actors()) {
                host.add(verified(actor, directory));
            }
            for (Binding binding : manifest.bindings()) {
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

    private VerifiedActor verified(String actor, Path directory) throws ManifestException, ClaimsException {
        if (actor.contains("://")) {
            throw new ManifestException(
                    "the actor " + actor + " is a reference into a registry, which is not read here; name a file");
        }
        Path file = file(actor, directory);
        try {
            return verifier.verify(ActorModule.read(file));
        } catch (IOException e) {
            throw new ManifestException(
                    "the actor " + file + " cannot be read: "
                            + (Files.isDirectory(file) ? "it is a directory" : String.valueOf(e.getMessage())),
                    e);
        } catch (ClaimsException e) {
            throw new ClaimsException(e.findings().stream()
                    .map(f -> new Finding(f.rule(), f.severity(), actor + ": " + f.message()))
                    .toList());
        }
    }

    private static Path file(String actor, Path directory) throws ManifestException {
        Path beside;
        Path here;
        try {
            beside = directory.resolve(actor);
            here = Path.of(actor);
        } catch (InvalidPathException e) {
            throw new ManifestException("the actor is no name of a file: " + e.getMessage(), e);
        }
        if (!Files.exists(beside) && !Files.exists(here)) {
            throw new ManifestException("the actor " + actor + " cannot be read: there is no file "
                    + beside.toAbsolutePath().normalize()
                    + ", nor one in the working directory; was it built and signed?");
        }
        return Files.exists(beside) ? beside : here;
    }
}
