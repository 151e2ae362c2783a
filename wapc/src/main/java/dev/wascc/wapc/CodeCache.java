package dev.wascc.wapc;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Where translated code of modules is kept, so that a module is translated once and not at each start. An entry is read for the same module,
 * engine and JDK alone; one that is damaged is as good as none. Writing is an aid: failing to is no error. May be used by several
 * threads and processes.
 */
public sealed interface CodeCache permits NoCodeCache, CodeCacheDirectory {
    /** Bytes that a directory may hold: 256 MiB. */
    long DEFAULT_SIZE = 256L << 20;

    /** Keeps nothing. */
    static CodeCache none() {
        return NoCodeCache.NONE;
    }

    /**
     * A directory, made where it is missing, with access for its owner alone. What lies in it is run, so nobody else may be able to write there.
     *
     * @param size in bytes; what was not used for longest goes when there is more
     * @throws IOException it cannot be made, belongs to somebody else, or others can write to it or to a directory above it
     */
    static CodeCache directory(Path directory, long size) throws IOException {
        return CodeCacheDirectory.open(directory, size);
    }

    /**
     * A directory that came in one package with the program itself, made by {@link #directory} on the machine that packed it. Nothing is
     * written there.
     *
     * @throws IOException others than its owner can write to it
     */
    static CodeCache packaged(Path directory) throws IOException {
        return CodeCacheDirectory.packaged(directory);
    }

    /**
     * The user's directory for it: {@code $XDG_CACHE_HOME} or {@code ~/.cache}, {@code ~/Library/Caches} on macOS, {@code %LOCALAPPDATA%} on
     * Windows, and there {@code wascc/compiled}; none for a user without a home.
     *
     * @param environment for example {@link System#getenv()}
     * @param os the system property {@code os.name}
     * @param home the system property {@code user.home}
     */
    static Optional<Path> userDirectory(Map<String, String> environment, String os, String home) {
        return base(environment, os, home).filter(Path::isAbsolute).map(base -> base.resolve("wascc")
                .resolve("compiled"));
    }

    private static Optional<Path> base(Map<String, String> environment, String os, String home) {
        String set = environment.get(os.startsWith("Windows") ? "LOCALAPPDATA" : "XDG_CACHE_HOME");
        if (set != null && !set.isBlank()) {
            return Optional.of(Path.of(set));
        } else if (home.isBlank() || home.equals("?")) {
            return Optional.empty();
        }
        Path user = Path.of(home);
        if (os.startsWith("Windows")) {
            return Optional.of(user.resolve("AppData").resolve("Local"));
        }
        return Optional.of(os.startsWith("Mac") ? user.resolve("Library").resolve("Caches") : user.resolve(".cache"));
    }
}
