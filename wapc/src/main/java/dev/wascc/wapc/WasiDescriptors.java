package dev.wascc.wapc;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The {@code fd_*} functions. Nothing is allocated by the lengths that a guest claims. */
final class WasiDescriptors {
    private static final int CHUNK = 65_536;
    private static final int PREOPEN_NAME_LENGTH = 1;

    private final WasiFiles files;
    private final WasiSettings settings;

    /** Moves one piece between a guest's memory and a file; fewer bytes than asked end it. */
    private interface Transfer {
        int move(long pointer, int length) throws IOException;
    }

    WasiDescriptors(WasiFiles files, WasiSettings settings) {
        this.files = files;
        this.settings = settings;
    }

    void bind(WasiFunctions functions) {
        functions.add("fd_advise", "iIIi", (memory, args) -> files.file((int) args[0]));
        functions.add("fd_allocate", "iII", (memory, args) -> allocate(args));
        functions.add("fd_close", "i", (memory, args) -> files.close((int) args[0]));
        functions.add("fd_datasync", "i", (memory, args) -> files.get((int) args[0]));
        functions.add("fd_sync", "i", (memory, args) -> files.get((int) args[0]));
        functions.add("fd_fdstat_get", "ii", this::fdstat);
        functions.add("fd_fdstat_set_flags", "ii", (memory, args) -> files.file((int) args[0])
                .flags((int) args[1]));
        functions.add("fd_fdstat_set_rights", "iII", (memory, args) -> files.get((int) args[0]));
        functions.add("fd_filestat_get", "ii", (memory, args) -> functions
                .version()
                .write(memory, args[1], files.get((int) args[0]).status()));
        functions.add("fd_filestat_set_size", "iI", (memory, args) -> files.file((int) args[0])
                .resize(args[1]));
        functions.add("fd_filestat_set_times", "iIIi", (memory, args) -> setTimes(args));
        functions.add("fd_read", "iiii", this::read);
        functions.add("fd_write", "iiii", this::write);
        functions.add("fd_pread", "iiiIi", (memory, args) -> at(args, rest -> read(memory, rest)));
        functions.add("fd_pwrite", "iiiIi", (memory, args) -> at(args, rest -> write(memory, rest)));
        functions.add("fd_prestat_get", "ii", (memory, args) -> {
            requireRoot((int) args[0]);
            memory.writeInt(args[1], 0);
            memory.writeInt(args[1] + 4, PREOPEN_NAME_LENGTH);
        });
        functions.add("fd_prestat_dir_name", "iii", (memory, args) -> {
            requireRoot((int) args[0]);
            if (args[2] < PREOPEN_NAME_LENGTH) {
                throw Errno.NAMETOOLONG.failure();
            }
            memory.writeByte(args[1], '/');
        });
        functions.add("fd_readdir", "iiiIi", this::readDirectory);
        functions.add("fd_renumber", "ii", (memory, args) -> files.renumber((int) args[0], (int) args[1]));
        functions.add("fd_seek", "iIii", (memory, args) -> {
            OpenFile file = files.file((int) args[0]);
            file.position(functions.version().seek((int) args[2], args[1], file));
            memory.writeLong(args[3], file.position());
        });
        functions.add(
                "fd_tell",
                "ii",
                (memory, args) ->
                        memory.writeLong(args[1], files.file((int) args[0]).position()));
    }

    private void requireRoot(int fd) {
        if (!(files.get(fd) instanceof OpenDirectory directory) || !directory.root()) {
            throw Errno.BADF.failure();
        }
    }

    private void allocate(long... args) throws IOException {
        OpenFile file = files.file((int) args[0]);
        long end = args[1] + args[2];
        if (args[1] < 0 || args[2] <= 0 || end < 0) {
            throw Errno.INVAL.failure();
        }
        file.resize(Math.max(end, file.size()));
    }

    private void fdstat(GuestMemory memory, long... args) throws IOException {
        Descriptor descriptor = files.get((int) args[0]);
        memory.write(args[1], new byte[24]);
        memory.writeByte(args[1], descriptor.status().type().code());
        memory.writeByte(args[1] + 2, descriptor.flags());
        memory.writeLong(args[1] + 8, descriptor.rights());
        memory.writeLong(args[1] + 16, descriptor.inheriting());
    }

    private void setTimes(long... args) throws IOException {
        OpenFile file = files.file((int) args[0]);
        if (!(file.key() instanceof MemoryNode node)) {
            throw Errno.NOSYS.failure();
        }
        node.setTimes(time(settings, args[1], (int) args[3]), time(settings, args[2], (int) args[3] >> 2));
    }

