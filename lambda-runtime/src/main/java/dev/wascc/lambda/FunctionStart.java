package dev.wascc.lambda;

import dev.wascc.claims.ClaimsException;
import dev.wascc.claims.TrustPolicy;
import dev.wascc.document.DocumentException;
import dev.wascc.gate.Gate;
import dev.wascc.gate.Policy;
import dev.wascc.host.Host;
import dev.wascc.host.HostBuilder;
import dev.wascc.host.HostException;
import dev.wascc.host.InstalledProviders;
import dev.wascc.host.Inventory;
import dev.wascc.host.manifest.Manifest;
import dev.wascc.host.manifest.ManifestException;
import dev.wascc.host.manifest.ManifestHost;
import dev.wascc.lambda.FunctionException.Reason;
import dev.wascc.lambda.log.JsonLines;
import dev.wascc.nkeys.InvalidKeyTextException;
import dev.wascc.nkeys.KeyRole;
import dev.wascc.nkeys.PublicKey;
import dev.wascc.provider.Binding;
import dev.wascc.wapc.CodeCache;
import dev.wascc.wapc.GuestLimits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** From a directory with a manifest to a function that takes events. */
final class FunctionStart {
    private static final Logger LOG = LoggerFactory.getLogger(FunctionStart.class);
    private static final String FAILED = "Failed to apply manifest: ";
    /** Where a package has the compiler's work on its actors. */
    private static final String CODE = ".wascc/code";
    /** The longest that Lambda lets a function run. */
    private static final Duration LONGEST = Duration.ofMinutes(15);
    /** An event of 6 MB, and what is around it as a message. */
    private static final int PAYLOAD = 7 << 20;

    private final FunctionSettings settings;
    private final Routes routes = new Routes();
    private final LambdaProviders providers;

    private FunctionStart(FunctionSettings settings, JsonLines log) {
        this.settings = settings;
        this.providers = new LambdaProviders(routes, log, new InstalledProviders(FunctionStart.class.getClassLoader()));
    }

    static ActorFunction start(FunctionSettings settings, JsonLines log) throws FunctionException {
        return new FunctionStart(settings, log).function();
    }

    private ActorFunction function() throws FunctionException {
        Path file = settings.manifest();
        Manifest manifest;
        try {
            manifest = Manifest.read(file, settings.environment());
        } catch (ManifestException e) {
            throw new FunctionException(Reason.MANIFEST_INVALID, "Failed to load manifest file: " + e.getMessage(), e);
        }
        for (Binding binding : manifest.bindings()) {
            requireServed(manifest, binding);
        }
        try {
            Path directory = settings.directory().toAbsolutePath();
            ManifestHost starter = new ManifestHost(gate(manifest.judgesIssuer()), providers::of);
            Host host = starter.start(manifest, directory, builder(manifest));
            boolean ready = false;
            try {
                for (Binding binding : AutomaticBindings.of(
                        manifest, directory, host.inventory().actors())) {
                    starter.bind(host, binding);
                }
                requireEvents();
                host.inventory().providers().forEach(FunctionStart::warn);
                ready = true;
                return new ActorFunction(host, routes, settings.clock());
            } finally {
                if (!ready) {
                    host.close();
                }
            }
        } catch (ManifestException e) {
            throw new FunctionException(Reason.MANIFEST_INVALID, FAILED + e.getMessage(), e);
        } catch (ClaimsException e) {
            throw new FunctionException(Reason.ACTOR_REFUSED, FAILED + e.getMessage(), e);
        } catch (HostException e) {
            throw new FunctionException(Reason.START_FAILED, FAILED + e.getMessage(), e);
        }
    }

