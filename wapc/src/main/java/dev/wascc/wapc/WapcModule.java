package dev.wascc.wapc;

import com.dylibso.chicory.compiler.Cache;
import com.dylibso.chicory.compiler.InterpreterFallback;
import com.dylibso.chicory.compiler.MachineFactoryCompiler;
import com.dylibso.chicory.runtime.HostFunction;
import com.dylibso.chicory.runtime.Instance;
import com.dylibso.chicory.runtime.InterpreterMachine;
import com.dylibso.chicory.runtime.Machine;
import com.dylibso.chicory.wasm.ChicoryException;
import com.dylibso.chicory.wasm.Parser;
import com.dylibso.chicory.wasm.WasmModule;
import com.dylibso.chicory.wasm.types.FunctionImport;
import com.dylibso.chicory.wasm.types.FunctionType;
import com.dylibso.chicory.wasm.types.Import;
import com.dylibso.chicory.wasm.types.MemoryLimits;
import com.dylibso.chicory.wasm.types.OpCode;
import com.dylibso.chicory.wasm.types.TableLimits;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A module that was found to be a waPC guest, ready to be instantiated any number of times, by any thread. */
public final class WapcModule {
    private static final int MAX_TABLE = 1_000_000;
    private static final Map<String, FunctionType> OFFERED = offered();

    private final WasmModule module;
    private final Function<Instance, Machine> machine;
    private final GuestLimits limits;
    private final MemoryLimits memory;

    private WapcModule(
            WasmModule module, Function<Instance, Machine> machine, GuestLimits limits, MemoryLimits memory) {
        this.module = module;
        this.machine = machine;
        this.limits = limits;
        this.memory = memory;
    }

    /**
     * Reads, validates and translates a module.
     *
     * @throws GuestException of kind INVALID_MODULE: not Wasm, imports nobody offers, no {@code memory} or {@code __guest_call}, or more
     *     memory from the start than {@code limits} allow
     */
    public static WapcModule compile(byte[] wasm, Engine engine, GuestLimits limits) throws GuestException {
        return compile(wasm, engine, limits, CodeCache.none());
    }

    /** As {@link #compile(byte[], Engine, GuestLimits)}; what the compiler makes of the module is kept there, and taken from there. */
    public static WapcModule compile(byte[] wasm, Engine engine, GuestLimits limits, CodeCache cache)
            throws GuestException {
        try {
            EngineCache kept = engine == Engine.COMPILER && cache instanceof CodeCacheDirectory directory
                    ? EngineCache.of(wasm, directory)
                    : null;
            // What is kept was made of this very module, once it was found to be valid.
            WasmModule module = Parser.builder()
                    .withValidation(kept == null || kept.code() == null)
                    .build()
                    .parse(() -> new ByteArrayInputStream(wasm));
            requireImports(module);
            GuestExports.require(module);
            MemoryLimits memory = memory(module, limits);
            requireTables(module);
            return new WapcModule(module, machine(module, engine, kept), limits, memory);
        } catch (ChicoryException e) {
            throw invalid("the module is no valid WebAssembly: " + e.getMessage());
        }
    }

    /** {@code module.name} of every function that a guest can import. */
    public static Set<String> offeredImports() {
        return OFFERED.keySet();
    }

    /**
     * A running instance: the start section, then {@code _start}, {@code _initialize} and {@code wapc_init} where they are
     * exported, all within the time of one call.
     *
     * @throws GuestException of kind INITIALIZATION, TRAPPED or TIMED_OUT
     */
    public WapcGuest instantiate(HostCall hostCall, ConsoleLog console) throws GuestException {
        return instantiate(hostCall, console, WasiSettings.defaults());
    }

    /**
     * As {@link #instantiate(HostCall, ConsoleLog)}, with files, clocks and randomness of this kind.
     *
     * @throws GuestException of kind INITIALIZATION also where a granted directory cannot be opened
     */
    public WapcGuest instantiate(HostCall hostCall, ConsoleLog console, WasiSettings wasi) throws GuestException {
        return WapcGuest.start(this, hostCall, console, wasi);
    }

    /** Pages of 64 KiB that the memory of one instance may grow to, by the module's own limit and that of its {@link GuestLimits}. */
    public int memoryPages() {
        return memory.maximumPages();
    }

    Instance.Builder builder() {
        return Instance.builder(module)
                .withMachineFactory(machine)
                .withMemoryFactory(com.dylibso.chicory.runtime.ByteArrayMemory::new)
                .withMemoryLimits(memory)
                .withStart(false);
    }

