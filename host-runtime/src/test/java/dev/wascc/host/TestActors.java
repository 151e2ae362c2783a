package dev.wascc.host;

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
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Signed actors for tests. What one does is told by the first letter of the operation it is called with. */
final class TestActors {
    static final SigningKey ISSUER = SigningKey.generate(KeyRole.ACCOUNT, new SecureRandom());

    /**
     * {@code e}cho, {@code l}oop for ever, {@code t}rap, {@code v}ersion, {@code B}indActor keeps the payload, {@code c}onfiguration
     * gives it back; any other operation forwards the request to the host: three strings
     * with a length byte each (binding, namespace, operation), then the payload.
     */
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
            (data (i32.const 16) "VERSION")
            (global $configuration (mut i32) (i32.const 0))
            START
            (func $after (param $at i32) (result i32) ;; where the next string begins
              (i32.add (i32.add (local.get $at) (i32.const 1)) (i32.load8_u (local.get $at))))
            (func (export "__guest_call") (param $op i32) (param $len i32) (result i32)
              (local $b i32) (local $n i32) (local $o i32) (local $p i32)
              (call $request (i32.const 1024) (i32.const 2048))
              (if (i32.eq (i32.load8_u (i32.const 1024)) (i32.const 101)) ;; e
                (then (call $response (i32.const 2048) (local.get $len)) (return (i32.const 1))))
              (if (i32.eq (i32.load8_u (i32.const 1024)) (i32.const 108)) (then (loop $l (br $l)))) ;; l
              (if (i32.eq (i32.load8_u (i32.const 1024)) (i32.const 116)) (then (unreachable))) ;; t
              (if (i32.eq (i32.load8_u (i32.const 1024)) (i32.const 118)) ;; v
                (then (call $response (i32.const 16) (i32.const 7)) (return (i32.const 1))))
              (if (i32.eq (i32.load8_u (i32.const 1024)) (i32.const 66)) ;; B
                (then (global.set $configuration (local.get $len))
                      (memory.copy (i32.const 65536) (i32.const 2048) (local.get $len))
                      (call $response (i32.const 0) (i32.const 0)) (return (i32.const 1))))
              (if (i32.eq (i32.load8_u (i32.const 1024)) (i32.const 99)) ;; c
                (then (call $response (i32.const 65536) (global.get $configuration)) (return (i32.const 1))))
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

    private static final Map<String, byte[]> WASM = new ConcurrentHashMap<>();

    private TestActors() {}

    static VerifiedActor actor(SigningKey module, String... capabilities) {
        return actor(module, ISSUER, "1.0.0.0", null, capabilities);
    }

    static VerifiedActor actor(
            SigningKey module, SigningKey issuer, String version, Instant expires, String... capabilities) {
        return verified(
                module,
                issuer,
                version,
                expires,
                "",
                new Verifier(TrustPolicy.integrityOnly(), Clock.systemUTC()),
                capabilities);
    }

    /** An actor that runs these instructions when it starts. */
    static VerifiedActor starting(SigningKey module, String version, String start, String... capabilities) {
        return verified(
                module,
                ISSUER,
                version,
                null,
                "(func (export \"wapc_init\") " + start + ")",
                new Verifier(TrustPolicy.integrityOnly(), Clock.systemUTC()),
                capabilities);
    }

    /** An actor that may be used from then on. */
    static VerifiedActor from(SigningKey module, Instant notBefore) throws Exception {
        Metadata.Actor metadata = new Metadata.Actor("test", "", List.of(), List.of(), 1, "1", null, false);
        ActorModule wasm = ActorModule.of(Wat2Wasm.parse(WAT.replace("START", "")));
        Claims<Metadata.Actor> claims = Claims.of(
                        "jti",
                        ISSUER.publicKey(),
                        module.publicKey().text(),
                        Instant.ofEpochSecond(1_600_000_000),
                        metadata)
                .within(notBefore, null);
        return new Verifier(TrustPolicy.integrityOnly(), Clock.systemUTC())
                .verify(new Signer(ISSUER).sign(wasm, claims));
    }

    /** An actor whose issuer was judged, and is trusted. */
    static VerifiedActor trusted(SigningKey module, SigningKey issuer, String version, String... capabilities) {
        Verifier verifier = new Verifier(TrustPolicy.trusting(Set.of(issuer.publicKey())), Clock.systemUTC());
        return verified(module, issuer, version, null, "", verifier, capabilities);
    }

    /** Any module with any claims. */
    static VerifiedActor signed(SigningKey module, String wat, Metadata.Actor metadata) {
        return verified(
                module, ISSUER, wat, null, new Verifier(TrustPolicy.integrityOnly(), Clock.systemUTC()), metadata);
    }

    /** What a module by {@link #actor} claims, with a call alias. */
    static VerifiedActor aliased(SigningKey module, String alias, String... capabilities) {
        String wat = WAT.replace("VERSION", "1.0.0.0").replace("START", "");
        return signed(
                module,
                wat,
                new Metadata.Actor("test", "", List.of("tag"), List.of(capabilities), 1, "1", alias, false));
    }

    private static VerifiedActor verified(
            SigningKey module,
            SigningKey issuer,
            String version,
            Instant expires,
            String start,
            Verifier verifier,
            String... capabilities) {
        String marker = (version + "       ").substring(0, 7);
        return verified(
                module,
                issuer,
                WAT.replace("VERSION", marker).replace("START", start),
                expires,
                verifier,
                new Metadata.Actor("test", "", List.of("tag"), List.of(capabilities), 1, version, null, false));
    }

    private static VerifiedActor verified(
            SigningKey module,
            SigningKey issuer,
            String wat,
            Instant expires,
            Verifier verifier,
            Metadata.Actor metadata) {
        try {
            ActorModule wasm = ActorModule.of(WASM.computeIfAbsent(wat, Wat2Wasm::parse));
            Claims<Metadata.Actor> claims = Claims.of(
                            "jti",
                            issuer.publicKey(),
                            module.publicKey().text(),
                            Instant.ofEpochSecond(1_600_000_000),
                            metadata)
                    .within(null, expires);
            return verifier.verify(new Signer(issuer).sign(wasm, claims));
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    static SigningKey module() {
        return SigningKey.generate(KeyRole.MODULE, new SecureRandom());
    }

    /** A request that the actor forwards to its host. */
    static byte[] forward(String binding, String namespace, String operation, byte[] payload) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (String part : List.of(binding, namespace, operation)) {
            out.write(part.length());
            out.writeBytes(part.getBytes(StandardCharsets.UTF_8));
        }
        out.writeBytes(payload);
        return out.toByteArray();
    }
}
