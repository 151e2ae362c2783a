package dev.wascc.gate.use;

import com.dylibso.chicory.wabt.Wat2Wasm;
import dev.wascc.claims.ActorModule;
import dev.wascc.claims.Claims;
import dev.wascc.claims.Metadata;
import dev.wascc.claims.Signer;
import dev.wascc.nkeys.KeyRole;
import dev.wascc.nkeys.SigningKey;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;

/** Small actors of the text format, signed. */
public record SignedActor(ActorModule module, Claims<Metadata.Actor> claims) {
    public static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");
    public static final SigningKey ACCOUNT = SigningKey.generate(KeyRole.ACCOUNT, new SecureRandom());
    public static final String SUBJECT =
            SigningKey.generate(KeyRole.MODULE, new SecureRandom()).publicKey().text();

    static final String HOST_CALL =
            "(import \"wapc\" \"__host_call\" (func (param i32 i32 i32 i32 i32 i32 i32 i32) (result i32)))";
    static final String GUEST_CALL =
            "(memory (export \"memory\") 1) (func (export \"__guest_call\") (param i32 i32) (result i32) i32.const 1)";

    /** It calls and can be called, and its data hold a text. */
    public static SignedActor holding(String text, String... capabilities) throws Exception {
        return of(HOST_CALL + GUEST_CALL + data(text), false, capabilities);
    }

    /** It has only these fields. */
    public static SignedActor of(String fields, String... capabilities) throws Exception {
        return of(fields, false, capabilities);
    }

    static SignedActor provider(String fields, String... capabilities) throws Exception {
        return of(fields, true, capabilities);
    }

    static String data(String text) {
        return "(data (i32.const 0) \"" + text + "\")";
    }

    private static SignedActor of(String fields, boolean provider, String... capabilities) throws Exception {
        return of(ActorModule.of(Wat2Wasm.parse("(module " + fields + ")")), provider, List.of(capabilities));
    }

    /** A module as it is. */
    public static SignedActor of(ActorModule unsigned, boolean provider, List<String> capabilities) throws Exception {
        Metadata.Actor actor = new Metadata.Actor("counter", "", List.of(), capabilities, 1, "1.0.0", null, provider);
        ActorModule signed = new Signer(ACCOUNT)
                .sign(unsigned, Claims.of("id", ACCOUNT.publicKey(), SUBJECT, NOW.minusSeconds(60), actor));
        return new SignedActor(
                signed,
                signed.token().orElseThrow().unverifiedClaims().ofActor().orElseThrow());
    }

    public String hash() {
        return claims.metadata().hash();
    }
}
