package dev.wascc.cli;

import dev.wascc.claims.TrustPolicy;
import dev.wascc.document.DocumentException;
import dev.wascc.gate.Gate;
import dev.wascc.gate.Policy;
import dev.wascc.host.ActorLimits;
import dev.wascc.host.Host;
import dev.wascc.host.HostBuilder;
import dev.wascc.host.InstalledProviders;
import dev.wascc.host.manifest.Limits;
import dev.wascc.nkeys.PublicKey;
import dev.wascc.wapc.Engine;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How the host of {@code run} and {@code call} is to be. */
final class HostOptions {
    static final InstalledProviders PROVIDERS = new InstalledProviders(HostOptions.class.getClassLoader());
    private static final int MAX_MILLISECONDS = 86_400_000;
    private static final int MAX_MEBIBYTES = 4096;

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
            paramLabel = "MS",
            description = "The time of one call; default what the manifest says, else 10000.")
    @Nullable
    Integer milliseconds;

    @Option(
            names = "--memory-limit",
            paramLabel = "MIB",
            description = "The memory of one actor; default what the manifest says, else 64.")
    @Nullable
    Integer mebibytes;

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

    /** @param judgedElsewhere whether a manifest says whose modules are let in, so that no warning is due */
    Gate gate(Command command, boolean judgedElsewhere) throws DocumentException {
        Set<PublicKey> trusted = command.publicKeys("--trust", trust);
        if (policy != null) {
            return Gate.by(Policy.read(policy), trusted, command.surroundings.clock());
        }
        if (trusted.isEmpty() && !judgedElsewhere) {
            command.say(
                    "warning: issuers are not judged, whoever signed an actor; name those you trust with --trust, or"
                            + " by a --policy");
        }
        TrustPolicy by = trusted.isEmpty() ? TrustPolicy.integrityOnly() : TrustPolicy.trusting(trusted);
        return Gate.trusting(by, command.surroundings.clock());
    }

    /** The limits that were given here. */
    Limits limits(Command command) {
        boolean brief = milliseconds != null && (milliseconds < 1 || milliseconds > MAX_MILLISECONDS);
        if (brief || mebibytes != null && (mebibytes < 1 || mebibytes > MAX_MEBIBYTES)) {
            throw command.usage(
                    "--time-limit is 1 to " + MAX_MILLISECONDS + " ms, --memory-limit 1 to " + MAX_MEBIBYTES + " MiB");
        }
        return new Limits(milliseconds, mebibytes, null, null, null);
    }

    HostBuilder settings(Command command) throws IOException {
        ActorLimits limits = limits(command).over(ActorLimits.defaults());
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
