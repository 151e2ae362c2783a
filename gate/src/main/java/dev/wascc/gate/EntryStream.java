package dev.wascc.gate;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/** An entry that is as large as its archive says, and closes that. */
final class EntryStream extends FilterInputStream {
    private final ZipFile zip;
    private long left;

    EntryStream(ZipFile zip, InputStream entry, long size) {
        super(entry);
        this.zip = zip;
        this.left = size;
    }

    @Override
    public int read() throws IOException {
        int next = super.read();
        if (next >= 0) {
            counted(1);
        }
        return next;
    }

    @Override
    public int read(byte[] into, int from, int most) throws IOException {
        int count = super.read(into, from, most);
        if (count > 0) {
            counted(count);
        }
        return count;
    }

    private void counted(int more) throws ZipException {
        left -= more;
        if (left < 0) {
            throw new ZipException("it is larger than the archive says");
        }
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    @Override
    public void close() throws IOException {
        zip.close();
    }
}
