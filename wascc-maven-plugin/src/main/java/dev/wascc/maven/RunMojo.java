package dev.wascc.maven;

import dev.wascc.claims.ClaimsException;
import dev.wascc.gate.Gate;
import dev.wascc.host.Host;
import dev.wascc.host.HostException;
import dev.wascc.host.InstalledProviders;
import dev.wascc.host.Inventory;
import dev.wascc.host.manifest.Manifest;
import dev.wascc.host.manifest.ManifestException;
import dev.wascc.host.manifest.ManifestHost;
import dev.wascc.mocks.MockChoices;
import dev.wascc.mocks.Mocks;
import java.io.File;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Execute;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/** Builds the project, and serves its manifest until Ctrl-C; what {@code verify} refuses by the same policy does not start. */
@Mojo(name = "run", aggregator = true, threadSafe = true)
@Execute(phase = LifecyclePhase.PACKAGE)
@SuppressWarnings("NullAway.Init") // Maven sets the parameters
public final class RunMojo extends GateMojo {
    /** The manifest; its files are looked for beside it. */
    @Parameter(property = "wascc.manifest", defaultValue = "${project.basedir}/manifest.yaml")
    private File manifest;

    /** Capabilities that mocks serve, each with a file of canned answers or without: {@code keyvalue}, {@code keyvalue=answers.yaml}. */
    @Parameter(property = "wascc.mocks")
    private List<String> mocks = new ArrayList<>();

    @Override
    void perform() throws MojoExecutionException, MojoFailureException {
        if (!manifest.isFile()) {
            throw new MojoFailureException("there is no manifest " + manifest + "; name one with -Dwascc.manifest");
        }
        try {
            Gate gate = gate(Clock.systemUTC(), false);
            Mocks parts = new Mocks(new InstalledProviders(RunMojo.class.getClassLoader())::of, Clock.systemUTC());
            Manifest read = mocked(Manifest.read(manifest.toPath(), environment()), parts);
            Host host = new ManifestHost(gate, parts::of)
                    .mockedBy(parts)
                    .start(read, manifest.getAbsoluteFile().getParentFile().toPath(), Host.builder());
            Runtime.getRuntime().addShutdownHook(new Thread(host::close, "wascc-stop"));
            report(host);
            new CountDownLatch(1).await();
        } catch (ManifestException | HostException e) {
            throw new MojoFailureException(String.valueOf(e.getMessage()));
        } catch (ClaimsException e) {
            throw refused("an actor is refused", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Manifest mocked(Manifest read, Mocks parts) throws MojoFailureException {
        try {
            return MockChoices.of(mocks).applied(read, parts);
        } catch (IllegalArgumentException e) {
            throw new MojoFailureException("<mocks>: " + e.getMessage());
        }
    }

    private void report(Host host) {
        for (Inventory.ActorEntry actor : host.inventory().actors()) {
            String files = actor.files().equals("none") ? "" : "  files " + actor.files();
            getLog().info("actor " + actor.name() + "  " + actor.key() + "  issuer " + actor.issuer() + files);
        }
        for (Inventory.ProviderEntry provider : host.inventory().providers()) {
            if (!provider.backends().isEmpty()) {
                getLog().info(provider.capability() + "," + provider.binding() + " -> "
                        + String.join(", ", provider.backends()));
            }
        }
        getLog().info("Ctrl-C ends it.");
        List<Host.Endpoint> endpoints = new ArrayList<>(host.endpoints());
        Collections.reverse(endpoints);
        endpoints.forEach(endpoint -> getLog().info(endpoint.actorName() + "  " + endpoint.url()));
    }
}
