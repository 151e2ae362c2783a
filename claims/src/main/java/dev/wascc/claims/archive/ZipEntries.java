package dev.wascc.claims.archive;

import java.io.IOException;
import java.io.InputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.jspecify.annotations.Nullable;

/** Files in a ZIP, in the order of their bytes; the directory at its end is not looked at. */
final class ZipEntries extends ArchiveEntries {
    private final ZipInputStream zip;
    private final InputStream content;

    ZipEntries(InputStream in, ArchiveBounds bounds) {
        super(in);
        zip = new ZipInputStream(in);
        content = bounds.unfolded(zip);
    }

    @Override
    @Nullable
    String advance() throws IOException {
        content.transferTo(java.io.OutputStream.nullOutputStream());
        try {
            ZipEntry entry = zip.getNextEntry();
            return entry == null ? null : entry.getName();
        } catch (IllegalArgumentException e) {
            throw new MalformedArchiveException("a name in it is not UTF-8");
        }
    }

    @Override
    InputStream content() {
        return content;
    }
}
