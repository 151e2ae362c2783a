package dev.wascc.cli;

import dev.wascc.claims.TrustPolicy;
import dev.wascc.document.DocumentException;
import dev.wascc.gate.Gate;
import dev.wascc.gate.Policy;
import dev.wascc.host.Host;
import dev.wascc.host.HostBuilder;
import dev.wascc.host.InstalledProviders;
import dev.wascc.nkeys.PublicKey;
import dev.wascc.wapc.Engine;
import dev.wascc.wapc.GuestLimits;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How the host of {@code run} and {@code call} is to be. */
final class HostOptions {
    static final InstalledProviders PROVIDERS = new InstalledProviders(HostOptions.class.getClassLoader());
    private static final int PAGES_A_MEBIBYTE = 16;

    @Option(
            names = "--trust",
            paramLabel = "KEY",
            split = ",",
            description = "An issuer (A…) whose actors are let in; repeat it for more.")
    List<String> trust = new ArrayList<>();

    @Option(
            names = "--engine",
            defaultValue = "compiler",
            paramLabel = "compiler|interpreter",
            description = "How modules are run.")
    Engine engine = Engine.COMPILER;

    @Option(
            names = "--time-limit",
            defaultValue = "10000",
            paramLabel = "MS",
            description = "The time of one call; default ${DEFAULT-VALUE}.")
    long milliseconds;

    @Option(
            names = "--memory-limit",
            defaultValue = "64",
            paramLabel = "MIB",
            description = "The memory of one actor; default ${DEFAULT-VALUE}.")
    int mebibytes;

    @Option(names = "--policy", paramLabel = "FILE", description = "A policy file; what it refuses does not start.")
    @Nullable
    Path policy;

    @Option(
            names = "--record-use",
            paramLabel = "FILE",
            description = "Write what the actors use, for wascc verify --used; every few seconds and at the end.")
    @Nullable
    Path recordUse;

    @Mixin
    CacheOption cache = new CacheOption();

    private @Nullable UseRecording recording;

    Gate gate(Command command) throws DocumentException {
        Set<PublicKey> trusted = command.publicKeys("--trust", trust);
        if (policy != null) {
            return Gate.by(Policy.read(policy), trusted, command.surroundings.clock());
        }
        if (trusted.isEmpty()) {
            command.say(
                    "warning: issuers are not judged, whoever signed an actor; name those you trust with --trust, or"
                            + " by a --policy");
        }
        TrustPolicy by = trusted.isEmpty() ? TrustPolicy.integrityOnly() : TrustPolicy.trusting(trusted);
        return Gate.trusting(by, command.surroundings.clock());
    }

    HostBuilder settings(Command command) throws IOException {
        if (command.verbose) {
            System.setProperty("org.slf4j.simpleLogger.log.dev.wascc", "info");
        }
        if (milliseconds < 1 || mebibytes < 1 || mebibytes > 4096) {
            throw command.usage("--time-limit is 1 ms or more, --memory-limit 1 to 4096 MiB");
        }
        GuestLimits limits = GuestLimits.defaults()
                .withCallTime(Duration.ofMillis(milliseconds))
                .withMemoryPages(mebibytes * PAGES_A_MEBIBYTE);
        HostBuilder settings = Host.builder()
                .engine(engine)
                .limits(limits)
                .codeCache(cache.open(command))
                .clock(command.surroundings.clock())
                .environment(command.surroundings.environment());
        if (recordUse != null) {
            recording = new UseRecording(command, recordUse);
            settings.recording(recording.recorder());
        }
        return settings;
    }

    /** Begins to write what the host that {@link #settings} made uses, where that is asked for; closes it where nothing can be written. */
    void startRecording(Host host) throws IOException {
        if (recording != null) {
            try {
                recording.start();
            } catch (IOException e) {
                host.close();
                throw e;
            }
        }
    }

    /** Writes the rest. */
    void endRecording() {
        if (recording != null) {
            recording.close();
        }
    }
}
