package dev.wascc.claims.archive;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * The files in an archive, one after the other, in any of its three forms: TAR as provider-archive writes it from 0.1.2 on, the same in
 * gzip, or ZIP as 0.1.0 wrote it. Of names only plain ones are let through, and each but once.
 */
abstract class ArchiveEntries implements Closeable {
    private static final int BUFFER = 64 * 1024;
    private static final int LONGEST_NAME = 100;
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]*");

    private final Set<String> names = new HashSet<>();
    private final InputStream in;

    ArchiveEntries(InputStream in) {
        this.in = in;
    }

    /** The form is told by the first bytes. The stream is closed with the entries, or when this throws. */
    @SuppressWarnings("MustBeClosedChecker")
    static ArchiveEntries of(InputStream file) throws IOException {
        ArchiveBounds bounds = new ArchiveBounds();
        BufferedInputStream in = new BufferedInputStream(file, BUFFER);
        boolean begun = false;
        try {
            in.mark(4);
            byte[] magic = in.readNBytes(4);
            in.reset();
            ArchiveEntries entries;
            if (begins(magic, 'P', 'K')) {
                entries = new ZipEntries(bounds.packed(in), bounds);
            } else if (begins(magic, 0x1f, 0x8b)) {
                entries = new TarEntries(bounds.unfolded(new GZIPInputStream(bounds.packed(in), BUFFER)));
            } else {
                entries = new TarEntries(bounds.unfolded(bounds.packed(in)));
            }
            begun = true;
            return entries;
        } finally {
            if (!begun) {
                in.close();
            }
        }
    }

    private static boolean begins(byte[] bytes, int first, int second) {
        return bytes.length > 1 && (bytes[0] & 0xff) == first && (bytes[1] & 0xff) == second;
    }

    /** Goes on to the next file. */
    abstract @Nullable String advance() throws IOException;

    /** The bytes of the file that {@link #next} came to; closing it does nothing. */
    abstract InputStream content();

    /** The name of the next file, once what is left of the one before was read; null at the end. */
    final @Nullable String next() throws IOException {
        String name = advance();
        if (name == null) {
            return null;
        }
        if (name.length() > LONGEST_NAME || !PLAIN.matcher(name).matches()) {
            throw new MalformedArchiveException(
                    "a file in it has a name that is none of an archive of libraries, which have no directories: "
                            + dev.wascc.claims.Printable.of(name));
        }
        if (!names.add(name.toLowerCase(Locale.ROOT))) {
            throw new MalformedArchiveException("it has two files of the name " + name);
        }
        if (names.size() > ArchiveBounds.MAX_ENTRIES) {
            throw new MalformedArchiveException("it has more than " + ArchiveBounds.MAX_ENTRIES + " files");
        }
        return name;
    }

    @Override
    public final void close() throws IOException {
        in.close();
    }
}
