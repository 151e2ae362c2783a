package dev.wascc.gate.use;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wascc.wapc.WapcModule;
import org.junit.jupiter.api.Test;

/** Here, because here both sides are. */
class HostImportsTest {
    @Test
    void what_the_gate_takes_for_offered_is_what_guests_can_import() {
        assertThat(HostImports.offered()).isEqualTo(WapcModule.offeredImports());
    }
}
