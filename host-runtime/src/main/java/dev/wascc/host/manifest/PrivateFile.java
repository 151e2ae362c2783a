package dev.wascc.host.manifest;

import dev.wascc.claims.ClaimsException;
import dev.wascc.claims.archive.VerifiedProvider;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.HexFormat;
import java.util.Locale;

/**
 * A file with code in it, copied to where nobody else can change it, so that the bytes that are loaded are those whose hash was looked
 * at. It lies alone in a directory of a random name that only its owner can enter, and is gone when the process ends.
 */
public final class PrivateFile {
    private static final long MAX_SIZE = 512L << 20;
    private static final String DIGEST = "(sha256:)?[0-9a-fA-F]{64}";

    private final Path path;

    private PrivateFile(Path path) {
        this.path = path;
    }

    /** Whether this is a SHA-256 as it may be given: 64 hexadecimal digits, {@code sha256:} before them or not. */
    public static boolean isDigest(String text) {
        return text.matches(DIGEST);
    }

    /** Whether the digest of a file, in lower-case hex, is among these. */
    static boolean lists(Collection<String> digests, String actual) {
        return digests.stream()
                .map(digest -> digest.toLowerCase(Locale.ROOT).replace("sha256:", ""))
                .anyMatch(actual::equals);
    }

    /**
     * Copies a file that has one of these digests.
     *
     * @param asked what lists the digests, for the message: {@code no --native-digest lists}
     * @throws IOException it has another digest, is larger than 512 MiB, or cannot be read; nothing of it stays
     */
    public static PrivateFile copyOf(Path file, Collection<String> digests, String asked) throws IOException {
        PrivateFile copy = named(String.valueOf(file.getFileName()));
        boolean right = false;
        try {
            String actual = copy(file, copy.path);
            right = lists(digests, actual);
            if (!right) {
                throw new IOException("its SHA-256 is " + actual + ", which " + asked + "; it was not loaded");
            }
            return copy;
        } finally {
            if (!right) {
                copy.delete();
            }
        }
    }

    /**
     * Takes the library for a target out of an archive.
     *
     * @param name of the file
     * @throws ClaimsException the library is not the one that was signed
     */
    static PrivateFile extracted(VerifiedProvider provider, String target, String name)
            throws IOException, ClaimsException {
        PrivateFile file = named(name);
        boolean whole = false;
        try {
            provider.extract(target, file.path);
            whole = true;
            return file;
        } finally {
            if (!whole) {
                file.delete();
            }
        }
    }

    private static PrivateFile named(String name) throws IOException {
        Path directory = Files.createTempDirectory("wascc-native-");
        directory.toFile().deleteOnExit();
        Path path = directory.resolve(name);
        path.toFile().deleteOnExit();
        return new PrivateFile(path);
    }

    private static String copy(Path from, Path to) throws IOException {
        if (Files.size(from) > MAX_SIZE) {
            throw new IOException("it is larger than " + MAX_SIZE + " bytes");
        }
        try (InputStream in = Files.newInputStream(from);
                OutputStream file = Files.newOutputStream(to, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
                DigestOutputStream out = new DigestOutputStream(file, MessageDigest.getInstance("SHA-256"))) {
            in.transferTo(out);
            return HexFormat.of().formatHex(out.getMessageDigest().digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    public Path path() {
        return path;
    }

    /** Deletes it. A system that does not delete what is loaded does so when the process ends. */
    void delete() {
        try {
            Files.deleteIfExists(path);
            Files.deleteIfExists(path.toAbsolutePath().getParent());
        } catch (IOException e) {
            // deleteOnExit tries again.
        }
    }
}
