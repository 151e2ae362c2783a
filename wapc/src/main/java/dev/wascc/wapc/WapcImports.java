package dev.wascc.wapc;

import static com.dylibso.chicory.wasm.types.ValType.I32;

import com.dylibso.chicory.runtime.HostFunction;
import com.dylibso.chicory.runtime.Instance;
import com.dylibso.chicory.runtime.WasmFunctionHandle;
import com.dylibso.chicory.wasm.types.FunctionType;
import com.dylibso.chicory.wasm.types.ValType;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The nine functions of waPC and what they pass to and fro during one call; bound as module {@code wapc}, and as {@code wasmbus} for
 * guests of 2021 and later. Semantics are those of wapc-rs (wapc/src/callbacks).
 */
final class WapcImports {
    private static final byte[] NOTHING = {};
    private static final long[] NO_RESULT = {};

    private final HostCall hostCall;
    private final ConsoleLog console;
    private final GuestLimits limits;
    private final Deadline deadline;

    private byte[] operation = NOTHING;
    private byte[] request = NOTHING;
    private byte @Nullable [] response;
    private @Nullable String error;
    private byte[] hostResponse = NOTHING;
    private byte[] hostError = NOTHING;

    WapcImports(HostCall hostCall, ConsoleLog console, GuestLimits limits, Deadline deadline) {
        this.hostCall = hostCall;
        this.console = console;
        this.limits = limits;
        this.deadline = deadline;
    }

    /** Begins a call. */
    void reset(byte[] newOperation, byte[] newRequest) {
        operation = newOperation;
        request = newRequest;
        response = null;
        error = null;
        hostResponse = NOTHING;
        hostError = NOTHING;
    }

    byte @Nullable [] response() {
        return response;
    }

    @Nullable
    String error() {
        return error;
    }

    List<HostFunction> functions() {
        List<HostFunction> functions = new ArrayList<>();
        for (String module : List.of("wapc", "wasmbus")) {
            functions.add(function(module, "__guest_request", 2, false, this::guestRequest));
            functions.add(function(module, "__guest_response", 2, false, this::guestResponse));
            functions.add(function(module, "__guest_error", 2, false, this::guestError));
            functions.add(function(module, "__host_call", 8, true, this::hostCall));
            functions.add(function(module, "__host_response_len", 0, true, (i, a) -> new long[] {hostResponse.length}));
            functions.add(function(module, "__host_response", 1, false, this::hostResponse));
            functions.add(function(module, "__host_error_len", 0, true, (i, a) -> new long[] {hostError.length}));
            functions.add(function(module, "__host_error", 1, false, this::hostError));
            functions.add(function(module, "__console_log", 2, false, this::consoleLog));
        }
        functions.add(function("env", "abort", 4, false, AssemblyScriptAbort::abort));
        return functions;
    }

    static HostFunction function(String module, String name, int params, boolean result, WasmFunctionHandle handle) {
        List<ValType> types = Collections.nCopies(params, I32);
        return new HostFunction(module, name, FunctionType.of(types, result ? List.of(I32) : List.of()), handle);
    }

    private static GuestMemory memory(Instance instance) {
        return new GuestMemory(instance.memory());
    }

    private long[] guestRequest(Instance instance, long... args) {
        memory(instance).write(args[0], operation);
        memory(instance).write(args[1], request);
        return NO_RESULT;
    }

    private long[] guestResponse(Instance instance, long... args) {
        response = memory(instance).read(args[0], args[1], limits.payloadSize());
        return NO_RESULT;
    }

    private long[] guestError(Instance instance, long... args) {
        error = new String(memory(instance).read(args[0], args[1], limits.payloadSize()), StandardCharsets.UTF_8);
        return NO_RESULT;
    }

    private long[] hostResponse(Instance instance, long... args) {
        memory(instance).write(args[0], hostResponse);
        return NO_RESULT;
    }

    private long[] hostError(Instance instance, long... args) {
        memory(instance).write(args[0], hostError);
        return NO_RESULT;
    }

    private long[] consoleLog(Instance instance, long... args) {
        console.log(new String(memory(instance).read(args[0], args[1], limits.payloadSize()), StandardCharsets.UTF_8));
        return NO_RESULT;
    }

    private long[] hostCall(Instance instance, long... args) {
        GuestMemory memory = memory(instance);
        String binding = memory.text(args[0], args[1], limits.payloadSize());
        String namespace = memory.text(args[2], args[3], limits.payloadSize());
        String called = memory.text(args[4], args[5], limits.payloadSize());
        byte[] payload = memory.read(args[6], args[7], limits.payloadSize());
        hostResponse = NOTHING;
        hostError = NOTHING;
        boolean answered = answer(binding, namespace, called, payload);
        // Whatever the call made of its interrupt, a guest whose time is over does not go on.
        if (deadline.expired()) {
            throw new Stop(GuestException.Kind.TIMED_OUT, "time is over");
        }
        return new long[] {answered ? 1 : 0};
    }

    @SuppressWarnings("IllegalCatch") // the wall between guest and host: every failure becomes the guest's error text
    private boolean answer(String binding, String namespace, String called, byte[] payload) {
        try {
            byte[] answer = hostCall.call(binding, namespace, called, payload);
            if (answer.length > limits.payloadSize()) {
                hostError =
                        utf8("the response has " + answer.length + " bytes; " + limits.payloadSize() + " are allowed");
                return false;
            }
            hostResponse = answer;
            return true;
        } catch (Exception e) {
            if (e instanceof InterruptedException) {
                Thread.currentThread().interrupt();
            }
            String message = e.getMessage();
            hostError = utf8(message == null ? "the host call failed without a message" : message);
            return false;
        }
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
