package dev.wascc.gate.provenance;

import dev.wascc.document.DocumentException;
import dev.wascc.document.JsonTree;
import dev.wascc.nkeys.IssuerKey;
import dev.wascc.nkeys.KeyAccessException;
import dev.wascc.nkeys.PublicKey;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A DSSE envelope (github.com/secure-systems-lab/dsse, envelope.md and protocol.md 1.0): a payload, its type, and signatures over both.
 * Key ids are public keys as text. A key id only chooses among the keys that are trusted anyway.
 */
record Dsse(String payloadType, byte[] payload, List<Signature> signatures) {
    private static final int MAX_SIGNATURES = 16;

    /** One signature; the key id is a hint that nobody signed. */
    record Signature(Optional<String> keyId, byte[] bytes) {}

    Dsse {
        signatures = List.copyOf(signatures);
    }

    /** What is signed: {@code DSSEv1}, and both parts with their lengths. */
    static byte[] preAuthenticationEncoding(String payloadType, byte[] payload) {
        byte[] type = payloadType.getBytes(StandardCharsets.UTF_8);
        byte[] head = ("DSSEv1 " + type.length + " " + payloadType + " " + payload.length + " ")
                .getBytes(StandardCharsets.UTF_8);
        byte[] all = java.util.Arrays.copyOf(head, head.length + payload.length);
        System.arraycopy(payload, 0, all, head.length, payload.length);
        return all;
    }

    static Dsse signed(String payloadType, byte[] payload, IssuerKey key) throws KeyAccessException {
        byte[] signature = IssuerKey.signature(key, preAuthenticationEncoding(payloadType, payload));
        return new Dsse(
                payloadType,
                payload,
                List.of(new Signature(Optional.of(key.publicKey().text()), signature)));
    }

    static Dsse read(Members envelope) throws DocumentException {
        List<Signature> signatures = new ArrayList<>();
        for (Members signature : envelope.objects("signatures")) {
            signatures.add(new Signature(signature.optionalText("keyid"), base64(signature, "sig")));
        }
        if (signatures.isEmpty() || signatures.size() > MAX_SIGNATURES) {
            throw envelope.wrong("signatures", "a list of 1 to " + MAX_SIGNATURES + " signatures");
        }
        return new Dsse(envelope.text("payloadType"), base64(envelope, "payload"), signatures);
    }

    /** Both alphabets, as the protocol demands. */
    private static byte[] base64(Members members, String name) throws DocumentException {
        String text = members.text(name);
        try {
            return (text.indexOf('-') >= 0 || text.indexOf('_') >= 0 ? Base64.getUrlDecoder() : Base64.getDecoder())
                    .decode(text);
        } catch (IllegalArgumentException e) {
            throw members.wrong(name, "base64");
        }
    }

    /** One line. */
    String json() {
        Map<String, Object> envelope = new LinkedHashMap<>();
        envelope.put("payloadType", payloadType);
        envelope.put("payload", Base64.getEncoder().encodeToString(payload));
        envelope.put("signatures", signatures.stream().map(Dsse::json).toList());
        return JsonTree.compact(envelope);
    }

    private static Map<String, Object> json(Signature signature) {
        Map<String, Object> members = new LinkedHashMap<>();
        signature.keyId().ifPresent(id -> members.put("keyid", id));
        members.put("sig", Base64.getEncoder().encodeToString(signature.bytes()));
        return members;
    }

    /** The first of {@code trusted} that signed this. */
    Optional<PublicKey> signerAmong(Set<PublicKey> trusted) {
        byte[] message = preAuthenticationEncoding(payloadType, payload);
        for (Signature signature : signatures) {
            for (PublicKey key : trusted) {
                if (signature.keyId().orElse(key.text()).equals(key.text())
                        && key.verifies(message, signature.bytes())) {
                    return Optional.of(key);
                }
            }
        }
        return Optional.empty();
    }
}
