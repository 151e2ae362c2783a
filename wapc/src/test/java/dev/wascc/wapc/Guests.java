package dev.wascc.wapc;

import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;

/** The guests of src/test/guests, as they were built. */
final class Guests {
    private Guests() {}

    static byte[] wasm(String name) throws IOException {
        try (InputStream in = Guests.class.getResourceAsStream("guests/" + name + ".wasm")) {
            if (in != null) {
                return in.readAllBytes();
            }
        }
        try (InputStream in = new GZIPInputStream(Guests.class.getResourceAsStream("guests/" + name + ".wasm.gz"))) {
            return in.readAllBytes();
        }
    }

    static WapcModule compile(String name) throws Exception {
        return WapcModule.compile(wasm(name), Engine.COMPILER, GuestLimits.defaults());
    }
}
