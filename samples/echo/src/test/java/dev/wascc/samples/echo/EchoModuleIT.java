package dev.wascc.samples.echo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wascc.provider.message.Shapes;
import dev.wascc.wapc.ConsoleLog;
import dev.wascc.wapc.Engine;
import dev.wascc.wapc.GuestException;
import dev.wascc.wapc.GuestLimits;
import dev.wascc.wapc.HostCall;
import dev.wascc.wapc.WapcGuest;
import dev.wascc.wapc.WapcModule;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The module that the build made, and not its classes. */
class EchoModuleIT {
    private static byte[] request(String path, byte[] body) {
        return Shapes.HTTP_REQUEST
                .message()
                .with("method", "POST")
                .with("path", path)
                .with("queryString", "a=b")
                .with("header", Map.of("x", "y"))
                .with("body", body)
                .encode();
    }

    private static WapcGuest guest(Engine engine) throws Exception {
        byte[] wasm = Files.readAllBytes(Path.of("target/echo.wasm"));
        return WapcModule.compile(wasm, engine, GuestLimits.defaults()).instantiate(HostCall.NONE, ConsoleLog.NONE);
    }

    private static String body(byte[] answer) throws Exception {
        return new String(Shapes.HTTP_RESPONSE.decode(answer).bytes("body"), UTF_8);
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void a_request_comes_back(Engine engine) throws Exception {
        assertThat(body(guest(engine).call("HandleRequest", request("/käse", "grün".getBytes(UTF_8)))))
                .isEqualTo("POST /käse?a=b\ngrün");
    }

    @Test
    void an_operation_nobody_handles_and_a_malformed_request_are_errors_and_the_actor_goes_on() throws Exception {
        WapcGuest guest = guest(Engine.COMPILER);
        for (int i = 0; i < 1000; i++) {
            assertThatThrownBy(() -> guest.call("Nope", new byte[0]))
                    .hasMessageContaining("No handler registered for function Nope");
            assertThatThrownBy(() -> guest.call("HandleRequest", new byte[] {(byte) 0xc1}))
                    .isInstanceOf(GuestException.class);
        }
        assertThat(guest.call("HealthRequest", new byte[0])).isEmpty();
        assertThat(guest.alive()).isTrue();
    }

    /** A million with -Dwascc.soak=1000000. Payloads up to a mebibyte, so that the actor's collector has to work. */
    @Test
    void many_calls_with_payloads_of_all_sizes_are_all_answered_rightly() throws Exception {
        WapcGuest guest = guest(Engine.COMPILER);
        Random random = new Random(5);
        int calls = Integer.getInteger("wascc.soak", 20_000);
        int wrong = 0;
        for (int i = 0; i < calls; i++) {
            int size = i % 1000 == 999 ? random.nextInt(1 << 20) : random.nextInt(200);
            String text = "x".repeat(size) + i;
            wrong += body(guest.call("HandleRequest", request("/" + i, text.getBytes(UTF_8))))
                            .equals("POST /" + i + "?a=b\n" + text)
                    ? 0
                    : 1;
        }
        assertThat(wrong).isZero();
    }
}
