package dev.wascc.wapc;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** The {@code path_*} functions. */
final class WasiPaths {
    private static final int MAX_PATH = 4096;
    private static final int FOLLOW = 1;

    private final WasiFiles files;
    private final WasiSettings settings;

    WasiPaths(WasiFiles files, WasiSettings settings) {
        this.files = files;
        this.settings = settings;
    }

    void bind(WasiFunctions functions) {
        functions.add(
                "path_create_directory",
                "iii",
                (memory, args) -> files.createDirectory((int) args[0], path(memory, args[1], args[2])));
        functions.add("path_filestat_get", "iiiii", (memory, args) -> {
            boolean follow = (args[1] & FOLLOW) != 0;
            FileStatus status = files.status((int) args[0], path(memory, args[2], args[3]), follow);
            functions.version().write(memory, args[4], status);
        });
        functions.add(
                "path_filestat_set_times",
                "iiiiIIi",
                (memory, args) -> files.setTimes(
                        (int) args[0],
                        path(memory, args[2], args[3]),
                        WasiDescriptors.time(settings, args[4], (int) args[6]),
                        WasiDescriptors.time(settings, args[5], (int) args[6] >> 2)));
        functions.add("path_link", "iiiiiii", (memory, args) -> noLinks((int) args[0], (int) args[4]));
        functions.add("path_symlink", "iiiii", (memory, args) -> noLinks((int) args[2], (int) args[2]));
        functions.add("path_readlink", "iiiiii", this::readLink);
        functions.add("path_open", "iiiiiIIii", (memory, args) -> {
            memory.require(args[8], 4);
            WasiFiles.Opening how = WasiFiles.Opening.of((int) args[4], args[5], (int) args[7]);
            memory.writeInt(args[8], files.open((int) args[0], path(memory, args[2], args[3]), how));
        });
        functions.add(
                "path_remove_directory",
                "iii",
                (memory, args) -> files.deleteDirectory((int) args[0], path(memory, args[1], args[2])));
        functions.add(
                "path_unlink_file",
                "iii",
                (memory, args) -> files.deleteFile((int) args[0], path(memory, args[1], args[2])));
        functions.add(
                "path_rename",
                "iiiiii",
                (memory, args) -> files.rename(
                        (int) args[0], path(memory, args[1], args[2]), (int) args[3], path(memory, args[4], args[5])));
    }

    private void noLinks(int from, int to) {
        files.directory(from);
        files.directory(to);
        throw Errno.PERM.failure();
    }

    /** A link's text may be a path of the host, and so is not told. */
    private void readLink(GuestMemory memory, long... args) throws java.io.IOException {
        FileStatus status = files.status((int) args[0], path(memory, args[1], args[2]), false);
        throw (status.is(FileStatus.Type.SYMBOLIC_LINK) ? Errno.PERM : Errno.INVAL).failure();
    }

    private static String path(GuestMemory memory, long pointer, long length) {
        long size = length & 0xffff_ffffL;
        memory.require(pointer, size);
        if (size > MAX_PATH) {
            throw Errno.NAMETOOLONG.failure();
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(memory.read(pointer, size, MAX_PATH)))
                    .toString();
        } catch (CharacterCodingException e) {
            throw Errno.ILSEQ.failure();
        }
    }
}
