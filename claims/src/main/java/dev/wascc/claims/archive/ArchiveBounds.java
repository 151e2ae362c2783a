package dev.wascc.claims.archive;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** How much an archive may unfold to: 512 MiB, and a hundred times what was read of it. Counted while it is read. */
final class ArchiveBounds {
    static final long MAX_BYTES = 512L << 20;
    static final int MAX_ENTRIES = 100;
    private static final long MAX_RATIO = 100;
    /** So much may come of anything, as small files of zeros do no harm. */
    private static final long FREE = 1 << 20;

    private long packed;
    private long unfolded;

    /** What is read from a file. */
    InputStream packed(InputStream in) {
        return new Counting(in) {
            @Override
            void count(long more) {
                packed += more;
            }
        };
    }

    /** What comes of it. */
    InputStream unfolded(InputStream in) {
        return new Counting(in) {
            @Override
            void count(long more) throws MalformedArchiveException {
                unfolded += more;
                if (unfolded > MAX_BYTES) {
                    throw new MalformedArchiveException("it unfolds to more than " + MAX_BYTES + " bytes");
                }
                if (unfolded > FREE + MAX_RATIO * packed) {
                    throw new MalformedArchiveException("it unfolds to more than " + MAX_RATIO
                            + " times its size, as no archive of libraries does");
                }
            }
        };
    }

    /** Counts what is read; what is skipped is read, too. */
    private abstract static class Counting extends FilterInputStream {
        Counting(InputStream in) {
            super(in);
        }

        abstract void count(long more) throws MalformedArchiveException;

        @Override
        public int read() throws IOException {
            int next = in.read();
            if (next >= 0) {
                count(1);
            }
            return next;
        }

        @Override
        public int read(byte[] into, int from, int most) throws IOException {
            int read = in.read(into, from, most);
            if (read > 0) {
                count(read);
            }
            return read;
        }

        @Override
        public long skip(long most) throws IOException {
            return Math.max(0, read(new byte[(int) Math.max(0, Math.min(most, 8192))]));
        }

        @Override
        public boolean markSupported() {
            return false;
        }
    }
}
