package dev.wascc.samples.counter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wascc.testing.Actor;
import dev.wascc.testing.ActorRef;
import dev.wascc.testing.WasccTest;
import org.junit.jupiter.api.Test;

/** The signed counter, as anybody tests an actor of his own. */
@WasccTest
class CounterIT {
    @Actor("target/counter-0.1.0-SNAPSHOT-signed.wasm")
    ActorRef counter;

    @Test
    void each_path_is_counted_for_itself() throws Exception {
        assertThat(counter.http("GET", "/a").text()).isEqualTo("{\"counter\":1}");
        assertThat(counter.http("GET", "/a").text()).isEqualTo("{\"counter\":2}");
        assertThat(counter.http("GET", "/b")).hasToString("200 {\"counter\":1}");
    }
}
