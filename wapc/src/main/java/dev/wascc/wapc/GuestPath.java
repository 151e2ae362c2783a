package dev.wascc.wapc;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where a guest's path leads: a directory that is held open, and a name in it. {@code ..} goes back to the directory that was come
 * through, never by its name, and not beyond the one that the guest began at.
 */
final class GuestPath implements Closeable {
    private static final int MAX_DEPTH = 64;
    private static final int MAX_NAME = 255;

    private final GuestDirectory start;
    private final Deque<GuestDirectory> through = new ArrayDeque<>();
    private String name = ".";
    private boolean directoryMeant;

    private GuestPath(GuestDirectory start) {
        this.start = start;
    }

    /** @throws WasiFailure NOTCAPABLE for paths that lead out, LOOP for those that lead through a link, and others */
    static GuestPath resolve(GuestDirectory start, String path) throws IOException {
        if (path.isEmpty()) {
            throw Errno.NOENT.failure();
        } else if (path.startsWith("/")) {
            throw Errno.NOTCAPABLE.failure();
        } else if (path.indexOf('\0') >= 0) {
            throw Errno.INVAL.failure();
        }
        GuestPath resolved = new GuestPath(start);
        try {
            resolved.walk(path);
            return resolved;
        } catch (IOException | RuntimeException e) {
            resolved.close();
            throw e;
        }
    }

    private void walk(String path) throws IOException {
        List<String> names = Stream.of(path.split("/", -1))
                .filter(part -> !part.isEmpty() && !part.equals("."))
                .toList();
        directoryMeant = path.endsWith("/")
                || path.endsWith("/.")
                || path.endsWith("/..")
                || path.equals(".")
                || path.equals("..");
        for (int i = 0; i < names.size(); i++) {
            String next = names.get(i);
            if (next.equals("..")) {
                up();
            } else if (i == names.size() - 1) {
                name = checked(next);
            } else {
                down(checked(next));
            }
        }
    }

    private static String checked(String name) {
        if (name.length() > MAX_NAME) {
            throw Errno.NAMETOOLONG.failure();
        }
        return name;
    }

    private void up() throws IOException {
        if (through.isEmpty()) {
            throw Errno.NOTCAPABLE.failure();
        }
        through.pop().close();
    }

    private void down(String directory) throws IOException {
        if (through.size() == MAX_DEPTH) {
            throw Errno.NAMETOOLONG.failure();
        }
        if (directory().status(directory).is(FileStatus.Type.SYMBOLIC_LINK)) {
            throw Errno.LOOP.failure();
        }
        through.push(directory().directory(directory));
    }

    GuestDirectory directory() {
        return through.isEmpty() ? start : through.element();
    }

    /** In that directory; {@code "."} for itself. */
    String name() {
        return name;
    }

    boolean self() {
        return name.equals(".");
    }

    /** Whether the path ends as only that of a directory does. */
    boolean directoryMeant() {
        return directoryMeant;
    }

    FileStatus required() throws IOException {
        return self() ? directory().status() : directory().status(name);
    }

    Optional<FileStatus> status() throws IOException {
        try {
            return Optional.of(required());
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    @Override
    public void close() throws IOException {
        while (!through.isEmpty()) {
            through.pop().close();
        }
    }
}
