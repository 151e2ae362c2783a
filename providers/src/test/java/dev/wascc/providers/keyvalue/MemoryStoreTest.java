package dev.wascc.providers.keyvalue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wascc.provider.contract.SetClock;
import org.junit.jupiter.api.Test;

class MemoryStoreTest {
    private final SetClock clock = new SetClock();
    private final MemoryStore store = new MemoryStore(clock, 10_000);

    @Test
    void a_full_store_refuses_more_and_takes_it_when_there_is_room_again() {
        String large = "x".repeat(4_000);
        store.set("a", large, 0);
        assertThatThrownBy(() -> store.set("b", large, 0)).hasMessageContaining("full");
        assertThatThrownBy(() -> store.push("l", large)).hasMessageContaining("full");
        assertThat(store.exists("l")).isFalse();
        store.set("a", "small", 0);
        store.set("b", large, 0);
        assertThat(store.get("b")).contains(large);
    }

    @Test
    void every_removal_gives_its_room_back() {
        for (int i = 0; i < 1_000; i++) {
            store.set("s", "x".repeat(3_000), 5);
            store.push("l", "x".repeat(500));
            store.push("l", "y");
            store.deleteItem("l", "x".repeat(500));
            store.addMember("t", "x".repeat(500));
            store.addMember("t", "x".repeat(500));
            store.removeMember("t", "x".repeat(500));
            store.delete("l");
        }
        assertThat(store.exists("t")).isFalse();
    }

    @Test
    void what_has_expired_makes_room() {
        store.set("a", "x".repeat(4_000), 1);
        clock.pass(2);
        store.set("b", "x".repeat(4_000), 0);
        assertThat(store.exists("a")).isFalse();
    }
}
