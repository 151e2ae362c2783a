package dev.wascc.cli;

import dev.wascc.claims.Claims;
import dev.wascc.claims.ClaimsException;
import dev.wascc.claims.Metadata;
import dev.wascc.claims.Token;
import dev.wascc.claims.archive.ArchiveVerifier;
import dev.wascc.claims.archive.ProviderArchive;
import dev.wascc.provider.OneLine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reading provider archives that a command line names, and saying what is in them. */
final class Archives {
    private Archives() {}

    /** @throws CliException with exit code 11 for a missing file, 2 for a directory */
    static ProviderArchive read(Path file) throws IOException, ClaimsException, CliException {
        if (Files.isDirectory(file)) {
            throw new CliException(ExitCode.USAGE, Command.shown(file) + " is a directory; name the .par files in it");
        }
        if (!Files.exists(file)) {
            throw new CliException(ExitCode.NOT_FOUND, Command.shown(file) + ": there is no such file");
        }
        return ProviderArchive.read(file);
    }

    /** A row with what was written. */
    static Map<String, @Nullable Object> row(Path file, Token token) throws IOException {
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        row.put("file", file.toString());
        ArchiveVerifier.claims(token).ifPresent(claims -> put(row, claims));
        return row;
    }

    private static void put(Map<String, @Nullable Object> row, Claims<Metadata.Provider> claims) {
        row.put("provider", claims.subject());
        Described.put(row, claims);
    }

    /** A line for each library. */
    static List<String> lines(ProviderArchive archive) {
        List<String> lines = new ArrayList<>();
        archive.hashes()
                .forEach((target, hash) ->
                        lines.add(OneLine.of(target) + "  " + archive.size(target) + " bytes  SHA-256 " + hash));
        return lines;
    }

    /** The libraries as raw values. */
    static List<Map<String, @Nullable Object>> libraries(ProviderArchive archive) {
        List<Map<String, @Nullable Object>> libraries = new ArrayList<>();
        archive.hashes().forEach((target, hash) -> {
            Map<String, @Nullable Object> library = new LinkedHashMap<>();
            library.put("target", target);
            library.put("size", archive.size(target));
            library.put("sha256", hash);
            libraries.add(library);
        });
        return libraries;
    }
}
