package dev.wascc.claims.archive;

import dev.wascc.claims.ClaimsException;
import dev.wascc.claims.Finding;
import dev.wascc.claims.Printable;
import dev.wascc.claims.Token;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/**
 * What a provider archive holds; nobody has judged it. Libraries are not kept: their bytes are read again when they are wanted, and
 * hashed again then. The form is that of the crate provider-archive 0.1 and later: {@code claims.jwt}, and {@code TARGET.bin} for each
 * target, {@code x86_64-linux}.
 */
public final class ProviderArchive {
    /** The interface description that later archives have, beside libraries; not loaded here. */
    static final String WORLD = "world.wasm";

    static final String CLAIMS = "claims.jwt";
    private static final String LIBRARY = ".bin";
    private static final int LONGEST_TOKEN = 64 * 1024;

    private final Content content;
    private final @Nullable Token token;
    private final SortedMap<String, FileDigest> files;

    private ProviderArchive(Content content, @Nullable Token token, SortedMap<String, FileDigest> files) {
        this.content = content;
        this.token = token;
        this.files = Collections.unmodifiableSortedMap(files);
    }

    /** Whether a file is called as one. */
    public static boolean named(String file) {
        String name = file.toLowerCase(Locale.ROOT);
        return name.endsWith(".par") || name.endsWith(".par.gz");
    }

    /**
     * Reads a file through, and hashes what is in it. Unfolded it may have 512 MiB, a hundred times its size, and 100 entries.
     *
     * @throws ClaimsException it is no such archive, or its token has not the form of one
     */
    public static ProviderArchive read(Path file) throws IOException, ClaimsException {
        return read(() -> Files.newInputStream(file));
    }

    /** As {@link #read(Path)}. */
    public static ProviderArchive of(byte[] bytes) throws ClaimsException {
        byte[] own = bytes.clone();
        try {
            return read(() -> new ByteArrayInputStream(own));
        } catch (IOException e) {
            throw new IllegalStateException("bytes in memory cannot be read", e);
        }
    }

    private static ProviderArchive read(Content content) throws IOException, ClaimsException {
        Token token = null;
        SortedMap<String, FileDigest> files = new TreeMap<>();
        try (ArchiveEntries entries = ArchiveEntries.of(content.open())) {
            for (String name = entries.next(); name != null; name = entries.next()) {
                if (name.equals(CLAIMS)) {
                    token = token(entries.content());
                } else {
                    files.put(key(name), FileDigest.of(entries.content()));
                }
            }
        } catch (MalformedArchiveException e) {
            throw malformed(String.valueOf(e.getMessage()));
        } catch (ZipException e) {
            throw malformed("it cannot be unpacked: " + Printable.of(String.valueOf(e.getMessage())));
        } catch (EOFException e) {
            throw malformed("it is cut short");
        }
        return new ProviderArchive(content, token, files);
    }

    private static Token token(InputStream in) throws IOException, ClaimsException {
        byte[] text = in.readNBytes(LONGEST_TOKEN + 1);
        if (text.length > LONGEST_TOKEN) {
            throw new MalformedArchiveException(CLAIMS + " in it is larger than " + LONGEST_TOKEN + " bytes");
        }
        return Token.parse(new String(text, StandardCharsets.ISO_8859_1));
    }

    /** What the claims call a file. */
    private static String key(String name) throws MalformedArchiveException {
        if (name.equals(WORLD)) {
            return name;
        }
        String target = name.endsWith(LIBRARY) ? name.substring(0, name.length() - LIBRARY.length()) : "";
        if (!isTarget(target)) {
            throw new MalformedArchiveException(
                    "a file in it is neither " + CLAIMS + " nor TARGET" + LIBRARY + ": " + name);
        }
        return target;
    }

    /** Whether it is the name of a target, {@code <arch>-<os>}. */
    static boolean isTarget(String text) {
        return text.matches("[A-Za-z0-9_]{1,40}(-[A-Za-z0-9_]{1,40}){1,3}");
    }

    private static ClaimsException malformed(String why) {
        return new ClaimsException(
                List.of(Finding.error(ArchiveRule.MALFORMED_ARCHIVE, "the file is no provider archive: " + why)
                        .mendedBy("make it anew with wascc par create")));
    }

    /** The token of its claims; nobody has checked it. */
    public Optional<Token> token() {
        return Optional.ofNullable(token);
    }

    /** The targets it has a library for. */
    public SortedSet<String> targets() {
        SortedSet<String> targets = new TreeSet<>(files.keySet());
        targets.remove(WORLD);
        return targets;
    }

    /** SHA-256 of each file beside the claims, 64 upper-case hex digits, by the name that the claims have for it. */
    public SortedMap<String, String> hashes() {
        SortedMap<String, String> hashes = new TreeMap<>();
        files.forEach((key, digest) -> hashes.put(key, digest.sha256()));
        return hashes;
    }

    /** The bytes of the library for a target; of the file as it is now. */
    public long size(String target) {
        FileDigest digest = files.get(target);
        return digest == null ? 0 : digest.size();
    }

    /** SHA-256 of the archive itself, 64 lower-case hex digits, as {@code sha256sum} prints it. */
    public String sha256() throws IOException {
        try (InputStream in = content.open()) {
            return FileDigest.of(in).sha256().toLowerCase(Locale.ROOT);
        }
    }

    /** The file of this name in the claims, as it is now; whoever reads it hashes it. */
    Content file(String key) {
        return () -> open(key.equals(WORLD) ? WORLD : key + LIBRARY);
    }

    @SuppressWarnings("MustBeClosedChecker")
    private InputStream open(String wanted) throws IOException {
        ArchiveEntries entries = ArchiveEntries.of(content.open());
        InputStream found = null;
        try {
            for (String name = entries.next(); name != null; name = entries.next()) {
                if (name.equals(wanted)) {
                    found = new FilterInputStream(entries.content()) {
                        @Override
                        public void close() throws IOException {
                            entries.close();
                        }
                    };
                    return found;
                }
            }
            throw new IOException(wanted + " is not in the archive any more; it was changed meanwhile");
        } finally {
            if (found == null) {
                entries.close();
            }
        }
    }
}
