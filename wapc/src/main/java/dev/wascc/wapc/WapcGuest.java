package dev.wascc.wapc;

import com.dylibso.chicory.runtime.ChicoryInterruptedException;
import com.dylibso.chicory.runtime.ExportFunction;
import com.dylibso.chicory.runtime.ImportValues;
import com.dylibso.chicory.runtime.Instance;
import com.dylibso.chicory.wasm.ChicoryException;
import dev.wascc.wapc.GuestException.Kind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * One instance of a module, with its memory. One call at a time: a second one, from the guest's own host call or from another
 * thread, is refused as BUSY. A call that traps or runs out of time leaves the memory in no state to go on with, and so
 * kills the guest.
 */
public final class WapcGuest implements AutoCloseable {
    private static final String NO_ERROR = "No error message set for call failure";
    private static final String NO_RESPONSE = "No error message OR response set for call success";
    private static final AtomicLong IDS = new AtomicLong();

    private final long id = IDS.incrementAndGet();
    private final GuestLimits limits;
    private final Deadline deadline;
    private final WapcImports imports;
    private final Wasi wasi;
    private volatile @Nullable ExportFunction guestCall;
    private volatile boolean closed;

    private WapcGuest(GuestLimits limits, Deadline deadline, WapcImports imports, Wasi wasi) {
        this.limits = limits;
        this.deadline = deadline;
        this.imports = imports;
        this.wasi = wasi;
    }

    static WapcGuest start(WapcModule module, HostCall hostCall, ConsoleLog console, WasiSettings settings)
            throws GuestException {
        Deadline deadline = Watchdog.newDeadline();
        WapcImports imports = new WapcImports(hostCall, console, module.limits(), deadline);
        WapcGuest guest = new WapcGuest(module.limits(), deadline, imports, wasi(settings, console));
        guest.timed(guest.limits.callTime(), Kind.INITIALIZATION, () -> guest.initialize(module));
        return guest;
    }

    private static Wasi wasi(WasiSettings settings, ConsoleLog console) throws GuestException {
        try {
            return new Wasi(settings, console);
        } catch (IOException e) {
            throw new GuestException(
                    Kind.INITIALIZATION, "the directory that is granted cannot be opened: " + e.getMessage(), e);
        }
    }

    private byte @Nullable [] initialize(WapcModule module) {
        ImportValues values = ImportValues.builder()
                .addFunction(imports.functions().toArray(new com.dylibso.chicory.runtime.ImportFunction[0]))
                .addFunction(wasi.functions().toArray(new com.dylibso.chicory.runtime.ImportFunction[0]))
                .build();
        Instance instance = module.builder().withImportValues(values).build();
        for (String name : GuestExports.startFunctions(module.module())) {
            try {
                instance.export(name).apply();
            } catch (GuestExit e) {
                if (e.code() != 0) {
                    throw new Stop(
                            Kind.INITIALIZATION,
                            "Initialization failed: " + name + " ended with exit code " + e.code());
                }
                // TinyGo leaves _start by proc_exit(0); what comes after it still has to be called.
            }
        }
        guestCall = instance.export(GuestExports.GUEST_CALL);
        return null;
    }

    /** A number that tells this instance from all others of the process. */
    public long id() {
        return id;
    }

    /** Whether this guest takes calls: its start went well, and no call killed it. */
    public boolean alive() {
        return guestCall != null;
    }

    /**
     * Calls the guest within the time of its limits.
     *
     * @param payload not copied; do not modify before this returns
     * @throws GuestException the guest refused, or died
     */
    public byte[] call(String operation, byte[] payload) throws GuestException {
        return call(operation, payload, limits.callTime());
    }

    /** As {@link #call(String, byte[])}, within {@code time} or the time of the limits, whichever is shorter. */
    public byte[] call(String operation, byte[] payload, Duration time) throws GuestException {
        if (payload.length > limits.payloadSize()) {
            throw GuestException.failure(
                    Kind.TOO_LARGE,
                    "the request has " + payload.length + " bytes; " + limits.payloadSize() + " are allowed");
        }
        Duration shorter = time.compareTo(limits.callTime()) < 0 ? time : limits.callTime();
        byte[] answer = timed(shorter, Kind.TRAPPED, () -> invoke(operation, payload));
        if (answer == null) {
            String error = imports.error();
            throw GuestException.failure(Kind.REFUSED, error == null ? NO_ERROR : error);
        }
        return answer;
    }

    private byte @Nullable [] invoke(String operation, byte[] payload) {
        ExportFunction function = guestCall;
        if (function == null) {
            throw new Stop(Kind.DEAD, "the guest was closed, or died in an earlier call");
        }
        byte[] name = operation.getBytes(StandardCharsets.UTF_8);
        imports.reset(name, payload);
        long result = function.apply(name.length, payload.length)[0];
        if ((int) result == 0) {
            return null;
        }
        byte[] response = imports.response();
        if (response == null) {
            String error = imports.error();
            throw new Stop(Kind.REFUSED, error == null ? NO_RESPONSE : error);
        }
        return response;
    }

    /** Guest code to be run. */
    private interface Work {
        byte @Nullable [] run();
    }

    @SuppressWarnings("IllegalCatch") // the wall around guest code: whatever it throws becomes a GuestException
    private byte @Nullable [] timed(Duration time, Kind whenTrapped, Work work) throws GuestException {
        if (!deadline.begin(time.toNanos())) {
            if (closed) {
                throw GuestException.failure(Kind.DEAD, "the guest was closed");
            }
            throw GuestException.failure(Kind.BUSY, "the guest is in a call already; it cannot be called from within");
        }
        GuestException failure;
        byte[] answer = null;
        boolean expired;
        try {
            failure = null;
            answer = work.run();
        } catch (Stop e) {
            failure = GuestException.failure(e.kind(), String.valueOf(e.getMessage()));
        } catch (ChicoryInterruptedException e) {
            failure = GuestException.failure(Kind.INTERRUPTED, "the call was interrupted");
        } catch (StackOverflowError e) {
            failure = GuestException.failure(whenTrapped, "call stack exhausted");
        } catch (RuntimeException | Error e) {
            failure = new GuestException(whenTrapped, "Guest call failure: " + trapText(e), e);
        } finally {
            expired = deadline.end();
        }
        if (expired) {
            failure = closed
                    ? GuestException.failure(Kind.DEAD, "the guest was closed in the middle of the call")
                    : GuestException.failure(
                            Kind.TIMED_OUT, "time is over: the call took more than " + time.toMillis() + " ms");
        } else if (failure != null && failure.kind() == Kind.INTERRUPTED) {
            Thread.currentThread().interrupt();
        }
        boolean died = failure != null && failure.kind().deadly();
        if (died) {
            guestCall = null;
        }
        if (died || closed) {
            wasi.close();
        }
        if (failure != null) {
            throw failure;
        }
        return answer;
    }

    private static String trapText(Throwable e) {
        String text = e.getMessage();
        return (e instanceof ChicoryException || e instanceof GuestExit) && text != null
                ? text
                : e.getClass().getSimpleName() + (text == null ? "" : ": " + text);
    }

    /** Lets the instance go: a call that runs is stopped, and that one and later ones are refused as DEAD. Any thread may close. */
    @Override
    public void close() {
        closed = true;
        guestCall = null;
        deadline.stop();
        // A call that runs closes the files when it ends.
        if (deadline.begin(Long.MAX_VALUE >> 1)) {
            try {
                wasi.close();
            } finally {
                deadline.end();
            }
        }
    }
}
