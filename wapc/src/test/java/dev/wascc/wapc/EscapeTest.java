package dev.wascc.wapc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wascc.wapc.GuestFiles.Access;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Nothing outside a granted directory is read, changed, made or deleted, whatever links there are and whoever swaps them. */
class EscapeTest {
    private static final long READ_WRITE = Rights.FD_READ | Rights.FD_WRITE;
    private static final int CREATE = 1;
    private static final int TRUNCATE = 8;
    private static final String SECRET = "secret";
    private static final int ROOT = WasiFiles.ROOT;

    @TempDir
    private Path place;

    private Path granted;
    private Path outside;
    private WasiFiles files;
    private List<String> before;

    @BeforeEach
    void make() throws IOException {
        granted = Files.createDirectory(place.resolve("granted"));
        outside = Files.createDirectory(place.resolve("outside"));
        Files.writeString(outside.resolve("f"), SECRET);
        Files.createDirectory(outside.resolve("d"));
        Files.createDirectories(granted.resolve("real/sub"));
        Files.writeString(granted.resolve("real/f"), "inside");
        Files.createSymbolicLink(granted.resolve("dirlink"), outside);
        Files.createSymbolicLink(granted.resolve("filelink"), outside.resolve("f"));
        Files.createSymbolicLink(granted.resolve("dangling"), outside.resolve("new"));
        Files.createSymbolicLink(granted.resolve("relative"), Path.of("../outside"));
        Files.createSymbolicLink(granted.resolve("loop"), Path.of("loop"));
        Files.createSymbolicLink(granted.resolve("chain"), Path.of("dirlink"));
        Files.createSymbolicLink(granted.resolve("real/up"), Path.of("../.."));
        Files.createSymbolicLink(granted.resolve("rootlink"), Path.of("/"));
        Files.createSymbolicLink(granted.resolve("proc"), Path.of("/proc/self/root"));
        Files.createSymbolicLink(granted.resolve("inside"), Path.of("real"));
        files = GuestFilesTest.files(GuestFiles.directory(granted, Access.READ_WRITE, FileQuota.defaults()));
        before = outsideState();
    }

    @AfterEach
    void nothing_outside_has_changed() throws IOException {
        files.close();
        assertThat(outsideState()).isEqualTo(before);
    }

    private List<String> outsideState() throws IOException {
        try (Stream<Path> all = Files.walk(place)) {
            return all.filter(path -> !path.startsWith(granted))
                    .map(path -> path + " " + size(path))
                    .sorted()
                    .toList();
        }
    }

