package dev.wascc.lambda;

import dev.wascc.claims.ActorModule;
import dev.wascc.claims.Claims;
import dev.wascc.claims.Metadata;
import dev.wascc.claims.Signer;
import dev.wascc.nkeys.KeyRole;
import dev.wascc.nkeys.SigningKey;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;

/** An actor of a test, from WebAssembly text: signed by a key of its own, with a manifest beside it that trusts that key. */
public record SignedActor(Path directory, SigningKey account, String key) {
    /** Answers requests and events with 200 and "{}". */
    public static final String ANSWERS =
            """
            (module
              (import "wapc" "__guest_response" (func $response (param i32 i32)))
              (memory (export "memory") 1)
              (data (i32.const 0) "\\84\\aastatusCode\\cc\\c8\\a6status\\a2OK\\a6header\\80\\a4body\\c4\\02{}")
              (func (export "__guest_call") (param i32 i32) (result i32)
                (call $response (i32.const 0) (i32.const 41)) (i32.const 1)))
            """;
    /** Answers never. */
    public static final String LOOPS =
            """
            (module
              (memory (export "memory") 1)
              (func (export "__guest_call") (param i32 i32) (result i32)
                (loop $again (br $again)) (i32.const 1)))
            """;
    /** Says that it failed. */
    public static final String FAILS =
            """
            (module
              (import "wapc" "__guest_error" (func $error (param i32 i32)))
              (memory (export "memory") 1)
              (data (i32.const 0) "no luck")
              (func (export "__guest_call") (param i32 i32) (result i32)
                (call $error (i32.const 0) (i32.const 7)) (i32.const 0)))
            """;

    /** Writes {@code actor.wasm} and {@code manifest.yaml}. */
    public static SignedActor in(Path directory, String wat, String... capabilities) throws Exception {
        SecureRandom random = new SecureRandom();
        SigningKey account = SigningKey.generate(KeyRole.ACCOUNT, random);
        String key = SigningKey.generate(KeyRole.MODULE, random).publicKey().text();
        Metadata.Actor actor = new Metadata.Actor("actor", "", null, List.of(capabilities), 1, "1.0.0", null, false);
        Claims<Metadata.Actor> claims = Claims.of("1", account.publicKey(), key, Instant.EPOCH, actor);
        ActorModule module = ActorModule.of(com.dylibso.chicory.wabt.Wat2Wasm.parse(wat));
        Files.createDirectories(directory);
        Files.write(
                directory.resolve("actor.wasm"),
                new Signer(account).sign(module, claims).bytes());
        SignedActor signed = new SignedActor(directory, account, key);
        signed.manifest("bindings: []\n");
        return signed;
    }

    public Path manifest() {
        return directory.resolve("manifest.yaml");
    }

    /** Another end of the manifest. */
    public void manifest(String rest) throws Exception {
        Files.writeString(
                manifest(),
                "trust: [" + account.publicKey().text() + "]\nactors: [actor.wasm]\ncapabilities: []\n" + rest);
    }
}
