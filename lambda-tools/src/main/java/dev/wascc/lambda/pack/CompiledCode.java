package dev.wascc.lambda.pack;

import dev.wascc.wapc.CodeCache;
import dev.wascc.wapc.Engine;
import dev.wascc.wapc.GuestException;
import dev.wascc.wapc.GuestLimits;
import dev.wascc.wapc.WapcModule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What the compiler makes of the modules of a package, for the Java version that runs this, where the runtime looks for it. */
final class CompiledCode {
    static final String DIRECTORY = ".wascc/code";

    private CompiledCode() {}

    /**
     * Translates modules.
     *
     * @param directory of the function
     * @throws PackageException one is no waPC guest
     */
    static void write(Path directory, List<Path> modules) throws IOException, PackageException {
        CodeCache cache = CodeCache.directory(directory.resolve(DIRECTORY), CodeCache.DEFAULT_SIZE);
        for (Path module : modules) {
            try {
                WapcModule.compile(Files.readAllBytes(module), Engine.COMPILER, GuestLimits.defaults(), cache);
            } catch (GuestException e) {
                throw new PackageException(module.getFileName() + " cannot be run: " + e.getMessage(), e);
            }
        }
    }
}