    private static String size(Path path) {
        try {
            return Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS) ? "directory" : Files.readString(path);
        } catch (IOException e) {
            return "unreadable";
        }
    }

    private interface Attempt {
        void run() throws IOException;
    }

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

    private String read(String path) throws IOException {
        int fd = files.open(ROOT, path, WasiFiles.Opening.of(0, Rights.FD_READ, 0));
        try {
            byte[] bytes = new byte[100];
            int count = files.file(fd).read(bytes);
            return new String(bytes, 0, count, StandardCharsets.UTF_8);
        } finally {
            files.close(fd);
        }
    }

    private void write(String path, int oflags) throws IOException {
        int fd = files.open(ROOT, path, WasiFiles.Opening.of(oflags, READ_WRITE, 0));
        try {
            files.file(fd).write(new byte[] {'!'});
        } finally {
            files.close(fd);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../outside/f",
                "..",
                "../granted/real/f",
                "real/../../outside/f",
                "real/sub/../../../outside/f",
                "./../outside/f",
                "real//..//../outside/f",
                "/etc/passwd",
                "//etc/passwd",
                "/",
                "filelink",
                "dirlink/f",
                "dirlink/../outside/f",
                "dirlink/",
                "dirlink/.",
                "dirlink/d",
                "relative/f",
                "chain/f",
                "real/up/outside/f",
                "rootlink/etc/passwd",
                "proc/etc/passwd",
                "dangling",
                "dangling/x",
                "loop",
                "loop/f",
                "inside/f",
                "inside/up/outside/f",
                "real/f/../../../outside/f",
                "RELATIVE/f",
                "real/\0/../f",
                "..\0",
                ".../f"
            })
    void a_path_that_leads_out_or_through_a_link_is_refused_to_every_operation(String path) {
        assertThat(refusal(() -> read(path))).isNotEqualTo(Errno.SUCCESS);
        assertThat(refusal(() -> write(path, 0))).isNotEqualTo(Errno.SUCCESS);
        assertThat(refusal(() -> write(path, TRUNCATE))).isNotEqualTo(Errno.SUCCESS);
        assertThat(refusal(() -> files.status(ROOT, path, true))).isNotEqualTo(Errno.SUCCESS);
        assertThat(refusal(() -> files.setTimes(ROOT, path, null, null))).isNotEqualTo(Errno.SUCCESS);
        assertThat(refusal(() -> files.createDirectory(ROOT, path + "/new"))).isNotEqualTo(Errno.SUCCESS);
        assertThat(refusal(() -> files.deleteFile(ROOT, path + "/f"))).isNotEqualTo(Errno.SUCCESS);
        assertThat(refusal(() -> files.deleteDirectory(ROOT, path + "/d"))).isNotEqualTo(Errno.SUCCESS);
        assertThat(refusal(() -> files.rename(ROOT, path + "/f", ROOT, "stolen")))
                .isNotEqualTo(Errno.SUCCESS);
        assertThat(refusal(() -> files.rename(ROOT, "real/f", ROOT, path + "/given")))
                .isNotEqualTo(Errno.SUCCESS);
        assertThat(refusal(() -> files.open(ROOT, path + "/x", WasiFiles.Opening.of(CREATE, READ_WRITE, 0))))
                .isNotEqualTo(Errno.SUCCESS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"filelink", "dangling", "dirlink", "loop"})
    void a_link_is_not_written_through_when_it_is_to_be_made_anew(String path) {
        assertThat(refusal(() -> write(path, CREATE))).isEqualTo(Errno.LOOP);
        assertThat(refusal(() -> files.createDirectory(ROOT, path))).isEqualTo(Errno.EXIST);
    }

    @Test
    void a_link_is_deleted_and_replaced_itself_and_never_what_it_leads_to() throws IOException {
        files.deleteFile(ROOT, "filelink");
        files.rename(ROOT, "real/f", ROOT, "dirlink");
        assertThat(read("dirlink")).isEqualTo("inside");
        assertThat(refusal(() -> files.deleteDirectory(ROOT, "relative"))).isEqualTo(Errno.NOTDIR);
    }

    @Test
    void an_open_directory_stays_the_one_it_was_when_its_name_becomes_a_link() throws IOException {
        int fd = files.open(ROOT, "real", WasiFiles.Opening.of(2, 0, 0));
        Files.move(granted.resolve("real"), granted.resolve("elsewhere"));
        Files.createSymbolicLink(granted.resolve("real"), outside);
        assertThat(files.status(fd, "f", true).size()).isEqualTo(6);
        assertThat(refusal(() -> files.status(fd, "../outside/f", true))).isEqualTo(Errno.NOTCAPABLE);
        assertThat(refusal(() -> files.status(fd, "d", true))).isEqualTo(Errno.NOENT);
    }

    /** {@code wascc.races} of them: 10,000 where they are asked for, 1,000 otherwise. */
    @Test
    void no_swap_of_a_directory_for_a_link_in_the_middle_of_an_operation_leads_out() throws Exception {
        int races = Integer.getInteger("wascc.races", 1000);
        Path swapped = granted.resolve("swapped");
        Path aside = granted.resolve("aside");
        Path link = granted.resolve("link");
        Files.createDirectories(swapped.resolve("d"));
        Files.writeString(swapped.resolve("f"), "inside");
        Files.createSymbolicLink(link, outside);
        AtomicBoolean over = new AtomicBoolean();
        Thread swapper = new Thread(() -> swap(over, swapped, aside, link));
        swapper.start();
        int reached = 0;
        try {
            for (int i = 0; i < races; i++) {
                String read = "";
                try {
                    read = read("swapped/f");
                    reached++;
                } catch (WasiFailure | IOException e) {
                    // met the link, or nothing
                }
                assertThat(read).isNotEqualTo(SECRET);
                int n = i;
                refusal(() -> write("swapped/new", CREATE | TRUNCATE));
                refusal(() -> files.createDirectory(ROOT, "swapped/made" + n));
                refusal(() -> files.rename(ROOT, "swapped/new", ROOT, "swapped/newer"));
                refusal(() -> files.deleteFile(ROOT, "swapped/newer"));
                refusal(() -> files.deleteDirectory(ROOT, "swapped/made" + n));
                refusal(() -> files.setTimes(ROOT, "swapped/f", null, null));
            }
        } finally {
            over.set(true);
            swapper.join();
        }
        assertThat(reached).as("reads that met the directory").isPositive();
    }

    private static void swap(AtomicBoolean over, Path swapped, Path aside, Path link) {
        try {
            while (!over.get()) {
                Files.move(swapped, aside, StandardCopyOption.ATOMIC_MOVE);
                Files.move(link, swapped, StandardCopyOption.ATOMIC_MOVE);
                Files.move(swapped, link, StandardCopyOption.ATOMIC_MOVE);
                Files.move(aside, swapped, StandardCopyOption.ATOMIC_MOVE);
            }
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
