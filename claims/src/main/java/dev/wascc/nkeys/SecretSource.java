package dev.wascc.nkeys;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Map;
import java.util.Set;

/** Reads what is secret from variables and files, and looks first whether others can read the file. */
final class SecretSource {
    static final String VARIABLE = "env:";
    static final int MAX_SIZE = 4096;

    private static final Set<PosixFilePermission> OTHERS = Set.of(
            PosixFilePermission.GROUP_READ,
            PosixFilePermission.GROUP_WRITE,
            PosixFilePermission.OTHERS_READ,
            PosixFilePermission.OTHERS_WRITE);

    private SecretSource() {}

    /**
     * A secret of one line.
     *
     * @param reference {@code env:NAME} or a file; not shown where it is neither: it may be the secret itself
     * @param what it is: "the passphrase"
     */
    static char[] line(String reference, String what, KeyAccess access) throws KeyAccessException {
        if (reference.startsWith(VARIABLE)) {
            return variable(reference, what, access.environment()).toCharArray();
        }
        Path file = existing(reference, what);
        String line = content(file, access.allowInsecure()).lines().findFirst().orElse("");
        if (line.isEmpty()) {
            throw new KeyAccessException("the first line of " + file + " should be " + what + ", and is empty");
        }
        return line.toCharArray();
    }

    static String variable(String reference, String what, Map<String, String> environment) throws KeyAccessException {
        String name = reference.substring(VARIABLE.length());
        String value = environment.get(name);
        if (value == null || value.isBlank()) {
            throw new KeyAccessException(
                    "the variable " + name + " that should hold " + what + " is not set, or empty");
        }
        return value;
    }

    /** A small file that nobody else can read, unless that is allowed. */
    static String content(Path file, boolean allowInsecure) throws KeyAccessException {
        try {
            if (Files.size(file) > MAX_SIZE) {
                throw new KeyAccessException("the file " + file + " is too large for a key");
            }
            if (!allowInsecure && readByOthers(file)) {
                throw new KeyAccessException(
                        "the key file " + file + " can be read or written by others; mend it with: chmod 600 " + file
                                + "  (or say --allow-insecure-key)");
            }
            return Files.readString(file);
        } catch (CharacterCodingException e) {
            throw new KeyAccessException("the file " + file + " is no text", e);
        } catch (IOException e) {
            throw new KeyAccessException(
                    "the file " + file + " cannot be read: " + e.getClass().getSimpleName(), e);
        }
    }

    private static boolean readByOthers(Path file) throws IOException {
        return file.getFileSystem().supportedFileAttributeViews().contains("posix")
                && Files.getPosixFilePermissions(file).stream().anyMatch(OTHERS::contains);
    }

    private static Path existing(String reference, String what) throws KeyAccessException {
        try {
            Path file = Path.of(reference.startsWith("file:") ? reference.substring("file:".length()) : reference);
            if (Files.isRegularFile(file)) {
                return file;
            }
        } catch (InvalidPathException e) {
            // said below
        }
        throw new KeyAccessException("the place of " + what + " is env:NAME or a file, and what was given is neither;"
                + " if it was " + what + " itself, take it for known to others, and change it");
    }
}
