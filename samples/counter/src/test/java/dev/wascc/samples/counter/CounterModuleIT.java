package dev.wascc.samples.counter;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wascc.provider.message.Shapes;
import dev.wascc.wapc.ConsoleLog;
import dev.wascc.wapc.Engine;
import dev.wascc.wapc.GuestLimits;
import dev.wascc.wapc.HostCall;
import dev.wascc.wapc.WapcGuest;
import dev.wascc.wapc.WapcModule;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** The module that the build made, and not its classes. */
class CounterModuleIT {
    private static final byte[] REQUEST = Shapes.HTTP_REQUEST
            .message()
            .with("method", "GET")
            .with("path", "/mycounter")
            .with("queryString", "")
            .encode();

    private static WapcGuest guest(HostCall host) throws Exception {
        byte[] wasm = Files.readAllBytes(Path.of("target/counter.wasm"));
        return WapcModule.compile(wasm, Engine.COMPILER, GuestLimits.defaults()).instantiate(host, ConsoleLog.NONE);
    }

    @Test
    void what_the_host_refuses_is_the_actors_error() throws Exception {
        WapcGuest guest = guest((binding, namespace, operation, payload) -> {
            throw new IllegalStateException("no store today");
        });
        assertThatThrownBy(() -> guest.call("HandleRequest", REQUEST))
                .hasMessageContaining("Host error: no store today");
    }

    /** A million with -Dwascc.soak=1000000. */
    @Test
    void many_calls_count_without_a_gap() throws Exception {
        AtomicLong counter = new AtomicLong();
        WapcGuest guest = guest((binding, namespace, operation, payload) -> {
            assertThat(binding + " " + namespace + " " + operation).isEqualTo("default wascc:keyvalue Add");
            assertThat(Shapes.ADD_REQUEST.decode(payload).text("key")).isEqualTo(":mycounter");
            return Shapes.ADD_RESPONSE
                    .message()
                    .with("value", counter.incrementAndGet())
                    .encode();
        });
        int calls = Integer.getInteger("wascc.soak", 20_000);
        int wrong = 0;
        for (int i = 1; i <= calls; i++) {
            String body = new String(
                    Shapes.HTTP_RESPONSE
                            .decode(guest.call("HandleRequest", REQUEST))
                            .bytes("body"),
                    UTF_8);
            wrong += body.equals("{\"counter\":" + i + "}") ? 0 : 1;
        }
        assertThat(wrong).isZero();
    }
}
