package dev.wascc.wapc;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.wascc.wapc.GuestFiles.Access;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Both kinds of files, through the numbers and paths of a guest. */
class GuestFilesTest {
    private static final FileQuota SMALL = new FileQuota(1000, 4, 8);
    private static final long READ_WRITE = Rights.FD_READ | Rights.FD_WRITE;
    private static final int CREATE = 1;
    private static final int DIRECTORY = 2;
    private static final int EXCLUSIVE = 4;
    private static final int TRUNCATE = 8;

    @TempDir
    private Path directory;

    private WasiFiles files(String kind) throws IOException {
        return files(
                kind.equals("memory")
                        ? GuestFiles.inMemory(SMALL)
                        : GuestFiles.directory(directory, Access.READ_WRITE, SMALL));
    }

    static WasiFiles files(GuestFiles granted) throws IOException {
        return new WasiFiles(granted, granted.open(Clock.systemUTC()), ConsoleLog.NONE);
    }

    private static int open(WasiFiles files, String path, int oflags, long rights) throws IOException {
        return files.open(WasiFiles.ROOT, path, WasiFiles.Opening.of(oflags, rights, 0));
    }

    private interface Attempt {
        void run() throws IOException;
    }

    private static Errno errno(Attempt attempt) {
        return catchThrowableOfType(WasiFailure.class, attempt::run).errno();
    }

    private static void write(WasiFiles files, String path, int bytes) throws IOException {
        int fd = open(files, path, CREATE, READ_WRITE);
        try {
            files.file(fd).write(new byte[bytes]);
        } finally {
            files.close(fd);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"memory", "directory"})
    void what_was_written_is_read_and_positions_are_kept(String kind) throws IOException {
        WasiFiles files = files(kind);
        int fd = open(files, "f", CREATE | EXCLUSIVE, READ_WRITE);
        OpenFile file = files.file(fd);
        file.write("hello".getBytes(UTF_8));
        assertThat(file.position()).isEqualTo(5);
        file.position(1);
        byte[] read = new byte[10];
        assertThat(file.read(read)).isEqualTo(4);
        assertThat(read).startsWith("ello".getBytes(UTF_8));
        file.resize(8);
        assertThat(file.size()).isEqualTo(8);
        file.position(7);
        assertThat(file.read(read)).isEqualTo(1);
        assertThat(read[0]).isZero();
        assertThat(errno(() -> open(files, "f", CREATE | EXCLUSIVE, READ_WRITE)))
                .isEqualTo(Errno.EXIST);
        assertThat(errno(() -> open(files, "f", DIRECTORY, 0))).isEqualTo(Errno.NOTDIR);
        assertThat(errno(() -> open(files, "f/g", CREATE, READ_WRITE))).isEqualTo(Errno.NOTDIR);
        files.close(open(files, "f", TRUNCATE, READ_WRITE));
        assertThat(file.size()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"memory", "directory"})
    void a_file_that_was_opened_to_be_read_is_not_written_nor_the_other_way_round(String kind) throws IOException {
        WasiFiles files = files(kind);
        write(files, "f", 3);
        OpenFile reader = files.file(open(files, "f", 0, Rights.FD_READ));
        OpenFile writer = files.file(open(files, "f", 0, Rights.FD_WRITE));
        assertThat(errno(() -> reader.write(new byte[1]))).isEqualTo(Errno.BADF);
        assertThat(errno(() -> reader.resize(0))).isEqualTo(Errno.BADF);
        assertThat(errno(() -> writer.read(new byte[1]))).isEqualTo(Errno.BADF);
    }

    @ParameterizedTest
    @ValueSource(strings = {"memory", "directory"})
    void bytes_beyond_the_quota_are_refused_and_those_of_deleted_files_are_free_again(String kind) throws IOException {
        WasiFiles files = files(kind);
        write(files, "a", 600);
        assertThat(errno(() -> write(files, "b", 401))).isEqualTo(Errno.NOSPC);
        OpenFile b = files.file(open(files, "b", 0, READ_WRITE));
        assertThat(errno(() -> b.resize(401))).isEqualTo(Errno.NOSPC);
        assertThat(errno(() -> b.resize(Long.MAX_VALUE))).isEqualTo(Errno.NOSPC);
        assertThat(errno(() -> b.position(Long.MAX_VALUE))).isEqualTo(Errno.INVAL);
        b.position(1L << 40);
        assertThat(errno(() -> b.write(new byte[1]))).isEqualTo(Errno.NOSPC);
        files.deleteFile(WasiFiles.ROOT, "a");
        write(files, "b", 1000);
        open(files, "b", TRUNCATE, READ_WRITE);
        write(files, "a", 1000);
    }

    @ParameterizedTest
    @ValueSource(strings = {"memory", "directory"})
    void a_deleted_or_replaced_file_counts_until_it_is_closed(String kind) throws IOException {
        WasiFiles files = files(kind);
        write(files, "a", 600);
        int fd = open(files, "a", 0, READ_WRITE);
        files.deleteFile(WasiFiles.ROOT, "a");
        assertThat(errno(() -> write(files, "b", 600))).isEqualTo(Errno.NOSPC);
        files.close(fd);
        write(files, "b", 600);
        int open = open(files, "b", 0, READ_WRITE);
        write(files, "c", 100);
        files.rename(WasiFiles.ROOT, "c", WasiFiles.ROOT, "b");
        assertThat(errno(() -> write(files, "d", 600))).isEqualTo(Errno.NOSPC);
        files.close(open);
        write(files, "d", 600);
    }

