package dev.wascc.wapc;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * One file of a {@link CodeCacheDirectory}: {@code wasccode}, the format's version (u32), the key and the content's SHA-256 (32 bytes
 * each), and the content. Numbers are big-endian.
 */
final class CodeCacheEntry {
    static final int HEADER = 76;
    private static final byte[] MAGIC = "wasccode".getBytes(StandardCharsets.US_ASCII);
    /** Goes up when what is kept, or how modules are translated, changes with the engine as it is. */
    private static final int FORMAT = 1;

    private CodeCacheEntry() {}

    /** What the translation depends on: the module, the engine's version, the JDK's feature version, and this format. */
    static byte[] key(byte[] wasm) {
        MessageDigest digest = sha256();
        digest.update((engine() + " jdk " + Runtime.version().feature() + " format " + FORMAT + "\n")
                .getBytes(StandardCharsets.UTF_8));
        return digest.digest(wasm);
    }

    private static String engine() {
        try (InputStream in = CodeCacheEntry.class.getResourceAsStream("engine.properties")) {
            Properties properties = new Properties();
            if (in != null) {
                properties.load(in);
            }
            return properties.getProperty("engine", "unknown");
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    static byte[] wrap(byte[] key, byte[] content) {
        return ByteBuffer.allocate(HEADER + content.length)
                .put(MAGIC)
                .putInt(FORMAT)
                .put(key)
                .put(sha256().digest(content))
                .put(content)
                .array();
    }

    /** The content; null where the file is another key's, or not as it was written. */
    static byte @Nullable [] unwrap(byte[] key, byte[] file) {
        if (file.length < HEADER) {
            return null;
        }
        byte[] content = Arrays.copyOfRange(file, HEADER, file.length);
        return Arrays.equals(file, 0, HEADER, wrap(key, content), 0, HEADER) ? content : null;
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
