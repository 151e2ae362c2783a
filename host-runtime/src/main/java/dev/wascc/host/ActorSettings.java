package dev.wascc.host;

import dev.wascc.wapc.GuestFiles;
import dev.wascc.wapc.WasiSettings;

/**
 * How an actor, or the module of a portable provider, is hosted.
 *
 * @param instances so many calls run at the same time, each on an instance with its own memory; 1 to {@value Host#MAX_INSTANCES}, and 1
 *     of a provider
 * @param limits what it may use up
 * @param wasi its files, clocks and randomness, should it ask for any by way of WASI
 */
public record ActorSettings(int instances, ActorLimits limits, WasiSettings wasi) {
    public ActorSettings {
        if (instances < 1 || instances > Host.MAX_INSTANCES) {
            throw new IllegalArgumentException(
                    "an actor has 1 to " + Host.MAX_INSTANCES + " instances, not " + instances);
        }
    }

    /** One instance, which may keep state from call to call; no files, the system's clocks, secure randomness. */
    public static ActorSettings of(ActorLimits limits) {
        return new ActorSettings(1, limits, WasiSettings.defaults());
    }

    public ActorSettings withInstances(int number) {
        return new ActorSettings(number, limits, wasi);
    }

    public ActorSettings withLimits(ActorLimits other) {
        return new ActorSettings(instances, other, wasi);
    }

    public ActorSettings withWasi(WasiSettings other) {
        return new ActorSettings(instances, limits, other);
    }

    public ActorSettings withFiles(GuestFiles granted) {
        return withWasi(wasi.withFiles(granted));
    }
}
