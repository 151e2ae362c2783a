package dev.wascc.claims.archive;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Writes a TAR byte by byte as the crate tar does for provider-archive 0.1.2: GNU headers; mode, owner and time are zeros. */
final class TarOutput {
    private static final int NAME = 100;

    private final OutputStream out;
    private long padding;

    TarOutput(OutputStream out) {
        this.out = out;
    }

    /** Where the {@code size} bytes of a file go. */
    OutputStream begin(String name, long size) throws IOException {
        byte[] header = new byte[TarEntries.BLOCK];
        byte[] shown = name.getBytes(StandardCharsets.US_ASCII);
        if (shown.length > NAME) {
            throw new IOException("a file in an archive has a name of " + NAME + " characters at most: " + name);
        }
        put(header, 0, name);
        put(header, 124, String.format(Locale.ROOT, "%011o", size));
        put(header, 136, "00000000000");
        put(header, 257, "ustar  ");
        put(header, 148, String.format(Locale.ROOT, "%07o", TarEntries.checksum(header)));
        out.write(new byte[(int) padding]);
        out.write(header);
        padding = (TarEntries.BLOCK - size % TarEntries.BLOCK) % TarEntries.BLOCK;
        return out;
    }

    /** Fills up the last file, and writes the end mark. */
    void end() throws IOException {
        out.write(new byte[(int) padding + 2 * TarEntries.BLOCK]);
        out.flush();
    }

    private static void put(byte[] header, int at, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(bytes, 0, header, at, bytes.length);
    }
}
