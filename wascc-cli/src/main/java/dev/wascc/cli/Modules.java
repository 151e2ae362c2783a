package dev.wascc.cli;

import dev.wascc.claims.ActorModule;
import dev.wascc.claims.ClaimsException;
import dev.wascc.claims.LegacyReaders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reading modules that a command line names, and saying what is known of them. */
final class Modules {
    private Modules() {}

    /** @throws CliException with exit code 11 for a missing file, 2 for a directory */
    static ActorModule read(Path file) throws IOException, ClaimsException, CliException {
        if (Files.isDirectory(file)) {
            throw new CliException(2, file + " is a directory; name the .wasm files in it");
        }
        if (!Files.exists(file)) {
            throw new CliException(11, file + ": there is no such file");
        }
        return ActorModule.read(file);
    }

    static String words(LegacyReaders readers) {
        return switch (readers) {
            case READ -> "readable by wascap 0.3 to 0.16 and wascc-host 0.14";
            case REFUSE ->
                "readable by wascap 0.10 and later; readers up to 0.8, and so wascc-host 0.14, refuse it: its code holds padded"
                        + " LEB128 numbers, which they shorten before they hash. Run it through wasm-opt before signing to serve them";
            case UNKNOWN ->
                "readable by wascap 0.10 and later; it holds instructions or sections that readers up to 0.8 may not know";
        };
    }
}
