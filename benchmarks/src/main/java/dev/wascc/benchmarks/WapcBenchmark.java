package dev.wascc.benchmarks;

import dev.wascc.wapc.ConsoleLog;
import dev.wascc.wapc.Engine;
import dev.wascc.wapc.GuestException;
import dev.wascc.wapc.GuestLimits;
import dev.wascc.wapc.WapcGuest;
import dev.wascc.wapc.WapcModule;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Calls into guests of several toolchains, without a host around: an echo, and 64 KiB there and back by one host call. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(value = 1, jvmArgsAppend = "-XX:-DontCompileHugeMethods")
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class WapcBenchmark {
    @Param({"bare", "c", "zig", "rust", "assemblyscript"})
    public String guest = "bare";

    private final byte[] small = new byte[5];
    private final byte[] large = new byte[65_536];
    private @org.jspecify.annotations.Nullable WapcGuest running;

    @Setup
    public void start() throws GuestException {
        byte[] wasm = guest.equals("bare") ? Guests.bare() : Guests.toolchain(guest);
        running = WapcModule.compile(wasm, Engine.COMPILER, GuestLimits.defaults())
                .instantiate((binding, namespace, operation, payload) -> payload, ConsoleLog.NONE);
    }

    @Benchmark
    public byte[] echo() throws GuestException {
        return java.util.Objects.requireNonNull(running).call("echo", small);
    }

    @Benchmark
    public byte[] largeByHostCall() throws GuestException {
        return java.util.Objects.requireNonNull(running).call(guest.equals("bare") ? "ask" : "host", large);
    }
}
