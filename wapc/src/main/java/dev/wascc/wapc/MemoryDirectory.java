package dev.wascc.wapc;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A directory that exists in memory alone. For the one thread that its guest is on. */
final class MemoryDirectory extends MemoryNode implements GuestDirectory {
    private final Clock clock;
    private final Map<String, MemoryNode> entries = new TreeMap<>();
    private boolean removed;

    MemoryDirectory(Clock clock) {
        super(FileStatus.Type.DIRECTORY, clock);
        this.clock = clock;
    }

    @Override
    long size() {
        return 0;
    }

    private MemoryNode node(String name) throws NoSuchFileException {
        MemoryNode node = name.equals(".") ? this : entries.get(name);
        if (node == null) {
            throw new NoSuchFileException(name);
        }
        return node;
    }

    @Override
    public FileStatus status(String name) throws IOException {
        return node(name).status();
    }

    @Override
    public GuestDirectory directory(String name) throws IOException {
        if (node(name) instanceof MemoryDirectory directory) {
            return directory;
        }
        throw Errno.NOTDIR.failure();
    }

    @Override
    public SeekableByteChannel open(String name, Set<OpenOption> options) throws IOException {
        boolean write = options.contains(StandardOpenOption.WRITE);
        if (options.contains(StandardOpenOption.CREATE_NEW)) {
            requireFree(name);
            MemoryFile made = new MemoryFile(clock);
            entries.put(name, made);
            return new MemoryChannel(made, write);
        }
        if (node(name) instanceof MemoryFile file) {
            return new MemoryChannel(file, write);
        }
        throw Errno.ISDIR.failure();
    }

    private void requireFree(String name) throws IOException {
        if (removed) {
            throw new NoSuchFileException(name);
        } else if (entries.containsKey(name)) {
            throw new FileAlreadyExistsException(name);
        }
        touch();
    }

    @Override
    public List<String> list(int max) {
        if (entries.size() > max) {
            throw Errno.FBIG.failure();
        }
        return List.copyOf(entries.keySet());
    }

    @Override
    public void createDirectory(String name) throws IOException {
        requireFree(name);
        entries.put(name, new MemoryDirectory(clock));
    }

    @Override
    public void deleteFile(String name) throws IOException {
        if (node(name) instanceof MemoryDirectory) {
            throw Errno.ISDIR.failure();
        }
        entries.remove(name);
        touch();
    }

    @Override
    public void deleteDirectory(String name) throws IOException {
        if (!(node(name) instanceof MemoryDirectory directory)) {
            throw Errno.NOTDIR.failure();
        } else if (directory == this) {
            throw Errno.INVAL.failure();
        } else if (!directory.entries.isEmpty()) {
            throw new DirectoryNotEmptyException(name);
        }
        directory.removed = true;
        entries.remove(name);
        touch();
    }

    @Override
    public void move(String name, GuestDirectory to, String newName) throws IOException {
        MemoryNode node = node(name);
        if (!(to instanceof MemoryDirectory target) || target.removed) {
            throw Errno.NOENT.failure();
        }
        if (node instanceof MemoryDirectory directory && directory.holds(target)) {
            throw Errno.INVAL.failure();
        }
        MemoryNode there = target.entries.get(newName);
        if (there == node) {
            return;
        } else if (there instanceof MemoryDirectory) {
            target.deleteDirectory(newName);
        } else if (there != null) {
            target.deleteFile(newName);
        }
        entries.remove(name);
        target.entries.put(newName, node);
        touch();
        target.touch();
    }

    private boolean holds(MemoryDirectory sought) {
        return this == sought
                || entries.values().stream()
                        .anyMatch(node -> node instanceof MemoryDirectory directory && directory.holds(sought));
    }

    @Override
    public void setTimes(String name, @Nullable FileTime accessed, @Nullable FileTime modified) throws IOException {
        node(name).setTimes(accessed, modified);
    }

    @Override
    public void close() {
        // nothing is held
    }
}
