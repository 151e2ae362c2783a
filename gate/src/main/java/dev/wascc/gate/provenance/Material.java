package dev.wascc.gate.provenance;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * Something that the build took in.
 *
 * @param name of a file
 * @param uri that names it everywhere: a package URL, say
 * @param sha256 in lower-case hex
 */
public record Material(@Nullable String name, @Nullable String uri, String sha256) {
    private static final int BUFFER = 1 << 16;

    /** A file by its own name. */
    public static Material of(Path file) throws IOException {
        return new Material(String.valueOf(file.getFileName()), null, sha256(file));
    }

    /** A file that has a name everywhere. */
    public static Material of(String uri, Path file) throws IOException {
        return new Material(null, uri, sha256(file));
    }

    /** SHA-256 of a file in lower-case hex. */
    public static String sha256(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            byte[] buffer = new byte[BUFFER];
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                digest.update(buffer, 0, n);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
