package dev.wascc.cli;

import dev.wascc.claims.ClaimsException;
import dev.wascc.claims.VerifiedActor;
import dev.wascc.document.DocumentException;
import dev.wascc.gate.Gate;
import dev.wascc.host.Host;
import dev.wascc.host.HostBuilder;
import dev.wascc.host.HostException;
import dev.wascc.host.Inventory;
import dev.wascc.host.manifest.Manifest;
import dev.wascc.host.manifest.ManifestException;
import dev.wascc.host.manifest.ManifestHost;
import dev.wascc.mocks.Mocks;
import dev.wascc.provider.Binding;
import dev.wascc.provider.CapabilityProvider;
import dev.wascc.provider.OneLine;
import dev.wascc.wapc.GuestFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
    NativeOptions nativeFiles = new NativeOptions();

    @Mixin
    HostOptions options = new HostOptions();

    @Mixin
    WatchOptions watch = new WatchOptions();

    @Mixin
    ServeOptions serving = new ServeOptions();

    @Mixin
    RealOptions real = new RealOptions();

    @Mixin
    MockOptions mocking = new MockOptions();

    @Override
    public Integer call()
            throws IOException, ManifestException, ClaimsException, HostException, CliException, DocumentException,
                    InterruptedException {
        if (port != null && (port < 0 || port > MAX_PORT)) {
            throw usage("--port is a number from 0 to " + MAX_PORT);
        }
        Path file = manifestFile();
        serving.begin(this);
        Host host = started(file);
        CountDownLatch stopped = new CountDownLatch(1);
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            serving.stop(host);
                            watch.end();
                            options.endRecording();
                            endMocking();
                            stopped.countDown();
                        },
                        "wascc-stop"));
        report(host);
        serving.serve(this, host);
        stopped.await();
        return ExitCode.OK;
    }

    /** The code of a process that is ended by a signal is the signal's, and nobody else's but by ending it here. */
    private void endMocking() {
        int code = mocking.asked() ? mocking.end(this) : ExitCode.OK;
        if (code != ExitCode.OK) {
            surroundings.out().flush();
            surroundings.err().flush();
            Runtime.getRuntime().halt(code);
        }
    }

    private Host started(@Nullable Path file)
            throws IOException, ManifestException, ClaimsException, HostException, CliException, DocumentException {
        boolean up = false;
        try {
            Host host = file == null ? modules() : byManifest(file);
            options.startRecording(host);
            up = true;
            return host;
        } finally {
            if (!up) {
                serving.end();
                watch.end();
            }
        }
    }

    private HostBuilder settings() throws IOException {
        HostBuilder settings = options.settings(this);
        serving.observe(settings);
        watch.begin(this, settings, lines -> serving.lines(this, lines));
        return settings;
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

    private Host byManifest(Path file)
            throws IOException, ManifestException, ClaimsException, HostException, CliException, DocumentException {
        if (!Files.exists(file)) {
            throw new CliException(ExitCode.NOT_FOUND, shown(file) + ": there is no such file");
        }
        Map<String, String> environment = new HashMap<>(surroundings.environment());
        if (port != null) {
            environment.put("PORT", String.valueOf(port));
        }
        Manifest read = mocking.applied(this, real.applied(this, Manifest.read(file, expand ? environment : null)));
        Path directory = file.toAbsolutePath().getParent();
        return starter(options.gate(this, read.judgesIssuer()))
                .start(read.limited(options.limits(this)), directory == null ? Path.of("") : directory, settings());
    }

    private ManifestHost starter(Gate gate) throws DocumentException {
        Mocks mocks = mocking.mocks(this);
        return new ManifestHost(gate, mocks::of, nativeFiles.files(this)).mockedBy(mocks);
    }

    private Host modules() throws IOException, ClaimsException, HostException, CliException, DocumentException {
        Gate gate = options.gate(this, false);
        ManifestHost starter = starter(gate);
        Host host = settings().build();
        int next = firstPort();
        boolean started = false;
        try {
            for (Path source : sources) {
                VerifiedActor actor = Modules.admitted(this, gate, source);
                host.add(actor);
                next = bind(host, starter, actor, next);
            }
            real.requireUsed(this, host.inventory());
            mocking.requireUsed(this, host.inventory());
            started = true;
            return host;
        } finally {
            if (!started) {
                host.close();
            }
        }
    }

    /**
     * Binds what an actor claims: to what {@code --real} says, else to the embedded default of the capability.
     *
     * @return the port of the next one
     */
    private int bind(Host host, ManifestHost starter, VerifiedActor actor, int port)
            throws HostException, DocumentException {
        int next = port;
        for (String capability : actor.capabilities()) {
            if (capability.equals("wascc:extras")) {
                continue;
            }
            Map<String, String> values = new HashMap<>(real.of(this, capability));
            Optional<CapabilityProvider> provider = HostOptions.PROVIDERS.of(capability);
            Binding binding = mocking.cast(this, Binding.of(actor.key().text(), capability, values));
            if (mocking.mocks(this).standIn(binding)) {
                starter.bind(host, binding);
            } else if (provider.isEmpty()) {
                say("warning: nothing provides " + OneLine.of(capability) + ", which " + OneLine.of(actor.name())
                        + " claims");
            } else if (values.isEmpty() && !provider.get().suits(values)) {
                say("warning: " + OneLine.of(capability) + ", which " + OneLine.of(actor.name())
                        + " claims, has no embedded default; there are: "
                        + provider.get().suitedBy() + ". Choose one with --real "
                        + OneLine.of(capability) + "=URL");
            } else {
                if (capability.equals(HTTP_SERVER)) {
                    values.put("PORT", String.valueOf(next));
                    next += next > 0 ? 1 : 0;
                }
                starter.bind(host, Binding.of(actor.key().text(), capability, values));
            }
        }
        return next;
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

    /** What files a module was granted, if any. */
    private static String files(Inventory.ActorEntry module) {
        GuestFiles granted = module.hosting().wasi().files();
        return granted.equals(GuestFiles.none()) ? "" : "  files " + OneLine.of(granted.toString());
    }

    /** What runs, and last where it can be reached. */
    private void report(Host host) {
        if (serving.viewed()) {
            return;
        }
        Inventory inventory = host.inventory();
        for (Inventory.ActorEntry actor : inventory.actors()) {
            say("actor     " + OneLine.of(actor.name()) + "  " + actor.key() + "  issuer " + actor.issuer()
                    + files(actor));
        }
        for (Inventory.ProviderEntry provider : inventory.providers()) {
            String name = provider.binding().equals(Binding.DEFAULT_NAME) ? "" : "," + provider.binding();
            Inventory.ActorEntry module = provider.module();
            if (module != null) {
                say(OneLine.of(provider.capability() + name) + "  by " + OneLine.of(module.name()) + "  " + module.key()
                        + "  issuer " + module.issuer() + files(module));
            } else if (!provider.backends().isEmpty()) {
                say(OneLine.of(provider.capability() + name) + " -> "
                        + OneLine.of(String.join(", ", provider.backends())));
            }
        }
        say("Ctrl-C ends it.");
        // The lowest port comes last, where the eye is: in the samples that is the counter's.
        List<Host.Endpoint> endpoints = new ArrayList<>(host.endpoints());
        java.util.Collections.reverse(endpoints);
        endpoints.forEach(endpoint -> print(OneLine.of(endpoint.actorName()) + "  " + endpoint.url()));
        surroundings.out().flush();
    }
}
