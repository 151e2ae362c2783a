package dev.wascc.samples.counter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wascc.testing.Actor;
import dev.wascc.testing.ActorRef;
import dev.wascc.testing.KeyValue;
import dev.wascc.testing.Mock;
import dev.wascc.testing.WasccTest;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The signed counter, as anybody tests an actor of his own. */
@WasccTest
class CounterIT {
    @Actor("target/counter-0.1.0-SNAPSHOT-signed.wasm")
    ActorRef counter;

    @Mock
    KeyValue kv;

    @Test
    void a_request_adds_one_to_the_key_of_its_path() throws Exception {
        kv.given(":visits", "41");
        ActorRef.Response response = counter.http("GET", "/visits");
        assertThat(response.status()).isEqualTo(200);
        assertThat(response.text()).isEqualTo("{\"counter\":42}");
        assertThat(kv.calls()).extracting("operation").containsExactly("Add");
        assertThat(kv.calls().get(0).request()).isEqualTo(Map.of("key", ":visits", "value", 1L));
        assertThat(kv.value(":visits")).contains("42");
    }

    @Test
    void each_path_is_counted_for_itself() throws Exception {
        assertThat(counter.http("GET", "/a").text()).isEqualTo("{\"counter\":1}");
        assertThat(counter.http("GET", "/a").text()).isEqualTo("{\"counter\":2}");
        assertThat(counter.http("GET", "/b")).hasToString("200 {\"counter\":1}");
    }
}
