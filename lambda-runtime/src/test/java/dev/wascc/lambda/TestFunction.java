package dev.wascc.lambda;

import com.dylibso.chicory.wabt.Wat2Wasm;
import dev.wascc.claims.ActorModule;
import dev.wascc.claims.Claims;
import dev.wascc.claims.Metadata;
import dev.wascc.claims.Signer;
import dev.wascc.nkeys.KeyRole;
import dev.wascc.nkeys.SigningKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A directory as Lambda has it under {@code /var/task}: a manifest, and signed actors that do what the last byte of their request says. */
final class TestFunction {
    static final SigningKey ISSUER = SigningKey.generate(KeyRole.ACCOUNT, new SecureRandom());
    /** The last byte of a request, white space where it is JSON. */
    static final char TRAP = '\n';

    static final char LOOP = '\t';
    static final char MALFORMED = ' ';
    static final char REFUSE = '\r';
    /** An answer of 6.5 MiB. */
    static final char LARGE = '\u0001';
    /** The answer is how many of these there were: state in memory. */
    static final char COUNT = '\u0002';

    /** {@code HandleEvent} is answered by the event itself, unless that holds the word FAIL, {@code HandleRequest} by 200 and the whole request message as the body. */
    private static final String WAT =
            """
            (module
            (import "wapc" "__guest_request" (func $request (param i32 i32)))
            (import "wapc" "__guest_response" (func $response (param i32 i32)))
            (import "wapc" "__guest_error" (func $error (param i32 i32)))
            (memory (export "memory") 128)
            (data (i32.const 16) "\\84\\aastatusCode\\cc\\c8\\a6status\\a2OK\\a6header\\80\\a4body\\c6")
            (data (i32.const 80) "refused by the actor")
            (global $calls (mut i32) (i32.const 48))
            (func $big (param $at i32) (param $value i32)
              (i32.store8 (local.get $at) (i32.shr_u (local.get $value) (i32.const 24)))
              (i32.store8 offset=1 (local.get $at) (i32.shr_u (local.get $value) (i32.const 16)))
              (i32.store8 offset=2 (local.get $at) (i32.shr_u (local.get $value) (i32.const 8)))
              (i32.store8 offset=3 (local.get $at) (local.get $value)))
            (func $answer (param $len i32) (result i32)
              (memory.copy (i32.const 65494) (i32.const 16) (i32.const 38))
              (call $big (i32.const 65532) (local.get $len))
              (call $response (i32.const 65494) (i32.add (i32.const 42) (local.get $len)))
              (i32.const 1))
            (func (export "__guest_call") (param $op i32) (param $len i32) (result i32)
              (local $last i32) (local $at i32)
              (call $request (i32.const 1024) (i32.const 65536))
              (local.set $last (i32.load8_u (i32.add (i32.const 65535) (local.get $len))))
              (if (i32.eq (local.get $last) (i32.const 10)) (then (unreachable)))
              (if (i32.eq (local.get $last) (i32.const 9)) (then (loop $l (br $l))))
              (if (i32.eq (local.get $last) (i32.const 32))
                (then (call $response (i32.const 16) (i32.const 1)) (return (i32.const 1))))
              (if (i32.eq (local.get $last) (i32.const 13))
                (then (call $error (i32.const 80) (i32.const 20)) (return (i32.const 0))))
              (if (i32.eq (local.get $last) (i32.const 1)) (then (return (call $answer (i32.const 6815744)))))
              (if (i32.eq (local.get $last) (i32.const 2))
                (then
                  (global.set $calls (i32.add (global.get $calls) (i32.const 1)))
                  (i32.store8 (i32.const 65536) (global.get $calls))
                  (return (call $answer (i32.const 1)))))
              (if (i32.eq (local.get $op) (i32.const 13)) (then (return (call $answer (local.get $len)))))
              (local.set $at (i32.const 65536))
              (loop $scan ;; FAIL
                (if (i32.eq (i32.load align=1 (local.get $at)) (i32.const 0x4c494146))
                  (then (call $error (i32.const 80) (i32.const 20)) (return (i32.const 0))))
                (local.set $at (i32.add (local.get $at) (i32.const 1)))
                (br_if $scan (i32.lt_u (local.get $at) (i32.add (i32.const 65532) (local.get $len)))))
              (call $response (i32.const 65536) (local.get $len))
              (i32.const 1)))
            """;

    private final Path directory;
    private final StringBuilder actors = new StringBuilder();
    private final StringBuilder bindings = new StringBuilder();

    TestFunction(Path directory) {
        this.directory = directory;
    }

    Path directory() {
        return directory;
    }

    /** An actor in the manifest; its key. */
    String actor(String name, String... capabilities) throws Exception {
        return actor(name, null, capabilities);
    }

    String actor(String name, @Nullable Instant expires, String... capabilities) throws Exception {
        SigningKey module = SigningKey.generate(KeyRole.MODULE, new SecureRandom());
        Claims<Metadata.Actor> claims = Claims.of(
                        name,
                        ISSUER.publicKey(),
                        module.publicKey().text(),
                        Instant.ofEpochSecond(1_600_000_000),
                        new Metadata.Actor(name, "", List.of(), List.of(capabilities), 1, "1.0.0", null, false))
                .within(null, expires);
        byte[] signed = new Signer(ISSUER)
                .sign(ActorModule.of(Wat2Wasm.parse(WAT)), claims)
                .bytes();
        Files.write(directory.resolve(name + ".wasm"), signed);
        actors.append("  - ").append(name).append(".wasm\n");
        return module.publicKey().text();
    }

    /** @param values YAML in flow style */
    TestFunction binding(String actor, String capability, String values) {
        bindings.append("  - actor: ")
                .append(actor)
                .append("\n    capability: ")
                .append(capability)
                .append("\n    values: ")
                .append(values)
                .append('\n');
        return this;
    }

    TestFunction write(String more) throws IOException {
        String text = "actors:\n" + actors + "capabilities: []\nbindings:"
                + (bindings.isEmpty() ? " []\n" : "\n" + bindings) + more;
        Files.writeString(directory.resolve("manifest.yaml"), text);
        return this;
    }

    ActorFunction start() throws FunctionException {
        return start(Map.of());
    }

    ActorFunction start(Map<String, String> environment) throws FunctionException {
        Map<String, String> all = new HashMap<>(environment);
        all.putIfAbsent("WASCC_TRUST", ISSUER.publicKey().text());
        return ActorFunction.start(new FunctionSettings(directory, all, Clock.systemUTC()));
    }

    static InvocationContext context(String id) {
        return InvocationContext.of(id, null, "Root=1-5759e988-bd862e3fe1be46a994272793;Sampled=1");
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