    /** Nothing that can be known before an actor is loaded is found out later. */
    private void requireServed(Manifest manifest, Binding binding) throws FunctionException {
        boolean self = binding.actor().equals(binding.capability());
        if (!self
                && manifest.capabilities().isEmpty()
                && providers.of(binding.capability()).isEmpty()
                && !binding.capability().equals("wascc:extras")) {
            throw new FunctionException(
                    Reason.MANIFEST_INVALID,
                    FAILED + "nothing provides " + binding.capability() + " here, to which actor " + binding.actor()
                            + " is bound; " + LambdaProviders.remedy(binding.capability()));
        }
    }

    private void requireEvents() throws FunctionException {
        if (routes.isEmpty()) {
            throw new FunctionException(
                    Reason.MANIFEST_INVALID,
                    FAILED + "no actor would get an event: none claims " + EventSource.HTTP + " or " + EventSource.RAW
                            + "; sign one with --http-server or --cap " + EventSource.RAW);
        }
    }

    private static void warn(Inventory.ProviderEntry provider) {
        for (String backend : provider.backends()) {
            if (backend.startsWith("memory") || backend.startsWith("file") || backend.startsWith("directory")) {
                LOG.warn(
                        "{} is served from {}: what is put there is not kept from one environment of the function to another",
                        provider.capability(),
                        backend);
            }
        }
    }

    private HostBuilder builder(Manifest manifest) throws FunctionException {
        boolean streams = manifest.bindings().stream()
                .anyMatch(binding -> binding.values().containsKey(HttpRoute.RESPONSE_STREAM));
        return Host.builder()
                .clock(settings.clock())
                .environment(settings.environment())
                .codeCache(codeCache())
                .limits(GuestLimits.defaults()
                        .withCallTime(LONGEST)
                        .withPayloadSize(streams ? Answer.MAX_STREAMED + (1 << 20) : PAYLOAD));
    }

    private CodeCache codeCache() throws FunctionException {
        Path code = settings.directory().resolve(CODE);
        try {
            return Files.isDirectory(code) ? CodeCache.packaged(code) : CodeCache.none();
        } catch (IOException e) {
            throw new FunctionException(
                    Reason.CONFIGURATION_INVALID, "the compiled code of the package is not used: " + e.getMessage(), e);
        }
    }

    private Gate gate(boolean judgedByManifest) throws FunctionException {
        Set<PublicKey> trusted = trusted();
        String policy = settings.variable("WASCC_POLICY");
        if (!policy.isEmpty()) {
            try {
                return Gate.by(Policy.read(settings.directory().resolve(policy)), trusted, settings.clock());
            } catch (DocumentException e) {
                throw new FunctionException(
                        Reason.CONFIGURATION_INVALID, "WASCC_POLICY cannot be had: " + e.getMessage(), e);
            }
        }
        if (trusted.isEmpty() && !judgedByManifest) {
            LOG.warn("issuers are not judged, whoever signed an actor; name those you trust in WASCC_TRUST, or under"
                    + " trust in the manifest");
        }
        return Gate.trusting(
                trusted.isEmpty() ? TrustPolicy.integrityOnly() : TrustPolicy.trusting(trusted), settings.clock());
    }

    private Set<PublicKey> trusted() throws FunctionException {
        Set<PublicKey> keys = new LinkedHashSet<>();
        for (String text : List.of(settings.variable("WASCC_TRUST").split("[,\\s]+"))) {
            if (!text.isEmpty()) {
                keys.add(issuer(text));
            }
        }
        return keys;
    }

    private static PublicKey issuer(String text) throws FunctionException {
        try {
            PublicKey key = PublicKey.parse(text);
            if (key.role() == KeyRole.ACCOUNT) {
                return key;
            }
            throw notAnIssuer(new IllegalArgumentException("it is the key of another role"));
        } catch (InvalidKeyTextException e) {
            throw notAnIssuer(e);
        }
    }

    private static FunctionException notAnIssuer(Exception e) {
        return new FunctionException(
                Reason.CONFIGURATION_INVALID,
                "WASCC_TRUST lists public keys of issuers, 56 characters that begin with A, with commas between them: "
                        + e.getMessage(),
                e);
    }
}
