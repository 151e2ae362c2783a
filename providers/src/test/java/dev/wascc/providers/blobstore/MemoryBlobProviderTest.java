package dev.wascc.providers.blobstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wascc.provider.Binding;
import dev.wascc.provider.CapabilityProvider;
import dev.wascc.provider.blob.BlobStore;
import dev.wascc.provider.contract.BlobstoreContract;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MemoryBlobProviderTest extends BlobstoreContract {
    @Override
    protected CapabilityProvider provider() {
        return new MemoryBlobProvider();
    }

    @Override
    protected Map<String, String> values() {
        return Map.of();
    }

    @Test
    void no_more_than_max_bytes_is_taken_and_what_is_removed_or_given_up_is_free_again() throws Exception {
        try (MemoryBlobProvider provider = new MemoryBlobProvider()) {
            BlobStore store = provider.open(Binding.of(ACTOR, "wascc:blobstore", Map.of("MAX_BYTES", "1000")));
            store.createContainer("c");
            BlobStore.Upload first = store.upload("c", "a", 900);
            assertThatThrownBy(() -> store.upload("c", "b", 101))
                    .hasMessageContaining("no room for 101 bytes: 100 of 1000 are left");
            assertThatThrownBy(() -> store.upload("c", "b", Long.MAX_VALUE)).hasMessageContaining("no room");
            first.abort();
            BlobStore.Upload second = store.upload("c", "a", 1000);
            second.write(new byte[1000]);
            second.finish();
            assertThatThrownBy(() -> store.upload("c", "b", 1)).hasMessageContaining("0 of 1000 are left");
            store.remove("c", "a");
            assertThat(store.upload("c", "b", 1000)).isNotNull();
        }
    }

    @Test
    void a_limit_that_is_no_number_refuses_the_binding() throws Exception {
        try (MemoryBlobProvider provider = new MemoryBlobProvider()) {
            provider.start((actor, operation, payload) -> payload);
            assertThatThrownBy(() -> provider.bind(Binding.of(ACTOR, "wascc:blobstore", Map.of("MAX_BYTES", "much"))))
                    .hasMessageContaining("MAX_BYTES is a number of bytes");
        }
    }
}
