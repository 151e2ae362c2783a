package dev.wascc.claims.archive;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Plain files in a TAR of the GNU or the POSIX kind. Whatever else such an archive can hold (links, directories, devices, long names,
 * sparse files) is refused: no writer of provider archives makes it, and readers differ in what they make of it.
 */
final class TarEntries extends ArchiveEntries {
    static final int BLOCK = 512;
    private static final int SIZE = 124;
    private static final int CHECKSUM = 148;
    private static final int CHECKSUM_LENGTH = 8;
    private static final int TYPE = 156;
    private static final int MAGIC = 257;
    private static final int PREFIX = 345;
    private static final int PREFIX_LENGTH = 155;

    private final InputStream in;
    private long left;
    private long padding;

    TarEntries(InputStream in) {
        super(in);
        this.in = in;
    }

    @Override
    @Nullable
    String advance() throws IOException {
        in.skipNBytes(left + padding);
        byte[] header = in.readNBytes(BLOCK);
        if (header.length != BLOCK) {
            throw new EOFException("it ends before its end mark");
        }
        if (blank(header)) {
            requireNothingMore();
            left = 0;
            padding = 0;
            return null;
        }
        requireWhole(header);
        if (header[TYPE] != 0 && header[TYPE] != '0') {
            throw new MalformedArchiveException("it holds something that is no plain file (type "
                    + dev.wascc.claims.Printable.of(String.valueOf((char) (header[TYPE] & 0xff)))
                    + "); links, directories and extended headers are not taken");
        }
        if (!text(header, PREFIX, PREFIX_LENGTH).isEmpty()) {
            throw new MalformedArchiveException("a file in it is in a directory");
        }
        left = number(header, SIZE, 12);
        if (left > ArchiveBounds.MAX_BYTES) {
            throw new MalformedArchiveException("it unfolds to more than " + ArchiveBounds.MAX_BYTES + " bytes");
        }
        padding = (BLOCK - left % BLOCK) % BLOCK;
        return text(header, 0, 100);
    }

    @Override
    InputStream content() {
        return new InputStream() {
            @Override
            public int read() throws IOException {
                byte[] one = new byte[1];
                return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
            }

            @Override
            public int read(byte[] into, int from, int most) throws IOException {
                if (left == 0) {
                    return -1;
                }
                int read = in.read(into, from, (int) Math.min(most, left));
                if (read < 0) {
                    throw new EOFException("it ends within a file");
                }
                left -= read;
                return read;
            }
        };
    }

    /** Two blocks of zeros end an archive, and many writers fill up with more; anything else would be seen by some readers only. */
    private void requireNothingMore() throws IOException {
        byte[] block = new byte[8192];
        for (int read = in.read(block); read >= 0; read = in.read(block)) {
            for (int i = 0; i < read; i++) {
                if (block[i] != 0) {
                    throw new MalformedArchiveException("something follows its end mark");
                }
            }
        }
    }

    private static void requireWhole(byte[] header) throws IOException {
        if (!new String(header, MAGIC, 5, StandardCharsets.ISO_8859_1).equals("ustar")) {
            throw new MalformedArchiveException("it is neither TAR, nor TAR in gzip, nor ZIP");
        }
        if (number(header, CHECKSUM, CHECKSUM_LENGTH) != checksum(header)) {
            throw new MalformedArchiveException("the checksum of a header in it does not match");
        }
    }

    /** The sum of all bytes, those of the sum itself taken for spaces. */
    static long checksum(byte[] header) {
        long sum = 0;
        for (int i = 0; i < BLOCK; i++) {
            boolean own = i >= CHECKSUM && i < CHECKSUM + CHECKSUM_LENGTH;
            sum += own ? ' ' : header[i] & 0xff;
        }
        return sum;
    }

    private static boolean blank(byte[] block) {
        for (byte each : block) {
            if (each != 0) {
                return false;
            }
        }
        return true;
    }

    private static String text(byte[] header, int from, int most) {
        int end = from;
        while (end < from + most && header[end] != 0) {
            end++;
        }
        return new String(header, from, end - from, StandardCharsets.ISO_8859_1);
    }

    private static long number(byte[] header, int from, int most) throws MalformedArchiveException {
        String digits = text(header, from, most).strip();
        if (!digits.matches("[0-7]{1,11}")) {
            throw new MalformedArchiveException("a number in a header of it is none");
        }
        return Long.parseLong(digits, 8);
    }
}
