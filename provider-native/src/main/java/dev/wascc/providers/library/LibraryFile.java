package dev.wascc.providers.library;

import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Loads a shared library, of a digest if one is asked for. Loading already runs code of the library, so the digest comes first, and what
 * is loaded then is a private copy of the very bytes that were hashed.
 */
final class LibraryFile {
    private static final long MAX_SIZE = 512L << 20;

    private LibraryFile() {}

    /** @param sha256 64 hexadecimal digits, or null */
    static NativeLibrary load(Path file, @Nullable String sha256) throws LibraryException {
        if (Native.POINTER_SIZE != 8) {
            throw new LibraryException("native providers need a 64-bit JVM");
        }
        if (!Files.isRegularFile(file)) {
            throw new LibraryException("there is no library " + file);
        }
        Path loaded = sha256 == null ? file : copyOf(file, sha256.toLowerCase(Locale.ROOT));
        try {
            return NativeLibrary.getInstance(loaded.toAbsolutePath().toString());
        } catch (UnsatisfiedLinkError e) {
            throw new LibraryException(
                    file + " is no library that this system loads (" + System.getProperty("os.arch") + ", "
                            + System.getProperty("os.name") + "): " + e.getMessage(),
                    e);
        }
    }

    private static Path copyOf(Path file, String sha256) throws LibraryException {
        if (!sha256.matches("[0-9a-f]{64}")) {
            throw new LibraryException("sha256 of " + file + " is not 64 hexadecimal digits");
        }
        try (InputStream in = Files.newInputStream(file)) {
            if (Files.size(file) > MAX_SIZE) {
                throw new LibraryException(file + " is larger than " + MAX_SIZE + " bytes");
            }
            byte[] bytes = in.readAllBytes();
            String actual = HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
            if (!actual.equals(sha256)) {
                throw new LibraryException(
                        file + " has the SHA-256 " + actual + ", and " + sha256 + " is asked for; it was not loaded");
            }
            // Made 0700 and of a random name by the JDK; nobody else can put another file in its place.
            Path directory = Files.createTempDirectory("wascc-native-");
            Path copy = Files.write(directory.resolve(file.getFileName()), bytes);
            copy.toFile().deleteOnExit();
            directory.toFile().deleteOnExit();
            return copy;
        } catch (IOException e) {
            throw new LibraryException("the library " + file + " cannot be read", e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
