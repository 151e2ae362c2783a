package dev.wascc.cli;

import dev.wascc.claims.ClaimsException;
import dev.wascc.claims.VerifiedActor;
import dev.wascc.document.DocumentException;
import dev.wascc.gate.Gate;
import dev.wascc.host.Host;
import dev.wascc.host.HostException;
import dev.wascc.host.Inventory;
import dev.wascc.host.manifest.Manifest;
import dev.wascc.host.manifest.ManifestException;
import dev.wascc.host.manifest.ManifestHost;
import dev.wascc.provider.Binding;
import dev.wascc.provider.OneLine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Serves actors until it is stopped: those of a manifest, or signed modules with the built-in providers of what they claim. */
@CommandLine.Command(name = "run", description = "Serve actors by a manifest, or signed modules by what they claim.")
final class RunCommand extends Command {
    private static final List<String> MANIFESTS = List.of("manifest.yaml", "manifest.yml", "manifest.json");
    private static final String HTTP_SERVER = "wascc:http_server";
    private static final int FIRST_PORT = 8080;
    private static final int MAX_PORT = 65_535;

    @Parameters(
            arity = "0..*",
            paramLabel = "DIR|MANIFEST|ACTOR.wasm",
            description = "A directory with a manifest, a manifest, or signed modules.")
    List<Path> sources = List.of();

    @Option(
            names = {"-m", "--manifest"},
            paramLabel = "FILE",
            description = "A manifest, YAML or JSON.")
    @Nullable
    Path manifest;

    @Option(
            names = {"-e", "--expand-env"},
            negatable = true,
            defaultValue = "true",
            fallbackValue = "true",
            description = "Put $${NAME:default} in values; on by default, as it cannot change a manifest's structure.")
    boolean expand = true;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            description =
                    "What a manifest has for $${PORT}, or the first port of modules without one; default $$PORT, else 8080"
                            + " for the latter; 0 for free ones.")
    @Nullable
    Integer port;

    @Mixin
    HostOptions options = new HostOptions();

    @Override
    public Integer call()
            throws IOException, ManifestException, ClaimsException, HostException, CliException, DocumentException,
                    InterruptedException {
        if (port != null && (port < 0 || port > MAX_PORT)) {
            throw usage("--port is a number from 0 to " + MAX_PORT);
        }
        Path file = manifestFile();
        Gate gate = options.gate(this);
        ManifestHost starter = new ManifestHost(gate, HostOptions.PROVIDERS::of);
        Host host = file == null ? modules(starter, gate) : byManifest(starter, file);
        options.startRecording(host);
        CountDownLatch stopped = new CountDownLatch(1);
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            host.close();
                            options.endRecording();
                            stopped.countDown();
                        },
                        "wascc-stop"));
        report(host);
        stopped.await();
        return 0;
    }

    private @Nullable Path manifestFile() throws CliException {
        if (manifest != null) {
            if (!sources.isEmpty()) {
                throw usage("give a manifest or modules, not both");
            }
            return manifest;
        }
        if (sources.isEmpty()) {
            throw usage("nothing to run; name a directory with a manifest, a manifest, or signed modules");
        }
        Path first = sources.get(0);
        if (first.toString().endsWith(".wasm")) {
            return null;
        }
        if (sources.size() > 1) {
            throw usage("give one directory or manifest, or several .wasm files");
        }
        if (!Files.isDirectory(first)) {
            return first;
        }
        return MANIFESTS.stream()
                .map(first::resolve)
                .filter(Files::isRegularFile)
                .findFirst()
                .orElseThrow(() -> new CliException(
                        ExitCode.NOT_FOUND, first + " has no manifest.yaml, manifest.yml or manifest.json"));
    }

    private Host byManifest(ManifestHost starter, Path file)
            throws ManifestException, ClaimsException, HostException, CliException {
        if (!Files.exists(file)) {
            throw new CliException(ExitCode.NOT_FOUND, shown(file) + ": there is no such file");
        }
        Map<String, String> environment = new HashMap<>(surroundings.environment());
        if (port != null) {
            environment.put("PORT", String.valueOf(port));
        }
        Manifest read = Manifest.read(file, expand ? environment : null);
        Path directory = file.toAbsolutePath().getParent();
        return starter.start(read, directory == null ? Path.of("") : directory, options.settings(this));
    }

    private Host modules(ManifestHost starter, Gate gate)
            throws IOException, ClaimsException, HostException, CliException {
        Host host = options.settings(this).build();
        int next = firstPort();
        try {
            for (Path source : sources) {
                VerifiedActor actor = Modules.admitted(this, gate, source);
                host.add(actor);
                for (String capability : actor.capabilities()) {
                    boolean extras = capability.equals("wascc:extras");
                    if (!extras && HostOptions.PROVIDERS.of(capability).isPresent()) {
                        Map<String, String> values =
                                capability.equals(HTTP_SERVER) ? Map.of("PORT", String.valueOf(next)) : Map.of();
                        starter.bind(host, Binding.of(actor.key().text(), capability, values));
                        next += capability.equals(HTTP_SERVER) && next > 0 ? 1 : 0;
                    } else if (!extras) {
                        say("warning: nothing provides " + capability + ", which " + actor.name() + " claims");
                    }
                }
            }
        } catch (IOException | ClaimsException | HostException | CliException e) {
            host.close();
            throw e;
        }
        return host;
    }

    private int firstPort() {
        if (port != null) {
            return port;
        }
        String text = surroundings.environment().getOrDefault("PORT", "");
        try {
            return text.isBlank() ? FIRST_PORT : Integer.parseInt(text.strip());
        } catch (NumberFormatException e) {
            throw usage("PORT is not a number");
        }
    }

    /** What runs, and last where it can be reached. */
    private void report(Host host) {
        Inventory inventory = host.inventory();
        for (Inventory.ActorEntry actor : inventory.actors()) {
            say("actor     " + OneLine.of(actor.name()) + "  " + actor.key() + "  issuer " + actor.issuer());
        }
        for (Inventory.ProviderEntry provider : inventory.providers()) {
            say("provider  " + provider.capability() + "," + provider.binding() + "  " + provider.name());
        }
        say("Ctrl-C ends it.");
        // The lowest port comes last, where the eye is: in the samples that is the counter's.
        List<Host.Endpoint> endpoints = new ArrayList<>(host.endpoints());
        java.util.Collections.reverse(endpoints);
        endpoints.forEach(endpoint -> print(OneLine.of(endpoint.actorName()) + "  " + endpoint.url()));
        surroundings.out().flush();
    }
}
