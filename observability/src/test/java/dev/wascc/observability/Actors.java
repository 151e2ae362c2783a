package dev.wascc.observability;

import com.dylibso.chicory.wabt.Wat2Wasm;
import dev.wascc.claims.ActorModule;
import dev.wascc.claims.Claims;
import dev.wascc.claims.Metadata;
import dev.wascc.claims.Signer;
import dev.wascc.claims.TrustPolicy;
import dev.wascc.claims.VerifiedActor;
import dev.wascc.claims.Verifier;
import dev.wascc.nkeys.KeyRole;
import dev.wascc.nkeys.SigningKey;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.List;

/** An actor that echoes ({@code e…}), or forwards to its host what it is sent: three strings with a length byte each, and a payload. */
public final class Actors {
    private static final String WAT =
            """
            (module
            (import "wapc" "__guest_request" (func $request (param i32 i32)))
            (import "wapc" "__guest_response" (func $response (param i32 i32)))
            (import "wapc" "__guest_error" (func $error (param i32 i32)))
            (import "wapc" "__host_call" (func $host (param i32 i32 i32 i32 i32 i32 i32 i32) (result i32)))
            (import "wapc" "__host_response_len" (func $host_len (result i32)))
            (import "wapc" "__host_response" (func $host_response (param i32)))
            (import "wapc" "__host_error_len" (func $error_len (result i32)))
            (import "wapc" "__host_error" (func $host_error (param i32)))
            (memory (export "memory") 4)
            (func $after (param $at i32) (result i32)
              (i32.add (i32.add (local.get $at) (i32.const 1)) (i32.load8_u (local.get $at))))
            (func (export "__guest_call") (param $op i32) (param $len i32) (result i32)
              (local $b i32) (local $n i32) (local $o i32) (local $p i32)
              (call $request (i32.const 1024) (i32.const 2048))
              (if (i32.eq (i32.load8_u (i32.const 1024)) (i32.const 101))
                (then (call $response (i32.const 2048) (local.get $len)) (return (i32.const 1))))
              (local.set $b (i32.const 2048))
              (local.set $n (call $after (local.get $b)))
              (local.set $o (call $after (local.get $n)))
              (local.set $p (call $after (local.get $o)))
              (if (result i32) (call $host
                    (i32.add (local.get $b) (i32.const 1)) (i32.load8_u (local.get $b))
                    (i32.add (local.get $n) (i32.const 1)) (i32.load8_u (local.get $n))
                    (i32.add (local.get $o) (i32.const 1)) (i32.load8_u (local.get $o))
                    (local.get $p) (i32.sub (i32.add (i32.const 2048) (local.get $len)) (local.get $p)))
                (then (call $host_response (i32.const 131072)) (call $response (i32.const 131072) (call $host_len)) (i32.const 1))
                (else (call $host_error (i32.const 131072)) (call $error (i32.const 131072) (call $error_len)) (i32.const 0)))))
            """;
    private static final byte[] WASM = Wat2Wasm.parse(WAT);

    private Actors() {}

    public static VerifiedActor claiming(String... capabilities) throws Exception {
        SigningKey issuer = SigningKey.generate(KeyRole.ACCOUNT, new SecureRandom());
        SigningKey module = SigningKey.generate(KeyRole.MODULE, new SecureRandom());
        Claims<Metadata.Actor> claims = Claims.of(
                "jti",
                issuer.publicKey(),
                module.publicKey().text(),
                Instant.ofEpochSecond(1_600_000_000),
                new Metadata.Actor("test", "", List.of(), List.of(capabilities), 1, "1", null, false));
        return new Verifier(TrustPolicy.integrityOnly(), Clock.systemUTC())
                .verify(new Signer(issuer).sign(ActorModule.of(WASM), claims));
    }

    /** A request that the actor forwards to its host. */
    public static byte[] forward(String namespace, String operation, byte[] payload) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (String part : List.of("", namespace, operation)) {
            out.write(part.length());
            out.writeBytes(part.getBytes(StandardCharsets.UTF_8));
        }
        out.writeBytes(payload);
        return out.toByteArray();
    }
}
