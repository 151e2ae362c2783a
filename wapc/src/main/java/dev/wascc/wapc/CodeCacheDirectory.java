package dev.wascc.wapc;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Entries as files named by their keys. Written beside their places and moved there, so that nobody sees half of one. */
final class CodeCacheDirectory implements CodeCache {
    private static final long MAX_ENTRY = 512L << 20;
    private static final String SUFFIX = ".code";
    private static final String TEMPORARY = ".tmp";
    /** A temporary file that is older belongs to a process that died. */
    private static final long STALE_MILLIS = 3_600_000;

    private final Path directory;
    private final long size;
    private final boolean sealed;

    private CodeCacheDirectory(Path directory, long size, boolean sealed) {
        this.directory = directory;
        this.size = size;
        this.sealed = sealed;
    }

    static CodeCacheDirectory open(Path directory, long size) throws IOException {
        Path made = PrivateDirectory.make(directory);
        return new CodeCacheDirectory(made, size, false);
    }

    /** One that is only read, whoever it belongs to. */
    static CodeCacheDirectory packaged(Path directory) throws IOException {
        Path real = directory.toRealPath();
        PrivateDirectory.requireClosed(real);
        return new CodeCacheDirectory(real, 0, true);
    }

    /** The content under a key; null where there is none that can be trusted. */
    byte @Nullable [] read(byte[] key) {
        Path file = file(key);
        try {
            if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
                return null;
            }
            if (sealed) {
                PrivateDirectory.requireClosed(file);
                return CodeCacheEntry.unwrap(key, bytes(file));
            }
            PrivateDirectory.require(directory);
            PrivateDirectory.requireOwn(file);
            byte[] content = CodeCacheEntry.unwrap(key, bytes(file));
            if (content == null) {
                Files.deleteIfExists(file);
            } else {
                Files.setLastModifiedTime(file, FileTime.fromMillis(System.currentTimeMillis()));
            }
            return content;
        } catch (IOException e) {
            return null;
        }
    }

    private static byte[] bytes(Path file) throws IOException {
        if (Files.size(file) > MAX_ENTRY) {
            return new byte[0];
        }
        try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
            return in.readNBytes((int) MAX_ENTRY);
        }
    }

    void write(byte[] key, byte[] content) {
        if (sealed || content.length + (long) CodeCacheEntry.HEADER > Math.min(size, MAX_ENTRY)) {
            return;
        }
        try {
            PrivateDirectory.require(directory);
            Path temporary = Files.createTempFile(directory, "new", TEMPORARY);
            try {
                Files.write(temporary, CodeCacheEntry.wrap(key, content));
                Files.move(temporary, file(key), StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Files.deleteIfExists(temporary);
            }
            evict();
        } catch (IOException e) {
            // The next start translates again.
        }
    }

    private Path file(byte[] key) {
        return directory.resolve(HexFormat.of().formatHex(key) + SUFFIX);
    }

    private record Entry(Path file, long size, long used) {}

    private void evict() throws IOException {
        List<Entry> entries = new ArrayList<>();
        long total = 0;
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, "*{" + SUFFIX + "," + TEMPORARY + "}")) {
            for (Path file : files) {
                Entry entry = new Entry(
                        file, Files.size(file), Files.getLastModifiedTime(file).toMillis());
                if (!file.toString().endsWith(TEMPORARY)) {
                    entries.add(entry);
                    total += entry.size();
                } else if (entry.used() < System.currentTimeMillis() - STALE_MILLIS) {
                    Files.deleteIfExists(file);
                }
            }
        }
        entries.sort(Comparator.comparingLong(Entry::used));
        for (Entry entry : entries) {
            if (total <= size) {
                return;
            }
            Files.deleteIfExists(entry.file());
            total -= entry.size();
        }
    }
}
