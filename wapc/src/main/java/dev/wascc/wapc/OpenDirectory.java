package dev.wascc.wapc;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** A directory that a guest has open. */
final class OpenDirectory implements Descriptor {
    private static final int MAX_ENTRIES = 100_000;

    private final GuestDirectory directory;
    private final boolean root;
    private final boolean writable;
    private List<String> entries = List.of();

    OpenDirectory(GuestDirectory directory, boolean root, boolean writable) {
        this.directory = directory;
        this.root = root;
        this.writable = writable;
    }

    GuestDirectory directory() {
        return directory;
    }

    /** Whether the guest had it from the beginning. */
    boolean root() {
        return root;
    }

    /** The names from a cookie on; they are looked up anew when a guest begins at the first. */
    List<String> entries(long cookie) throws IOException {
        if (cookie == 0) {
            entries = new ArrayList<>(List.of(".", ".."));
            entries.addAll(directory.list(MAX_ENTRIES));
        }
        return cookie < 0 || cookie >= entries.size() ? List.of() : entries.subList((int) cookie, entries.size());
    }

    @Override
    public FileStatus status() throws IOException {
        return directory.status();
    }

    @Override
    public long rights() {
        return Rights.DIRECTORY_READ | (writable ? Rights.DIRECTORY_WRITE : 0);
    }

    @Override
    public long inheriting() {
        return rights() | Rights.FILE_READ | (writable ? Rights.FILE_WRITE : 0);
    }

    @Override
    public void close() throws IOException {
        directory.close();
    }
}
