package dev.wascc.host;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wascc.claims.Metadata;
import dev.wascc.claims.VerifiedActor;
import dev.wascc.wapc.FileQuota;
import dev.wascc.wapc.GuestFiles;
import dev.wascc.wapc.GuestFiles.Access;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Actors with files. The numbers are those of WASI preview 1: 8 no such descriptor, 44 no such file, 51 no space, 69 read-only. */
@Timeout(60)
class ActorFilesTest extends HostFixture {
    /** {@code r}ead the file that the payload names, {@code w}rite 1,000 bytes at its end, {@code t}rap; an errno is an error. */
    private static final String WAT =
            """
            (module
            (import "wapc" "__guest_request" (func $request (param i32 i32)))
            (import "wapc" "__guest_response" (func $response (param i32 i32)))
            (import "wapc" "__guest_error" (func $error (param i32 i32)))
            (import "wasi_snapshot_preview1" "path_open"
              (func $open (param i32 i32 i32 i32 i32 i64 i64 i32 i32) (result i32)))
            (import "wasi_snapshot_preview1" "fd_read" (func $read (param i32 i32 i32 i32) (result i32)))
            (import "wasi_snapshot_preview1" "fd_write" (func $write (param i32 i32 i32 i32) (result i32)))
            (import "wasi_snapshot_preview1" "fd_close" (func $close (param i32) (result i32)))
            (memory (export "memory") 1)
            (func $failed (param $errno i32) (result i32)
              (i32.store8 (i32.const 600) (i32.add (i32.const 48) (i32.div_u (local.get $errno) (i32.const 10))))
              (i32.store8 (i32.const 601) (i32.add (i32.const 48) (i32.rem_u (local.get $errno) (i32.const 10))))
              (call $error (i32.const 600) (i32.const 2)) (i32.const 0))
            (func (export "__guest_call") (param $op i32) (param $len i32) (result i32) (local $errno i32)
              (call $request (i32.const 1024) (i32.const 2048))
              (i32.store (i32.const 520) (i32.const 4096))
              (i32.store (i32.const 524) (i32.const 1000))
              (if (i32.eq (i32.load8_u (i32.const 1024)) (i32.const 116)) (then (unreachable)))
              (if (i32.eq (i32.load8_u (i32.const 1024)) (i32.const 119))
                (then
                  (local.set $errno (call $open (i32.const 3) (i32.const 0) (i32.const 2048) (local.get $len)
                    (i32.const 1) (i64.const 64) (i64.const 0) (i32.const 1) (i32.const 512)))
                  (if (local.get $errno) (then (return (call $failed (local.get $errno)))))
                  (local.set $errno (call $write (i32.load (i32.const 512)) (i32.const 520) (i32.const 1) (i32.const 528)))
                  (drop (call $close (i32.load (i32.const 512))))
                  (if (local.get $errno) (then (return (call $failed (local.get $errno)))))
                  (call $response (i32.const 4096) (i32.const 0)) (return (i32.const 1))))
              (local.set $errno (call $open (i32.const 3) (i32.const 0) (i32.const 2048) (local.get $len)
                (i32.const 0) (i64.const 2) (i64.const 0) (i32.const 0) (i32.const 512)))
              (if (local.get $errno) (then (return (call $failed (local.get $errno)))))
              (local.set $errno (call $read (i32.load (i32.const 512)) (i32.const 520) (i32.const 1) (i32.const 528)))
              (drop (call $close (i32.load (i32.const 512))))
              (if (local.get $errno) (then (return (call $failed (local.get $errno)))))
              (call $response (i32.const 4096) (i32.load (i32.const 528))) (i32.const 1)))
            """;

    @TempDir
    private Path place;

    private VerifiedActor actor() {
        return TestActors.signed(
                module, WAT, new Metadata.Actor("files", "", List.of(), List.of(), 1, "1", null, false));
    }

    private void add(GuestFiles files) throws Exception {
        host.add(actor(), host.defaults().withFiles(files));
    }

    private byte[] read(String path) throws InvocationException {
        return call("read", path.getBytes(UTF_8));
    }

    private void write(String path) throws InvocationException {
        call("write", path.getBytes(UTF_8));
    }

    @Test
    void an_actor_reads_what_it_is_granted_and_changes_nothing_there() throws Exception {
        Path granted = Files.createDirectories(place.resolve("granted"));
        Files.writeString(granted.resolve("rates"), "EUR 1.08");
        Files.writeString(place.resolve("secret"), "secret");
        Files.createSymbolicLink(granted.resolve("link"), place.resolve("secret"));
        add(GuestFiles.directory(granted, Access.READ_ONLY, FileQuota.defaults()));
        assertThat(read("rates")).isEqualTo("EUR 1.08".getBytes(UTF_8));
        assertThatThrownBy(() -> write("rates")).hasMessageEndingWith("69");
        assertThatThrownBy(() -> write("new")).hasMessageEndingWith("69");
        assertThatThrownBy(() -> read("nothing")).hasMessageEndingWith("44");
        for (String escape : List.of("link", "../secret", "/../secret")) {
            assertThatThrownBy(() -> read(escape)).isInstanceOf(InvocationException.class);
        }
        assertThat(granted.resolve("rates")).hasContent("EUR 1.08");
        assertThat(granted.resolve("new")).doesNotExist();
    }

    @Test
    void without_a_grant_there_are_no_files() throws Exception {
        host.add(actor());
        assertThatThrownBy(() -> read("rates")).hasMessageEndingWith("08");
        assertThatThrownBy(() -> write("rates")).hasMessageEndingWith("08");
    }

    @Test
    void a_quota_lasts_as_long_as_the_directory_whatever_the_instance_does() throws Exception {
        add(GuestFiles.directory(place, Access.READ_WRITE, new FileQuota(2500, 10, 8)));
        write("a");
        write("b");
        assertThatThrownBy(() -> write("c")).hasMessageEndingWith("51");
        assertThatThrownBy(() -> call("trap", HELLO)).isInstanceOf(InvocationException.class);
        assertThatThrownBy(() -> write("d")).hasMessageEndingWith("51");
        host.replace(actor());
        assertThatThrownBy(() -> write("e")).hasMessageEndingWith("51");
        assertThat(Files.size(place.resolve("a")) + Files.size(place.resolve("b")))
                .isEqualTo(2000);
    }

    @Test
    void files_in_memory_go_with_their_instance_and_count_as_memory_of_the_host() throws Exception {
        long quota = 1 << 20;
        add(GuestFiles.inMemory(new FileQuota(quota, 10, 8)));
        write("a");
        assertThat(read("a")).hasSize(1000);
        long withFiles = host.inventory().memoryPages();
        assertThatThrownBy(() -> call("trap", HELLO)).isInstanceOf(InvocationException.class);
        assertThatThrownBy(() -> read("a")).hasMessageEndingWith("44");
        host.remove(module.publicKey());
        host.add(actor());
        assertThat(withFiles - host.inventory().memoryPages()).isEqualTo(quota / 65_536);
    }

    @Test
    void the_inventory_says_what_is_granted() throws Exception {
        add(GuestFiles.directory(place, Access.READ_ONLY, FileQuota.defaults()));
        assertThat(host.inventory().actors().get(0).hosting().wasi().files())
                .hasToString(place.toRealPath() + " (read)");
    }
}
