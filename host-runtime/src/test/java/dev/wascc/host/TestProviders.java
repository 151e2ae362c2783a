package dev.wascc.host;

import dev.wascc.claims.Metadata;
import dev.wascc.claims.VerifiedActor;
import dev.wascc.nkeys.SigningKey;
import java.util.List;

/**
 * Portable providers for tests, with the imports of the one that the peers' repository has (wasi_provider.wasm: all of waPC, and
 * fd_write and random_get of WASI). What one does is told by the first letter of the operation.
 */
final class TestProviders {
    static final String TESTING = "wascc:testing";
    /** The row CapabilityDescriptor of the vectors (msgpack.json), as wascc-codec 0.8.1 wrote it. */
    static final String DESCRIPTOR =
            "86a26964ad77617363633a74657374696e67a46e616d65a454657374a776657273696f6ea5302e312e30a87265766973696f6e03"
                    + "b06c6f6e675f6465736372697074696f6ea46c6f6e67b4737570706f727465645f6f7065726174696f6e739383a46e616d65"
                    + "a34f7041a9646972656374696f6e8100c0a7646f6374657874a5646f63206183a46e616d65a34f7050a9646972656374696f"
                    + "6e8101c0a7646f6374657874a5646f63207083a46e616d65a34f7042a9646972656374696f6e8102c0a7646f6374657874"
                    + "a5646f632062";

    /**
     * {@code G}etCapabilityDescriptor, {@code B}indActor adds one and keeps the payload, {@code R}emoveActor takes one and keeps the
     * payload, {@code n}umber of the bound, {@code k}ept payload, {@code e}cho, {@code l}oop, {@code t}rap, {@code r}efuse; any other
     * operation forwards, as TestActors do.
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
            (import "wapc" "__console_log" (func $log (param i32 i32)))
            (import "wasi_snapshot_preview1" "fd_write" (func $write (param i32 i32 i32 i32) (result i32)))
            (import "wasi_snapshot_preview1" "random_get" (func $random (param i32 i32) (result i32)))
            (memory (export "memory") 4)
            (data (i32.const 256) "DESCRIPTOR")
            (data (i32.const 16) "no such thing")
            (global $kept (mut i32) (i32.const 0))
            (global $bound (mut i32) (i32.const 0))
            (func $after (param $at i32) (result i32) ;; where the next string begins
              (i32.add (i32.add (local.get $at) (i32.const 1)) (i32.load8_u (local.get $at))))
            (func $is (param $letter i32) (result i32) (i32.eq (i32.load8_u (i32.const 1024)) (local.get $letter)))
            (func $keep (param $len i32) (param $more i32) (result i32)
              (global.set $kept (local.get $len))
              (global.set $bound (i32.add (global.get $bound) (local.get $more)))
              (memory.copy (i32.const 65536) (i32.const 2048) (local.get $len))
              (call $response (i32.const 0) (i32.const 0)) (i32.const 1))
            (func (export "__guest_call") (param $op i32) (param $len i32) (result i32)
              (local $b i32) (local $n i32) (local $o i32) (local $p i32)
              (call $request (i32.const 1024) (i32.const 2048))
              (if (call $is (i32.const 71)) (then (call $response (i32.const 256) (i32.const LENGTH)) (return (i32.const 1)))) ;; G
              (if (call $is (i32.const 66)) (then (return (call $keep (local.get $len) (i32.const 1))))) ;; B
              (if (call $is (i32.const 82)) (then (return (call $keep (local.get $len) (i32.const -1))))) ;; R
              (if (call $is (i32.const 107)) ;; k
                (then (call $response (i32.const 65536) (global.get $kept)) (return (i32.const 1))))
              (if (call $is (i32.const 110)) ;; n
                (then (i32.store8 (i32.const 1000) (global.get $bound))
                      (call $response (i32.const 1000) (i32.const 1)) (return (i32.const 1))))
              (if (call $is (i32.const 101)) (then (call $response (i32.const 2048) (local.get $len)) (return (i32.const 1)))) ;; e
              (if (call $is (i32.const 108)) (then (loop $l (br $l)))) ;; l
              (if (call $is (i32.const 116)) (then (unreachable))) ;; t
              (if (call $is (i32.const 114)) (then (call $error (i32.const 16) (i32.const 13)) (return (i32.const 0)))) ;; r
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

    private TestProviders() {}

    /** A provider of {@link #TESTING} that claims these. */
    static VerifiedActor provider(SigningKey module, String... capabilities) {
        return TestActors.signed(module, wat(DESCRIPTOR), claims(capabilities));
    }

    /** A provider that answers these bytes, in hex, as its descriptor. */
    static VerifiedActor describing(SigningKey module, String hex, String... capabilities) {
        return TestActors.signed(module, wat(hex), claims(capabilities));
    }

    /** A provider that refuses in other words, of thirteen letters. */
    static VerifiedActor version(SigningKey module, String words, String hex, String... capabilities) {
        return TestActors.signed(module, wat(hex).replace("no such thing", words), claims(capabilities));
    }

    static Metadata.Actor claims(String... capabilities) {
        return new Metadata.Actor("provider", "", List.of(), List.of(capabilities), 1, "1", null, true);
    }

    static String wat(String hex) {
        return WAT.replace("DESCRIPTOR", hex.replaceAll("(..)", "\\\\$1"))
                .replace("LENGTH", Integer.toString(hex.length() / 2));
    }
}
