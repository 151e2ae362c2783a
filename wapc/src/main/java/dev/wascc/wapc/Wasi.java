package dev.wascc.wapc;

import com.dylibso.chicory.runtime.HostFunction;
import com.dylibso.chicory.runtime.Instance;
import com.dylibso.chicory.runtime.WasmFunctionHandle;
import com.dylibso.chicory.wasi.WasiOptions;
import com.dylibso.chicory.wasi.WasiPreview1;
import com.dylibso.chicory.wasm.types.FunctionType;
import java.io.InputStream;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;

/**
 * WASI preview 1 for one guest, as {@code wasi_snapshot_preview1} and, where its layouts differ, translated as {@code wasi_unstable}.
 * No files, no arguments, no environment: a clock, randomness, and output that goes to the console line by line.
 */
final class Wasi {
    private static final String SNAPSHOT = "wasi_snapshot_preview1";
    private static final String UNSTABLE = "wasi_unstable";
    private static final int BAD_DESCRIPTOR = 8;
    private static final int NOT_SUPPORTED = 58;

    private Wasi() {}

    static List<HostFunction> functions(ConsoleLog console) {
        WasiOptions options = WasiOptions.builder()
                .withRandom(new SecureRandom())
                .withStdin(InputStream.nullInputStream(), false)
                .withStdout(new LineOutput(console), false)
                .withStderr(new LineOutput(console), false)
                .withThrowOnExit0(true)
                .build();
        HostFunction[] snapshot =
                WasiPreview1.builder().withOptions(options).build().toHostFunctions();
        List<HostFunction> functions = new ArrayList<>();
        for (HostFunction function : snapshot) {
            if (function.name().equals("poll_oneoff")) {
                functions.add(under(SNAPSHOT, function, new WasiPoll(48, 16)::poll));
                functions.add(under(UNSTABLE, function, new WasiPoll(56, 24)::poll));
            } else if (function.name().equals("fd_read")) {
                functions.add(under(SNAPSHOT, function, Wasi::endOfInput));
                functions.add(under(UNSTABLE, function, Wasi::endOfInput));
            } else {
                functions.add(function);
                functions.add(under(UNSTABLE, function, unstable(function)));
            }
        }
        return functions;
    }

    /** Standard input is empty and nothing else is open. The engine's own would allocate the length that the guest claims. */
    private static long[] endOfInput(Instance instance, long... args) {
        if ((int) args[0] != 0) {
            return new long[] {BAD_DESCRIPTOR};
        }
        new GuestMemory(instance.memory()).require(args[3], 4);
        instance.memory().writeI32((int) args[3], 0);
        return new long[] {0};
    }

    private static HostFunction under(String module, HostFunction function, WasmFunctionHandle handle) {
        FunctionType type = FunctionType.of(function.paramTypes(), function.returnTypes());
        return new HostFunction(module, function.name(), type, handle);
    }

    /** What differs in the older version and matters to guests without files: the order of whence, and the size of a filestat. */
    private static WasmFunctionHandle unstable(HostFunction function) {
        WasmFunctionHandle snapshot = function.handle();
        return switch (function.name()) {
            case "fd_seek" -> (instance, args) -> seek(snapshot, instance, args);
            case "fd_filestat_get", "path_filestat_get" -> (instance, args) -> new long[] {NOT_SUPPORTED};
            default -> snapshot;
        };
    }

    private static long[] seek(WasmFunctionHandle snapshot, Instance instance, long... args) {
        long[] translated = args.clone();
        // wasi_unstable counts current, end, set; preview 1 counts set, current, end.
        translated[2] = (args[2] + 1) % 3;
        return snapshot.apply(instance, translated);
    }
}
