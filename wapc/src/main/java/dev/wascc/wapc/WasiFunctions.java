package dev.wascc.wapc;

import static com.dylibso.chicory.wasm.types.ValType.I32;
import static com.dylibso.chicory.wasm.types.ValType.I64;

import com.dylibso.chicory.runtime.HostFunction;
import com.dylibso.chicory.runtime.Instance;
import com.dylibso.chicory.runtime.WasmFunctionHandle;
import com.dylibso.chicory.wasm.types.FunctionType;
import com.dylibso.chicory.wasm.types.ValType;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.util.ArrayList;
import java.util.List;

/** Functions of one version of WASI as they are bound, each with its types and its answer: an errno. */
final class WasiFunctions {
    /** One function: what it does with its arguments. */
    interface Body {
        void run(GuestMemory memory, long... args) throws IOException;
    }

    private final WasiVersion version;
    private final List<HostFunction> functions = new ArrayList<>();

    WasiFunctions(WasiVersion version) {
        this.version = version;
    }

    WasiVersion version() {
        return version;
    }

    /** @param params one letter for each: {@code i} for an i32, {@code I} for an i64 */
    void add(String name, String params, Body body) {
        bind(name, params, List.of(I32), (instance, args) -> new long[] {answer(instance, body, args)});
    }

    void addWithoutResult(String name, String params, Body body) {
        bind(name, params, List.of(), (instance, args) -> {
            answer(instance, body, args);
            return new long[0];
        });
    }

    private void bind(String name, String params, List<ValType> results, WasmFunctionHandle handle) {
        List<ValType> types = params.chars().mapToObj(c -> c == 'I' ? I64 : I32).toList();
        functions.add(new HostFunction(version.module(), name, FunctionType.of(types, results), handle));
    }

    List<HostFunction> bound() {
        return functions;
    }

    private static int answer(Instance instance, Body body, long... args) {
        try {
            body.run(new GuestMemory(instance.memory()), args);
            return Errno.SUCCESS.code();
        } catch (WasiFailure e) {
            return e.errno().code();
        } catch (ClosedByInterruptException e) {
            throw new Stop(GuestException.Kind.INTERRUPTED, "interrupted while the guest used a file");
        } catch (IOException e) {
            return WasiFailure.errno(e).code();
        }
    }

    /** Ends a function that would go on for long, when its time is over. */
    static void stopIfInterrupted() {
        if (Thread.currentThread().isInterrupted()) {
            throw new Stop(GuestException.Kind.INTERRUPTED, "interrupted in a WASI function");
        }
    }
}
