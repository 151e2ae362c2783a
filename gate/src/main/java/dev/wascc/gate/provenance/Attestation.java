package dev.wascc.gate.provenance;

import dev.wascc.claims.Printable;
import dev.wascc.document.DocumentException;
import dev.wascc.document.JsonTree;
import dev.wascc.nkeys.IssuerKey;
import dev.wascc.nkeys.KeyAccessException;
import dev.wascc.nkeys.PublicKey;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Provenance that somebody signed; nothing of it counts before {@link #verify} gave it back. */
public final class Attestation {
    static final String PAYLOAD_TYPE = "application/vnd.in-toto+json";
    private static final int MAX_STATEMENT = 4 << 20;

    private final String place;
    private final Dsse envelope;
    private final Provenance claimed;

    private Attestation(String place, Dsse envelope, Provenance claimed) {
        this.place = place;
        this.envelope = envelope;
        this.claimed = claimed;
    }

    /**
     * Signs with an issuer's key; one line of a {@code .intoto.jsonl} file, without its end. The same provenance and key give the same
     * line.
     */
    public static String sign(Provenance provenance, IssuerKey key) throws KeyAccessException {
        return Dsse.signed(PAYLOAD_TYPE, provenance.statement().getBytes(StandardCharsets.UTF_8), key)
                .json();
    }

    /**
     * Reads one line.
     *
     * @param place of the line, {@code file:3}
     * @return empty where it is an envelope of something else, which in-toto's bundles may hold too
     * @throws DocumentException where it is no envelope, or its statement is not in order
     */
    static Optional<Attestation> read(String place, String line) throws DocumentException {
        try {
            Dsse envelope = Dsse.read(Members.of(JsonTree.read(line), "envelope"));
            if (!envelope.payloadType().equals(PAYLOAD_TYPE)) {
                return Optional.empty();
            }
            return StatementJson.read(text(envelope.payload()))
                    .map(claimed -> new Attestation(place, envelope, claimed));
        } catch (DocumentException e) {
            throw new DocumentException(place + ": " + e.getMessage(), e);
        }
    }

    private static String text(byte[] payload) throws DocumentException {
        if (payload.length > MAX_STATEMENT) {
            throw new DocumentException("the statement has more than " + MAX_STATEMENT + " bytes");
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(payload))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new DocumentException("the statement is not UTF-8", e);
        }
    }

    /** File and line. */
    public String place() {
        return place;
    }

    /** What it says it is of, which anybody may have written. */
    public List<Subject> claimedSubjects() {
        return claimed.subjects();
    }

    /**
     * What it says, where one of {@code trusted} signed it.
     *
     * @throws AttestationException where none of them did
     */
    public Provenance verify(Set<PublicKey> trusted) throws AttestationException {
        if (envelope.signerAmong(trusted).isPresent()) {
            return claimed;
        }
        List<String> names = envelope.signatures().stream()
                .flatMap(signature -> signature.keyId().stream())
                .toList();
        boolean named = trusted.stream().anyMatch(key -> names.contains(key.text()));
        String expected = trusted.stream().map(PublicKey::text).sorted().collect(Collectors.joining(", "));
        throw new AttestationException(
                named
                        ? "its signature is not that of " + expected + ": it was changed, or another key signed it"
                        : "is signed by "
                                + (names.isEmpty() ? "an unnamed key" : Printable.of(String.join(", ", names)))
                                + ", which does not count; expected " + (expected.isEmpty() ? "nobody" : expected));
    }
}
