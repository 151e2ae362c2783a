package dev.wascc.providers.blobstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wascc.provider.Binding;
import dev.wascc.provider.CapabilityProvider;
import dev.wascc.provider.blob.BlobStore;
import dev.wascc.provider.contract.BlobstoreContract;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DirectoryBlobProviderTest extends BlobstoreContract {
    private static final int RACES = 10_000;
    private static final byte[] SECRET = "secret".getBytes(StandardCharsets.UTF_8);

    @TempDir
    Path root;

    @TempDir
    Path outside;

    @Override
    protected CapabilityProvider provider() {
        return new DirectoryBlobProvider();
    }

    @Override
    protected Map<String, String> values() {
        return Map.of("ROOT", root.toString());
    }

    private static BlobStore store(DirectoryBlobProvider provider, Path root, String limit) throws Exception {
        return provider.open(Binding.of(ACTOR, "wascc:blobstore", Map.of("ROOT", root.toString(), "MAX_BYTES", limit)));
    }

    private static void put(BlobStore store, String container, String id, byte[] bytes) throws IOException {
        BlobStore.Upload upload = store.upload(container, id, bytes.length);
        try {
            upload.write(bytes);
            upload.finish();
        } catch (IOException e) {
            upload.abort();
            throw e;
        }
    }

    /** A use of a container's or blob's name. */
    private interface Use {
        Object with(BlobStore store, String name) throws IOException;
    }

    private static final List<Use> USES_OF_CONTAINERS = List.of(
            (store, name) -> store.list(name),
            (store, name) -> store.find(name, "secret"),
            (store, name) -> store.open(new BlobStore.Blob(name, "secret", SECRET.length)),
            (store, name) -> store.upload(name, "secret", 3),
            (store, name) -> {
                store.removeContainer(name);
                return name;
            },
            (store, name) -> {
                store.createContainer(name);
                return name;
            },
            (store, name) -> {
                store.remove(name, "secret");
                return name;
            });

    private static final List<Use> USES_OF_BLOBS = List.of(
            (store, name) -> store.find("c", name),
            (store, name) -> store.open(new BlobStore.Blob("c", name, SECRET.length)),
            (store, name) -> store.upload("c", name, 3),
            (store, name) -> {
                store.remove("c", name);
                return name;
            });

    @ParameterizedTest
    @ValueSource(
            strings = {
                "..",
                ".",
                "../x",
                "../../etc/passwd",
                "/etc/passwd",
                "a/b",
                "a/../../b",
                "..\\x",
                "C:\\x",
                "C:x",
                "\\\\host\\x",
                "./x",
                ".hidden",
                ".upload-x",
                "x.",
                "x ",
                "..;",
                "con",
                "NUL.txt",
                "com1",
                "a\u0000b",
                "a\nb",
                "a\u007fb",
                "a*",
                "a?",
                "a|b",
                "<a>",
                "\"a\"",
                "",
                "\ud800"
            })
    void a_name_that_is_no_plain_file_name_is_refused_wherever_it_stands(String name) throws Exception {
        try (DirectoryBlobProvider provider = new DirectoryBlobProvider()) {
            BlobStore store = store(provider, Files.createDirectory(root.resolve("r")), "1000");
            store.createContainer("c");
            List<Path> before = everything();
            for (Use use : USES_OF_CONTAINERS) {
                assertThatThrownBy(() -> use.with(store, name)).hasMessageContaining("plain file name");
            }
            for (Use use : USES_OF_BLOBS) {
                assertThatThrownBy(() -> use.with(store, name)).hasMessageContaining("plain file name");
            }
            assertThat(everything()).isEqualTo(before);
        }
    }

    @Test
    void names_of_200_bytes_and_of_other_scripts_are_kept_as_they_are() throws Exception {
        try (DirectoryBlobProvider provider = new DirectoryBlobProvider()) {
            BlobStore store = store(provider, root, "1000");
            store.createContainer("c");
            for (String id : List.of("a".repeat(200), "ЖЛ – 写真.jpg", "a b", "100%41", "a_b", "A")) {
                put(store, "c", id, id.substring(0, 1).getBytes(StandardCharsets.UTF_8));
                assertThat(store.find("c", id)).isPresent();
            }
            assertThat(store.list("c")).hasSize(6);
            assertThatThrownBy(() -> store.find("c", "a".repeat(201))).hasMessageContaining("plain file name");
        }
    }

    private List<Path> everything() throws IOException {
        try (Stream<Path> inside = Files.walk(root);
                Stream<Path> beyond = Files.walk(outside)) {
            return Stream.concat(inside, beyond).sorted().toList();
        }
    }

    @Test
    void a_link_in_a_containers_place_leads_nowhere() throws Exception {
        Files.write(outside.resolve("secret"), SECRET);
        Files.createSymbolicLink(root.resolve("link"), outside);
        Files.createSymbolicLink(root.resolve("dangling"), outside.resolve("not-there"));
        try (DirectoryBlobProvider provider = new DirectoryBlobProvider()) {
            BlobStore store = store(provider, root, "1000");
            for (String name : List.of("link", "dangling")) {
                assertThat(store.find(name, "secret")).isEmpty();
                for (Use use : USES_OF_CONTAINERS) {
                    if (use != USES_OF_CONTAINERS.get(1)) {
                        assertThatThrownBy(() -> use.with(store, name)).hasMessageContaining("no container " + name);
                    }
                }
            }
        }
        assertThat(outside.resolve("secret")).hasBinaryContent(SECRET);
        assertThat(outside.toFile().list()).containsExactly("secret");
    }

    @Test
    void a_link_in_a_blobs_place_is_no_blob_and_is_replaced_not_followed() throws Exception {
        Path secret = Files.write(outside.resolve("secret"), SECRET);
        try (DirectoryBlobProvider provider = new DirectoryBlobProvider()) {
            BlobStore store = store(provider, root, "1000");
            store.createContainer("c");
            Files.createSymbolicLink(root.resolve("c/link"), secret);
            Files.createDirectory(root.resolve("c/folder"));
            assertThat(store.list("c")).isEmpty();
            assertThat(store.find("c", "link")).isEmpty();
            assertThatThrownBy(() -> store.open(new BlobStore.Blob("c", "link", SECRET.length)))
                    .isInstanceOf(IOException.class);
            store.remove("c", "link");
            assertThat(root.resolve("c/link")).isSymbolicLink();
            put(store, "c", "link", "mine".getBytes(StandardCharsets.UTF_8));
            assertThat(root.resolve("c/link")).isRegularFile().hasContent("mine");
        }
        assertThat(secret).hasBinaryContent(SECRET);
    }

    /** Another process of the machine swaps a container and a blob for links while the store works. */
    @Test
    void a_race_of_links_never_reaches_outside() throws Exception {
        Files.write(outside.resolve("b"), SECRET);
        Path real = Files.createDirectory(root.resolve("real"));
        Files.write(real.resolve("b"), "mine!!".getBytes(StandardCharsets.UTF_8));
        Path other = Files.createTempDirectory(outside.getParent(), "swap");
        Path link = Files.createSymbolicLink(other.resolve("link"), outside);
        AtomicBoolean over = new AtomicBoolean();
        Thread swapper = new Thread(() -> {
            try {
                while (!over.get()) {
                    Files.move(root.resolve("real"), other.resolve("kept"), StandardCopyOption.ATOMIC_MOVE);
                    Files.move(link, root.resolve("real"), StandardCopyOption.ATOMIC_MOVE);
                    Files.move(root.resolve("real"), link, StandardCopyOption.ATOMIC_MOVE);
                    Files.move(other.resolve("kept"), root.resolve("real"), StandardCopyOption.ATOMIC_MOVE);
                }
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        });
        int reached = 0;
        try (DirectoryBlobProvider provider = new DirectoryBlobProvider()) {
            BlobStore store = store(provider, root, "1000000");
            swapper.start();
            for (int i = 0; i < RACES; i++) {
                try (InputStream bytes = store.open(new BlobStore.Blob("real", "b", SECRET.length))) {
                    assertThat(bytes.readAllBytes()).isEqualTo("mine!!".getBytes(StandardCharsets.UTF_8));
                    reached++;
                } catch (IOException e) {
                    // The container was away, or a link.
                }
                try {
                    put(store, "real", "new", new byte[] {1});
                    store.remove("real", "new");
                } catch (IOException e) {
                    // As above.
                }
            }
        } finally {
            over.set(true);
            swapper.join();
        }
        assertThat(reached).as("uses that found the container in its place").isPositive();
        assertThat(outside.toFile().list()).containsExactly("b");
        assertThat(outside.resolve("b")).hasBinaryContent(SECRET);
    }

    @Test
    void two_actors_have_their_own_roots() throws Exception {
        Path one = Files.createDirectory(root.resolve("one"));
        Path two = Files.createDirectory(root.resolve("two"));
        try (DirectoryBlobProvider provider = new DirectoryBlobProvider()) {
            BlobStore first = store(provider, one, "1000");
            BlobStore second = store(provider, two, "1000");
            first.createContainer("c");
            put(first, "c", "a", new byte[] {1});
            assertThat(second.find("c", "a")).isEmpty();
            second.createContainer("c");
            assertThat(second.list("c")).isEmpty();
        }
    }

    @Test
    void a_root_has_one_quota_with_what_was_there_before() throws Exception {
        Files.createDirectory(root.resolve("c"));
        Files.write(root.resolve("c/before"), new byte[400]);
        try (DirectoryBlobProvider provider = new DirectoryBlobProvider()) {
            BlobStore one = store(provider, root, "1000");
            BlobStore two = store(provider, root, "1000");
            put(one, "c", "a", new byte[300]);
            assertThatThrownBy(() -> two.upload("c", "b", 301)).hasMessageContaining("300 of 1000 are left");
            put(one, "c", "a", new byte[200]);
            two.remove("c", "before");
            assertThatThrownBy(() -> two.upload("c", "b", 801)).hasMessageContaining("800 of 1000 are left");
        }
    }

    @Test
    void an_upload_that_is_given_up_leaves_no_file() throws Exception {
        try (DirectoryBlobProvider provider = new DirectoryBlobProvider()) {
            BlobStore store = store(provider, root, "1000");
            store.createContainer("c");
            BlobStore.Upload upload = store.upload("c", "a", 10);
            upload.write(new byte[5]);
            assertThat(root.resolve("c").toFile().list()).hasSize(1);
            assertThat(store.list("c")).isEmpty();
            upload.abort();
            assertThat(root.resolve("c").toFile().list()).isEmpty();
        }
    }

    @Test
    void a_root_that_is_not_given_or_not_there_refuses_the_binding() throws Exception {
        try (DirectoryBlobProvider provider = new DirectoryBlobProvider()) {
            assertThatThrownBy(() -> provider.open(Binding.of(ACTOR, "wascc:blobstore", Map.of())))
                    .hasMessageContaining("ROOT is missing");
            assertThatThrownBy(() -> store(provider, root.resolve("none"), "10"))
                    .hasMessageContaining("no directory that is there");
            assertThatThrownBy(() -> store(provider, Files.createFile(root.resolve("file")), "10"))
                    .hasMessageContaining("is no directory");
        }
    }
}
