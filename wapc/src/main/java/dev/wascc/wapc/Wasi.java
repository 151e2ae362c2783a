package dev.wascc.wapc;

import com.dylibso.chicory.runtime.HostFunction;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * WASI preview 1 for one guest, all functions of it, as {@code wasi_snapshot_preview1} and as {@code wasi_unstable}. Our own
 * rather than the engine's, whose files follow links out of a granted directory and which allocates by the guest's lengths.
 */
final class Wasi implements AutoCloseable {
    private final WasiSettings settings;
    private final WasiFiles files;

    /** @throws IOException the granted directory cannot be opened */
    Wasi(WasiSettings settings, ConsoleLog console) throws IOException {
        this(settings, console, settings.files().open(settings.clock()));
    }

    private Wasi(WasiSettings settings, ConsoleLog console, @Nullable GuestDirectory root) {
        this.settings = settings;
        this.files = new WasiFiles(settings.files(), root, console);
    }

    /** For a look at the functions alone. */
    static Wasi withoutFiles() {
        return new Wasi(WasiSettings.defaults(), ConsoleLog.NONE, null);
    }

    List<HostFunction> functions() {
        List<HostFunction> functions = new ArrayList<>();
        for (WasiVersion version : WasiVersion.values()) {
            WasiFunctions bound = new WasiFunctions(version);
            new WasiProcess(settings).bind(bound);
            new WasiDescriptors(files, settings).bind(bound);
            new WasiPaths(files, settings).bind(bound);
            functions.addAll(bound.bound());
        }
        return functions;
    }

    @Override
    public void close() {
        files.close();
    }
}
