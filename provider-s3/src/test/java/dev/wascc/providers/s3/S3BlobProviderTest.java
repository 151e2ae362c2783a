package dev.wascc.providers.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wascc.provider.Binding;
import dev.wascc.provider.CapabilityProvider;
import dev.wascc.provider.blob.BlobStore;
import dev.wascc.provider.contract.BlobstoreContract;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class S3BlobProviderTest extends BlobstoreContract {
    private static final int MIB = 1 << 20;

    @TempDir
    Path directory;

    private S3Double s3;

    // Before the contract's own, which runs after those of this class's fields only.
    @Override
    protected CapabilityProvider provider() throws Exception {
        return new S3BlobProvider();
    }

    @Override
    protected Map<String, String> values() throws Exception {
        if (s3 == null) {
            s3 = new S3Double(directory);
        }
        return values(s3);
    }

    static Map<String, String> values(S3Double s3) {
        return Map.of(
                "REGION", S3Double.REGION,
                "ENDPOINT", s3.endpoint(),
                "AWS_ACCESS_KEY", S3Double.ACCESS_KEY,
                "AWS_SECRET_ACCESS_KEY", S3Double.SECRET_KEY);
    }

    @Override
    protected int firstNumber() {
        return 1;
    }

    @BeforeEach
    void open() throws Exception {
        values();
    }

    @AfterEach
    void close() {
        s3.close();
    }

    private BlobStore store(Map<String, String> changed) throws Exception {
        Map<String, String> values = new HashMap<>(values());
        values.putAll(changed);
        return new S3BlobStore(S3Settings.of(values).client());
    }

    private static void put(BlobStore store, String id, int size) throws IOException {
        BlobStore.Upload upload = store.upload("photos", id, size);
        byte[] block = new byte[MIB];
        for (int left = size; left > 0; left -= block.length) {
            upload.write(left < block.length ? new byte[left] : block);
        }
        upload.finish();
    }

    @Test
    void a_large_blob_goes_up_in_parts_of_five_mebibytes_and_down_in_ranges_of_eight() throws Exception {
        try (BlobStore store = store(Map.of())) {
            store.createContainer("photos");
            put(store, "large", 20 * MIB + 1);
            assertThat(s3.partsReceived).hasValue(5);
            try (InputStream bytes = store.open(store.find("photos", "large").orElseThrow())) {
                assertThat(bytes.readAllBytes()).hasSize(20 * MIB + 1);
            }
            assertThat(s3.rangesSent).hasValue(3);
            assertThat(s3.openUploads()).isZero();
        }
    }

    @Test
    void a_small_blob_is_put_in_one_request() throws Exception {
        try (BlobStore store = store(Map.of())) {
            store.createContainer("photos");
            put(store, "small", 5 * MIB);
            assertThat(s3.partsReceived).hasValue(0);
            assertThat(store.find("photos", "small").orElseThrow().size()).isEqualTo(5 * MIB);
        }
    }

    @Test
    void an_upload_that_is_given_up_leaves_no_parts() throws Exception {
        try (BlobStore store = store(Map.of())) {
            store.createContainer("photos");
            BlobStore.Upload upload = store.upload("photos", "large", 11L * MIB);
            upload.write(new byte[6 * MIB]);
            assertThat(s3.openUploads()).isEqualTo(1);
            upload.abort();
            assertThat(s3.openUploads()).isZero();
            assertThat(store.find("photos", "large")).isEmpty();
        }
    }

    @Test
    void a_blob_that_changes_while_it_is_downloaded_is_not_mixed() throws Exception {
        try (BlobStore store = store(Map.of())) {
            store.createContainer("photos");
            put(store, "large", 20 * MIB);
            s3.changesMeanwhile = true;
            InputStream bytes = store.open(store.find("photos", "large").orElseThrow());
            assertThatThrownBy(bytes::readAllBytes).hasMessage("S3 refused: 412 PreconditionFailed");
        }
    }

    @Test
    void ids_with_blanks_slashes_and_other_signs_are_signed_right() throws Exception {
        try (BlobStore store = store(Map.of())) {
            store.createContainer("photos");
            List<String> ids = List.of("2020/may/a b.jpg", "a+b", "a%2Fb", "ЖЛ写真", "a=b&c", "~x", "a//b", "'()!*");
            for (String id : ids) {
                put(store, id, 3);
                assertThat(store.find("photos", id)).as(id).isPresent();
                store.remove("photos", id);
                assertThat(store.find("photos", id)).as(id).isEmpty();
            }
            assertThat(store.list("photos")).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"..", "../admin", "a/../../b", "./a", ""})
    void ids_that_could_leave_the_bucket_are_refused(String id) throws Exception {
        try (BlobStore store = store(Map.of())) {
            store.createContainer("photos");
            int before = s3.refused.get();
            assertThatThrownBy(() -> store.find("photos", id)).hasMessageContaining("key of S3");
            assertThatThrownBy(() -> store.upload("photos", id, 1)).hasMessageContaining("key of S3");
            assertThatThrownBy(() -> store.remove("photos", id)).hasMessageContaining("key of S3");
            assertThat(s3.refused.get()).isEqualTo(before);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"..", "a/b", "A", "ab", "evil.example@x", "a?b", "a#b", "-abc", "a..b", "photos "})
    void containers_that_are_no_buckets_are_refused(String container) throws Exception {
        try (BlobStore store = store(Map.of())) {
            assertThatThrownBy(() -> store.createContainer(container)).hasMessageContaining("a container is a bucket");
            assertThatThrownBy(() -> store.list(container)).hasMessageContaining("a container is a bucket");
        }
    }

    @Test
    void a_wrong_secret_is_refused_and_stands_in_no_message() throws Exception {
        try (BlobStore store = store(Map.of("AWS_SECRET_ACCESS_KEY", "canary-secret"))) {
            assertThatThrownBy(() -> store.createContainer("photos"))
                    .hasMessage("S3 refused: 403 SignatureDoesNotMatch")
                    .hasMessageNotContaining("canary");
        }
    }

    @Test
    void a_server_that_is_not_there_is_told_without_its_address() throws Exception {
        s3.close();
        try (BlobStore store = store(Map.of())) {
            assertThatThrownBy(() -> store.createContainer("photos"))
                    .hasMessage("S3 was not reached: SdkClientException");
        }
    }

    @Test
    void values_that_are_wrong_refuse_the_binding_and_stand_in_no_message() {
        Map<String, Map<String, String>> wrong = Map.of(
                "REGION", Map.of("REGION", "canary/../x"),
                "ENDPOINT", Map.of("ENDPOINT", "https://canary:secret@host"),
                "AWS_SECRET_ACCESS_KEY", Map.of("AWS_ACCESS_KEY", "canary"),
                "PATH_STYLE", Map.of("PATH_STYLE", "canary"));
        wrong.forEach((key, values) -> assertThatThrownBy(() -> S3Settings.of(values))
                .hasMessageContaining(key)
                .hasMessageNotContaining("canary"));
        assertThatCode(() -> S3Settings.of(Map.of())).doesNotThrowAnyException();
    }

    @Test
    void a_url_names_a_region_or_an_endpoint() {
        assertThat(S3Settings.of(Map.of("URL", "s3://eu-west-3")).place()).isEqualTo("eu-west-3");
        assertThat(S3Settings.of(Map.of("URL", "s3://minio.example:9000")).place())
                .isEqualTo("minio.example:9000");
    }

    @Test
    void the_backend_is_told_without_credentials() throws Exception {
        try (S3BlobProvider provider = new S3BlobProvider()) {
            provider.start((actor, operation, payload) -> payload);
            provider.bind(Binding.of(ACTOR, "wascc:blobstore", values()));
            assertThat(provider.backend(ACTOR)).isEqualTo("s3 " + s3.endpoint().substring("http://".length()));
        }
    }
}