    WasmModule module() {
        return module;
    }

    GuestLimits limits() {
        return limits;
    }

    private static Function<Instance, Machine> machine(WasmModule module, Engine engine, @Nullable EngineCache kept) {
        return switch (engine) {
            case INTERPRETER -> InterpreterMachine::new;
            case COMPILER -> {
                MachineFactoryCompiler.Builder builder =
                        MachineFactoryCompiler.builder(module).withInterpreterFallback(InterpreterFallback.SILENT);
                yield (kept == null ? builder : builder.withCache(kept)).compile();
            }
        };
    }

    /**
     * What the engine asks and tells for one module; its own key is a hash of the module alone.
     *
     * @param code that is kept already
     */
    private record EngineCache(byte[] key, CodeCacheDirectory directory, byte @Nullable [] code) implements Cache {
        static EngineCache of(byte[] wasm, CodeCacheDirectory directory) {
            byte[] key = CodeCacheEntry.key(wasm);
            return new EngineCache(key, directory, directory.read(key));
        }

        @Override
        @SuppressWarnings("NullAway") // null is how this interface says that there is none
        public byte[] get(String ofEngine) {
            return code;
        }

        @Override
        public void putIfAbsent(String ofEngine, byte[] made) {
            try {
                directory.write(key, CodeJar.timeless(made));
            } catch (IOException e) {
                // An engine that keeps something else than a jar; the next start translates again.
            }
        }
    }

    private static Map<String, FunctionType> offered() {
        List<HostFunction> functions = new ArrayList<>(Wasi.withoutFiles().functions());
        functions.addAll(
                new WapcImports(HostCall.NONE, ConsoleLog.NONE, GuestLimits.defaults(), new Deadline()).functions());
        Map<String, FunctionType> types = new HashMap<>();
        for (HostFunction function : functions) {
            types.put(
                    function.module() + "." + function.name(),
                    FunctionType.of(function.paramTypes(), function.returnTypes()));
        }
        return Map.copyOf(types);
    }

    private static void requireImports(WasmModule module) throws GuestException {
        List<String> unknown = new ArrayList<>();
        for (Import imported : module.importSection().stream().toList()) {
            FunctionType offered = OFFERED.get(imported.module() + "." + imported.name());
            boolean fits = imported instanceof FunctionImport function
                    && offered != null
                    && offered.equals(module.typeSection().getType(function.typeIndex()));
            if (!fits) {
                unknown.add(imported.module() + "." + imported.name());
            }
        }
        if (!unknown.isEmpty()) {
            throw invalid(
                    "the module imports what no waPC host offers, or with another type: " + String.join(", ", unknown)
                            + "; offered are wapc, wasmbus, wasi_snapshot_preview1, wasi_unstable and env.abort");
        }
    }

    private static MemoryLimits memory(WasmModule module, GuestLimits limits) throws GuestException {
        MemoryLimits own = module.memorySection()
                .filter(section -> section.memoryCount() > 0)
                .map(section -> section.getMemory(0).limits())
                .orElseThrow(() -> invalid("the module has no memory of its own"));
        if (own.initialPages() > limits.memoryPages()) {
            throw invalid("the module starts with " + own.initialPages() + " pages of memory; " + limits.memoryPages()
                    + " are allowed; raise the memory limit if it may have them");
        }
        return new MemoryLimits(own.initialPages(), Math.min(own.maximumPages(), limits.memoryPages()));
    }

    /** The engine has no limit for tables, so that none may start large, nor grow without one of its own. */
    private static void requireTables(WasmModule module) throws GuestException {
        boolean grows = Arrays.stream(module.codeSection().functionBodies())
                .flatMap(body -> body.instructions().stream())
                .anyMatch(instruction -> instruction.opcode() == OpCode.TABLE_GROW);
        long entries = 0;
        for (int i = 0; i < module.tableSection().tableCount(); i++) {
            TableLimits own = module.tableSection().getTable(i).limits();
            entries += Math.min(grows ? own.max() : own.min(), MAX_TABLE + 1L);
        }
        if (entries > MAX_TABLE) {
            throw invalid("the module has tables of more than " + MAX_TABLE + " entries, or lets one grow beyond");
        }
    }

    static GuestException invalid(String message) {
        return new GuestException(GuestException.Kind.INVALID_MODULE, message);
    }
}
