import dev.wascc.wapc.CodeCache;
import dev.wascc.wapc.Engine;
import dev.wascc.wapc.GuestLimits;
import dev.wascc.wapc.WapcModule;
import java.nio.file.Files;
import java.nio.file.Path;

/** Keeps the compiler's work on a module in a directory: {@code CompileAhead.java MODULE.wasm DIRECTORY}. */
public final class CompileAhead {
    public static void main(String[] arguments) throws Exception {
        WapcModule.compile(
                Files.readAllBytes(Path.of(arguments[0])),
                Engine.COMPILER,
                GuestLimits.defaults(),
                CodeCache.directory(Path.of(arguments[1]), CodeCache.DEFAULT_SIZE));
    }
}
