package dev.wascc.host.manifest;

import dev.wascc.claims.ActorModule;
import dev.wascc.claims.ClaimsException;
import dev.wascc.claims.VerifiedActor;
import dev.wascc.gate.Admission;
import dev.wascc.gate.Gate;
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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings a host up by a manifest: labels, actors, bindings, in this order; the first thing that fails closes it again. A binding whose
 * capability nothing provides yet is served by a built-in provider.
 */
public final class ManifestHost {
    private static final Logger LOG = LoggerFactory.getLogger(ManifestHost.class);

    private final Gate gate;
    private final Function<String, Optional<CapabilityProvider>> builtIn;

    /** @param builtIn a new provider of a capability, if there is one */
    public ManifestHost(Gate gate, Function<String, Optional<CapabilityProvider>> builtIn) {
        this.gate = gate;
        this.builtIn = builtIn;
    }

    /**
     * Starts a host.
     *
     * @param directory where the manifest lies; its files are looked for there, then in the working directory
     * @throws ManifestException a file is not there, or what the manifest asks for is not to be had
     * @throws ClaimsException an actor is refused; a host refuses what {@link Gate} refuses
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
            Admission admission = gate.admit(ActorModule.read(file));
            admission.findings().forEach(finding -> LOG.warn("{}", finding.of(actor)));
            return admission.actor();
        } catch (IOException e) {
            throw new ManifestException(
                    "the actor " + file + " cannot be read: "
                            + (Files.isDirectory(file) ? "it is a directory" : String.valueOf(e.getMessage())),
                    e);
        } catch (ClaimsException e) {
            throw new ClaimsException(
                    e.findings().stream().map(finding -> finding.of(actor)).toList());
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
