package dev.wascc.benchmarks;

import com.dylibso.chicory.wabt.Wat2Wasm;
import dev.wascc.claims.ActorModule;
import dev.wascc.claims.Claims;
import dev.wascc.claims.ClaimsException;
import dev.wascc.claims.Metadata;
import dev.wascc.claims.Signer;
import dev.wascc.claims.TrustPolicy;
import dev.wascc.claims.VerifiedActor;
import dev.wascc.claims.Verifier;
import dev.wascc.nkeys.KeyAccessException;
import dev.wascc.nkeys.KeyRole;
import dev.wascc.nkeys.SigningKey;
import dev.wascc.provider.message.Shapes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** The modules that are measured, from this checkout, and signed as actors. */
final class Guests {
    static final byte[] RESPONSE = Shapes.HTTP_RESPONSE
            .message()
            .with("statusCode", 200L)
            .with("status", "OK")
            .with("header", Map.of("content-type", "text/plain; charset=utf-8"))
            .with("body", "GET /bench".getBytes(StandardCharsets.UTF_8))
            .encode();

    private static final Path ROOT = Path.of(System.getProperty("wascc.root", "."));
    /** {@code ask} sends its request on by one host call and answers the response; {@code e…} echoes; all else answers RESPONSE. */
    private static final String WAT =
            """
            (module
            (import "wapc" "__guest_request" (func $request (param i32 i32)))
            (import "wapc" "__guest_response" (func $response (param i32 i32)))
            (import "wapc" "__host_call" (func $host (param i32 i32 i32 i32 i32 i32 i32 i32) (result i32)))
            (import "wapc" "__host_response_len" (func $host_len (result i32)))
            (import "wapc" "__host_response" (func $host_response (param i32)))
            (memory (export "memory") 8)
            (data (i32.const 16) "testAsk")
            (data (i32.const 64) "RESPONSE")
            (func (export "__guest_call") (param $op i32) (param $len i32) (result i32)
              (call $request (i32.const 1024) (i32.const 2048))
              (if (i32.eq (i32.load8_u (i32.const 1024)) (i32.const 101)) ;; e
                (then (call $response (i32.const 2048) (local.get $len)) (return (i32.const 1))))
              (if (i32.eq (i32.load8_u (i32.const 1024)) (i32.const 97)) ;; a
                (then (drop (call $host (i32.const 0) (i32.const 0) (i32.const 16) (i32.const 4) (i32.const 20) (i32.const 3)
                        (i32.const 2048) (local.get $len)))
                      (call $host_response (i32.const 131072))
                      (call $response (i32.const 131072) (call $host_len)) (return (i32.const 1))))
              (call $response (i32.const 64) (i32.const SIZE)) (i32.const 1)))
            """;

    private Guests() {}

    /** Written by hand: what a guest costs that costs nothing. */
    static byte[] bare() {
        StringBuilder escaped = new StringBuilder();
        for (byte b : RESPONSE) {
            escaped.append(String.format("\\%02x", b));
        }
        return Wat2Wasm.parse(
                WAT.replace("RESPONSE", escaped.toString()).replace("SIZE", String.valueOf(RESPONSE.length)));
    }

    /** A guest of another toolchain, from the tests of wapc. */
    static byte[] toolchain(String name) {
        return read(ROOT.resolve("wapc/src/test/resources/dev/wascc/wapc/guests/" + name + ".wasm"));
    }

    /** A sample, as it was built. */
    static byte[] sample(String name) {
        return read(ROOT.resolve("samples/" + name + "/target/" + name + ".wasm"));
    }

    private static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException("build the whole first (./mvnw -Dquickly install): " + file, e);
        }
    }

    /** Signed by a key that nobody keeps. */
    static VerifiedActor actor(byte[] wasm, String... capabilities) {
        SigningKey issuer = SigningKey.generate(KeyRole.ACCOUNT, new SecureRandom());
        SigningKey module = SigningKey.generate(KeyRole.MODULE, new SecureRandom());
        try {
            Claims<Metadata.Actor> claims = Claims.of(
                    "benchmark",
                    issuer.publicKey(),
                    module.publicKey().text(),
                    Instant.now(),
                    new Metadata.Actor("benchmark", "", List.of(), List.of(capabilities), 1, "1.0.0", null, false));
            return new Verifier(TrustPolicy.integrityOnly(), Clock.systemUTC())
                    .verify(new Signer(issuer).sign(ActorModule.of(wasm), claims));
        } catch (ClaimsException | KeyAccessException e) {
            throw new IllegalStateException(e);
        }
    }
}
