package dev.wascc.nkeys;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Where a seed is: {@code FILE}, {@code env:NAME}, or {@code -} for standard input. Never the seed itself: what stands on a command
 * line or in a POM is seen by others.
 */
public final class KeyReference {
    /** A word of a seed's length or nearly so, damaged ones included; public keys begin with another letter. */
    private static final Pattern SEED = Pattern.compile("(?i)(?<![A-Z0-9])S[A-Z][A-Z0-9]{54,58}(?![A-Z0-9])");

    private static final Set<PosixFilePermission> OTHERS = Set.of(
            PosixFilePermission.GROUP_READ,
            PosixFilePermission.GROUP_WRITE,
            PosixFilePermission.OTHERS_READ,
            PosixFilePermission.OTHERS_WRITE);
    private static final int MAX_SIZE = 4096;

    private final String text;

    private KeyReference(String text) {
        this.text = text;
    }

    /** @throws KeyAccessException where the text looks like a seed */
    public static KeyReference parse(String text) throws KeyAccessException {
        if (holdsSeed(text)) {
            throw new KeyAccessException(
                    "a seed was given where only the place of one may stand (others can read command"
                            + " lines and POMs); put it in a file, in a variable (env:NAME) or on standard input (-), and take this one for"
                            + " known to others");
        }
        return new KeyReference(text);
    }

    /** Whether a text has something in it that looks like a seed. */
    public static boolean holdsSeed(String text) {
        return SEED.matcher(text).find();
    }

    /**
     * Opens the key; whoever does closes it.
     *
     * @throws KeyAccessException there is none, it is malformed, or it is not let in
     */
    public IssuerKey open(KeyAccess access) throws KeyAccessException {
        String seed;
        try {
            if (text.equals("-")) {
                seed = new String(access.in().readNBytes(MAX_SIZE), StandardCharsets.UTF_8);
            } else if (text.startsWith("env:")) {
                seed = variable(access.environment());
            } else {
                seed = file(access.allowInsecure());
            }
        } catch (IOException e) {
            throw new KeyAccessException(
                    "the key " + text + " cannot be read: " + e.getClass().getSimpleName(), e);
        }
        try {
            return SigningKey.fromSeed(seed.strip());
        } catch (InvalidKeyTextException e) {
            throw new KeyAccessException("the key " + text + " is none: " + e.getMessage(), e);
        }
    }

    private String variable(Map<String, String> environment) throws KeyAccessException {
        String name = text.substring("env:".length());
        String value = environment.get(name);
        if (value == null || value.isBlank()) {
            throw new KeyAccessException("the variable " + name + " that should hold a seed is not set, or empty");
        }
        return value;
    }

    private String file(boolean allowInsecure) throws IOException, KeyAccessException {
        Path file = path();
        if (!Files.isRegularFile(file)) {
            throw new KeyAccessException(
                    "there is no key file " + file + "; make one with: wascc keys gen account --out " + file);
        }
        if (Files.size(file) > MAX_SIZE) {
            throw new KeyAccessException("the file " + file + " is too large for a key");
        }
        if (!allowInsecure && file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            for (PosixFilePermission permission : Files.getPosixFilePermissions(file)) {
                if (OTHERS.contains(permission)) {
                    throw new KeyAccessException(
                            "the key file " + file + " can be read or written by others; mend it with: chmod 600 "
                                    + file + "  (or say --allow-insecure-key)");
                }
            }
        }
        return Files.readString(file);
    }

    private Path path() throws KeyAccessException {
        try {
            return Path.of(text.startsWith("file:") ? text.substring("file:".length()) : text);
        } catch (InvalidPathException e) {
            throw new KeyAccessException("the key reference is no path of a file", e);
        }
    }

    @Override
    public String toString() {
        return text;
    }
}