    @ParameterizedTest
    @ValueSource(strings = {"memory", "directory"})
    void files_and_descriptors_beyond_the_quota_are_refused(String kind) throws IOException {
        WasiFiles files = files(kind);
        files.createDirectory(WasiFiles.ROOT, "d");
        write(files, "d/1", 1);
        write(files, "d/2", 1);
        int last = open(files, "d/3", CREATE, READ_WRITE);
        assertThat(errno(() -> open(files, "d/4", CREATE, READ_WRITE))).isEqualTo(Errno.NOSPC);
        assertThat(errno(() -> files.createDirectory(WasiFiles.ROOT, "e"))).isEqualTo(Errno.NOSPC);
        files.deleteFile(WasiFiles.ROOT, "d/1");
        files.createDirectory(WasiFiles.ROOT, "e");
        assertThat(last).isEqualTo(4);
        for (int i = 5; i < 8; i++) {
            assertThat(open(files, "d", DIRECTORY, 0)).isEqualTo(i);
        }
        assertThat(errno(() -> open(files, "d", DIRECTORY, 0))).isEqualTo(Errno.MFILE);
        files.close(5);
        assertThat(open(files, "d", DIRECTORY, 0)).isEqualTo(5);
    }

    @ParameterizedTest
    @ValueSource(strings = {"memory", "directory"})
    void directories_are_moved_and_deleted_as_posix_has_it(String kind) throws IOException {
        WasiFiles files = files(kind);
        files.createDirectory(WasiFiles.ROOT, "a");
        files.createDirectory(WasiFiles.ROOT, "a/b");
        assertThat(errno(() -> files.createDirectory(WasiFiles.ROOT, "a"))).isEqualTo(Errno.EXIST);
        assertThat(refusal(() -> files.rename(WasiFiles.ROOT, "a", WasiFiles.ROOT, "a/b/c")))
                .isEqualTo(Errno.INVAL);
        assertThat(refusal(() -> files.deleteDirectory(WasiFiles.ROOT, "a"))).isEqualTo(Errno.NOTEMPTY);
        write(files, "f", 1);
        assertThat(errno(() -> files.rename(WasiFiles.ROOT, "f", WasiFiles.ROOT, "a")))
                .isEqualTo(Errno.ISDIR);
        assertThat(errno(() -> files.rename(WasiFiles.ROOT, "a", WasiFiles.ROOT, "f")))
                .isEqualTo(Errno.NOTDIR);
        assertThat(errno(() -> files.deleteFile(WasiFiles.ROOT, "a"))).isEqualTo(Errno.ISDIR);
        assertThat(errno(() -> files.deleteDirectory(WasiFiles.ROOT, "f"))).isEqualTo(Errno.NOTDIR);
        files.rename(WasiFiles.ROOT, "a/b", WasiFiles.ROOT, "moved");
        files.deleteDirectory(WasiFiles.ROOT, "a");
        assertThat(files.status(WasiFiles.ROOT, "moved", true).type()).isEqualTo(FileStatus.Type.DIRECTORY);
        assertThat(files.directory(WasiFiles.ROOT).entries(0)).containsExactlyInAnyOrder(".", "..", "f", "moved");
        assertThat(files.status(WasiFiles.ROOT, "moved/../f", true).size()).isEqualTo(1);
    }

    /** As {@link #errno}, and also as the functions of WASI translate what the file system says. */
    private static Errno refusal(Attempt attempt) {
        try {
            attempt.run();
            return Errno.SUCCESS;
        } catch (WasiFailure e) {
            return e.errno();
        } catch (IOException e) {
            return WasiFailure.errno(e);
        }
    }

    @Test
    void what_is_to_be_read_only_is_changed_in_no_way() throws IOException {
        Files.writeString(directory.resolve("f"), "x");
        Files.createDirectory(directory.resolve("d"));
        WasiFiles files = files(GuestFiles.directory(directory, Access.READ_ONLY, SMALL));
        int r = WasiFiles.ROOT;
        assertThat(errno(() -> open(files, "new", CREATE, READ_WRITE))).isEqualTo(Errno.ROFS);
        assertThat(errno(() -> open(files, "f", 0, READ_WRITE))).isEqualTo(Errno.ROFS);
        assertThat(errno(() -> open(files, "f", TRUNCATE, Rights.FD_READ))).isEqualTo(Errno.ROFS);
        assertThat(errno(() -> files.createDirectory(r, "e"))).isEqualTo(Errno.ROFS);
        assertThat(errno(() -> files.deleteDirectory(r, "d"))).isEqualTo(Errno.ROFS);
        assertThat(errno(() -> files.deleteFile(r, "f"))).isEqualTo(Errno.ROFS);
        assertThat(errno(() -> files.rename(r, "f", r, "g"))).isEqualTo(Errno.ROFS);
        assertThat(errno(() -> files.setTimes(r, "f", null, null))).isEqualTo(Errno.ROFS);
        assertThat(files.file(open(files, "f", 0, Rights.FD_READ)).read(new byte[4]))
                .isEqualTo(1);
    }

    @Test
    void only_a_directory_is_granted() throws IOException {
        Path file = Files.writeString(directory.resolve("f"), "x");
        assertThatThrownBy(() -> GuestFiles.directory(file, Access.READ_ONLY, SMALL))
                .isInstanceOf(NotDirectoryException.class);
        assertThatThrownBy(() -> GuestFiles.directory(directory.resolve("none"), Access.READ_ONLY, SMALL))
                .isInstanceOf(IOException.class);
    }

    @Test
    void files_in_memory_are_each_guests_own() throws IOException {
        GuestFiles granted = GuestFiles.inMemory(SMALL);
        write(files(granted), "f", 1);
        assertThat(errno(() -> open(files(granted), "f", 0, Rights.FD_READ))).isEqualTo(Errno.NOENT);
    }
}