    /** {@code fstflags}: the lowest bit for the time that is given, the next one for now. */
    static @Nullable FileTime time(WasiSettings settings, long given, int flags) {
        if ((flags & 3) == 3) {
            throw Errno.INVAL.failure();
        } else if ((flags & 2) != 0) {
            return FileTime.from(settings.clock().instant());
        }
        return (flags & 1) != 0 ? FileTime.from(given, TimeUnit.NANOSECONDS) : null;
    }

    /** {@code pread} and {@code pwrite}: as the plain ones, and the position is as it was. */
    private interface Rest {
        void run(long... args) throws IOException;
    }

    private void at(long[] args, Rest plain) throws IOException {
        OpenFile file = files.file((int) args[0]);
        long before = file.position();
        file.position(args[3]);
        try {
            plain.run(args[0], args[1], args[2], args[4]);
        } finally {
            file.position(before);
        }
    }

    private void read(GuestMemory memory, long... args) throws IOException {
        Descriptor descriptor = files.get((int) args[0]);
        if (descriptor instanceof StandardStream stream) {
            if (stream.output().isPresent()) {
                throw Errno.BADF.failure();
            }
            memory.writeInt(args[3], 0);
            return;
        }
        OpenFile file = files.file((int) args[0]);
        transfer(memory, args, (pointer, length) -> {
            byte[] bytes = new byte[length];
            int count = file.read(bytes);
            memory.write(pointer, count == length ? bytes : java.util.Arrays.copyOf(bytes, count));
            return count;
        });
    }

    private void write(GuestMemory memory, long... args) throws IOException {
        Descriptor descriptor = files.get((int) args[0]);
        if (descriptor instanceof StandardStream stream) {
            LineOutput output = stream.output().orElseThrow(Errno.BADF::failure);
            transfer(memory, args, (pointer, length) -> {
                output.write(memory.read(pointer, length, CHUNK), 0, length);
                return length;
            });
            return;
        }
        OpenFile file = files.file((int) args[0]);
        transfer(memory, args, (pointer, length) -> file.write(memory.read(pointer, length, CHUNK)));
    }

    private static void transfer(GuestMemory memory, long[] args, Transfer transfer) throws IOException {
        long pieces = args[2] & 0xffff_ffffL;
        memory.require(args[1], pieces * 8);
        long total = 0;
        for (int i = 0; i < pieces; i++) {
            long pointer = memory.readInt(args[1] + i * 8L) & 0xffff_ffffL;
            long length = memory.readInt(args[1] + i * 8L + 4) & 0xffff_ffffL;
            memory.require(pointer, length);
            long moved = piece(pointer, length, transfer);
            total += moved;
            if (moved < length) {
                break;
            }
        }
        memory.writeInt(args[3], (int) total);
    }

    private static long piece(long pointer, long length, Transfer transfer) throws IOException {
        long moved = 0;
        while (moved < length) {
            WasiFunctions.stopIfInterrupted();
            int asked = (int) Math.min(CHUNK, length - moved);
            int count = transfer.move(pointer + moved, asked);
            moved += count;
            if (count < asked) {
                break;
            }
        }
        return moved;
    }

    private void readDirectory(GuestMemory memory, long... args) throws IOException {
        OpenDirectory directory = files.directory((int) args[0]);
        long room = args[2] & 0xffff_ffffL;
        memory.require(args[1], room);
        long cookie = args[3];
        List<String> names = directory.entries(cookie);
        long used = 0;
        for (int i = 0; i < names.size() && used < room; i++) {
            byte[] name = names.get(i).getBytes(StandardCharsets.UTF_8);
            byte[] entry = entry(cookie + i + 1, name, status(directory, names.get(i)));
            int length = (int) Math.min(entry.length, room - used);
            memory.write(args[1] + used, java.util.Arrays.copyOf(entry, length));
            used += length;
        }
        memory.writeInt(args[4], (int) used);
    }

    private static FileStatus status(OpenDirectory directory, String name) throws IOException {
        try {
            // What is above is not shown, even where the guest could get there.
            return name.startsWith(".") && name.length() <= 2 && name.endsWith(".")
                    ? directory.status()
                    : directory.directory().status(name);
        } catch (NoSuchFileException e) {
            return new FileStatus(name, FileStatus.Type.UNKNOWN, 0, 0, 0, 0);
        }
    }

    /** {@code dirent}: next cookie, inode, length of the name, type; and the name. */
    private static byte[] entry(long next, byte[] name, FileStatus status) {
        return java.nio.ByteBuffer.allocate(24 + name.length)
                .order(java.nio.ByteOrder.LITTLE_ENDIAN)
                .putLong(next)
                .putLong(status.inode())
                .putInt(name.length)
                .putInt(status.type().code())
                .put(name)
                .array();
    }
}
