package dev.wascc.host;

import static dev.wascc.host.TestActors.forward;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wascc.provider.message.Message;
import dev.wascc.provider.message.Shapes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Random numbers, GUIDs, sequences. */
@Timeout(120)
class ExtrasProviderTest extends HostFixture {
    private Message extras(String operation, Message request) throws Exception {
        return Shapes.GENERATOR_RESULT.decode(
                host.call(module.publicKey(), "forward", forward("", "wascc:extras", operation, request.encode())));
    }

    @Test
    void extras_are_bound_by_themselves_and_check_their_bounds() throws Exception {
        host.add(TestActors.actor(module, "wascc:extras"));
        Message request = Shapes.GENERATOR_REQUEST
                .message()
                .with("guid", true)
                .with("sequence", true)
                .with("random", true)
                .with("min", 5L)
                .with("max", 7L);
        assertThat(extras("RequestGuid", request).text("guid"))
                .matches("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");
        assertThat(extras("RequestSequence", request).whole("sequenceNumber")).isZero();
        assertThat(extras("RequestSequence", request).whole("sequenceNumber")).isEqualTo(1);
        for (int i = 0; i < 50; i++) {
            assertThat(extras("RequestRandom", request).whole("randomNumber")).isBetween(5L, 6L);
        }
        assertThatThrownBy(() -> extras("RequestRandom", request.with("max", 5L)))
                .hasMessageContaining("min below max");
        assertThatThrownBy(() -> extras("RemoveActor", request)).hasMessageContaining("bad dispatch");
    }
}
