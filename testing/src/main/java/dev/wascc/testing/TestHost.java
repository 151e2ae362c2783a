package dev.wascc.testing;

import dev.wascc.claims.ActorModule;
import dev.wascc.claims.ClaimsException;
import dev.wascc.claims.TrustPolicy;
import dev.wascc.claims.VerifiedActor;
import dev.wascc.document.DocumentException;
import dev.wascc.gate.Gate;
import dev.wascc.gate.Policy;
import dev.wascc.host.Host;
import dev.wascc.host.HostException;
import dev.wascc.host.InstalledProviders;
import dev.wascc.mocks.MockProvider;
import dev.wascc.nkeys.InvalidKeyTextException;
import dev.wascc.nkeys.PublicKey;
import dev.wascc.provider.Binding;
import dev.wascc.provider.CapabilityProvider;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The host of one test class, and the actors that were asked for. Failures are the test's: {@link AssertionError}. */
final class TestHost {
    private static final String EXTRAS = "wascc:extras";
    private static final String HTTP_SERVER = "wascc:http_server";
    private static final Set<String> NETWORK = Set.of(HTTP_SERVER, "wascc:http_client");

    private final Gate gate;
    private final InstalledProviders installed;
    private final Map<String, CapabilityProvider> handedOver = new HashMap<>();
    private final Map<String, MockProvider> mocks = new HashMap<>();
    private final Map<Path, ActorRef> actors = new HashMap<>();
    private final Host host = Host.builder().build();

    private TestHost(Gate gate, ClassLoader loader) {
        this.gate = gate;
        this.installed = new InstalledProviders(loader);
    }

    /**
     * A host without actors.
     *
     * @param providers to be preferred to installed ones, by their capability
     * @param mocked capabilities that mocks serve
     */
    static TestHost of(
            WasccTest asked, ClassLoader loader, List<CapabilityProvider> providers, Collection<String> mocked) {
        TestHost made = new TestHost(gate(asked), loader);
        providers.forEach(provider -> made.handedOver.put(provider.descriptor().id(), provider));
        mocked.forEach(
                capability -> made.mocks.put(capability, MockProvider.of(capability, () -> made.inMemory(capability))));
        return made;
    }

    /** What is behind a mock: nothing that speaks to a network. */
    private Optional<CapabilityProvider> inMemory(String capability) {
        if (handedOver.containsKey(capability)) {
            return Optional.of(handedOver.get(capability));
        }
        return NETWORK.contains(capability)
                ? Optional.empty()
                : installed.of(capability).filter(provider -> provider.suits(Map.of()));
    }

    MockProvider mock(String capability) {
        return Objects.requireNonNull(mocks.get(capability));
    }

    /** Before a test. */
    void resetMocks() throws Exception {
        for (MockProvider mock : mocks.values()) {
            mock.reset();
        }
    }

    private static Gate gate(WasccTest asked) {
        Set<PublicKey> trust = new LinkedHashSet<>();
        try {
            for (String key : asked.trust()) {
                trust.add(PublicKey.parse(key));
            }
            if (!asked.policy().isEmpty()) {
                return Gate.by(Policy.read(Path.of(asked.policy())), trust, Clock.systemUTC());
            }
        } catch (InvalidKeyTextException e) {
            throw new AssertionError("@WasccTest: trust takes public keys (A…): " + e.getMessage(), e);
        } catch (DocumentException e) {
            throw new AssertionError("@WasccTest: " + e.getMessage(), e);
        }
        TrustPolicy by = trust.isEmpty() ? TrustPolicy.integrityOnly() : TrustPolicy.trusting(trust);
        return Gate.trusting(by, Clock.systemUTC());
    }

    /** The actor of a file, let in and bound the first time that it is asked for. */
    synchronized ActorRef actor(String file) {
        Path path = Path.of(file).toAbsolutePath().normalize();
        ActorRef known = actors.get(path);
        if (known != null) {
            return known;
        }
        VerifiedActor actor = admitted(file, path);
        try {
            host.add(actor);
            for (String capability : actor.capabilities()) {
                bind(actor, capability);
            }
        } catch (HostException e) {
            throw new AssertionError(file + " does not start: " + e.getMessage(), e);
        }
        ActorRef made = new ActorRef(host, actor.key());
        actors.put(path, made);
        return made;
    }

    private VerifiedActor admitted(String file, Path path) {
        try {
            return gate.admit(ActorModule.read(path)).actor();
        } catch (ClaimsException e) {
            throw new AssertionError(
                    file + " is refused:\n"
                            + e.findings().stream()
                                    .map(finding -> "  " + finding.mendedBy(finding.remedyFor(file)))
                                    .collect(Collectors.joining("\n")),
                    e);
        } catch (NoSuchFileException e) {
            throw new AssertionError(file + ": there is no such file; was it built and signed?", e);
        } catch (IOException e) {
            throw new AssertionError(file + " cannot be read: " + e.getMessage(), e);
        }
    }

    /** Another actor, to be called, and what the host has built in need no provider. */
    private void bind(VerifiedActor actor, String capability) throws HostException {
        boolean needsNone = capability.equals(EXTRAS) || isActor(capability);
        if (needsNone) {
            return;
        }
        if (!host.provides(capability, Binding.DEFAULT_NAME)) {
            CapabilityProvider preferred =
                    mocks.containsKey(capability) ? mocks.get(capability) : handedOver.get(capability);
            CapabilityProvider provider = preferred != null
                    ? preferred
                    : installed
                            .of(capability)
                            .orElseThrow(() -> new AssertionError("nothing provides " + capability
                                    + ", which " + actor.name()
                                    + " claims; hand a provider over in a static field with @Provides,"
                                    + " or put one on the class path"));
            host.add(provider, Binding.DEFAULT_NAME);
        }
        Map<String, String> values = capability.equals(HTTP_SERVER) ? Map.of("PORT", "0") : Map.of();
        host.bind(Binding.of(actor.key().text(), capability, values));
    }

    private static boolean isActor(String capability) {
        try {
            PublicKey.parse(capability);
            return true;
        } catch (InvalidKeyTextException e) {
            return false;
        }
    }

    void close() {
        host.close();
    }
}
