package dev.wascc.keys.pkcs11;

import dev.wascc.nkeys.InvalidKeyTextException;
import dev.wascc.nkeys.KeyAccessException;
import dev.wascc.nkeys.KeyRole;
import dev.wascc.nkeys.PublicKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds in a token the Ed25519 key that a URI means, and its public half. */
final class KeySearch {
    private static final long CLASS = 0x0;
    private static final long LABEL = 0x3;
    private static final long KEY_TYPE = 0x100;
    private static final long ID = 0x102;
    private static final long EC_POINT = 0x181;
    private static final long OF_PUBLIC_KEY = 2;
    private static final long OF_PRIVATE_KEY = 3;
    private static final long EC_EDWARDS = 0x40;
    private static final int KEY_SIZE = 32;

    private final Session session;
    private final Token token;
    private final Map<Long, byte[]> named;

    private KeySearch(Session session, Token token, Map<Long, byte[]> named) {
        this.session = session;
        this.token = token;
        this.named = named;
    }

    static KeySearch in(Session session, Pkcs11Uri uri, Token token) {
        Map<Long, byte[]> named = new LinkedHashMap<>();
        uri.bytes("object").ifPresent(label -> named.put(LABEL, label));
        uri.bytes("id").ifPresent(id -> named.put(ID, id));
        return new KeySearch(session, token, named);
    }

    /** The key, which takes the session over. */
    Pkcs11Key key(KeyRole role) throws KeyAccessException {
        long secret = privateKey();
        try {
            return new Pkcs11Key(session, secret, PublicKey.of(role, point(secret)));
        } catch (InvalidKeyTextException e) {
            throw new KeyAccessException("the public key in " + where() + " is unusable: " + e.getMessage(), e);
        }
    }

    private long privateKey() throws KeyAccessException {
        Map<Long, byte[]> wanted = new LinkedHashMap<>(named);
        wanted.put(CLASS, ulong(OF_PRIVATE_KEY));
        int ofAnyType = session.find(wanted).size();
        wanted.put(KEY_TYPE, ulong(EC_EDWARDS));
        List<Long> found = session.find(wanted);
        if (found.size() == 1) {
            return found.get(0);
        }
        if (found.isEmpty()) {
            throw new KeyAccessException("there is no Ed25519 key as the pkcs11: URI names it in " + where()
                    + (ofAnyType > 0 ? "; what is named so is a key of another type" : ""));
        }
        throw new KeyAccessException("the pkcs11: URI means " + found.size() + " Ed25519 keys in " + where()
                + "; add object=LABEL or id=%HH");
    }

    /** From the public key beside it, or from the private key where a token keeps it there. */
    private byte[] point(long secret) throws KeyAccessException {
        List<byte[]> points = new ArrayList<>();
        for (long beside : beside(secret)) {
            Optional<byte[]> point = session.attribute(beside, EC_POINT);
            if (point.isPresent() && points.stream().noneMatch(other -> Arrays.equals(other, point.get()))) {
                points.add(point.get());
            }
        }
        if (points.isEmpty()) {
            session.attribute(secret, EC_POINT).ifPresent(points::add);
        }
        if (points.size() != 1) {
            throw new KeyAccessException(
                    points.isEmpty()
                            ? "the private key has no public key beside it in " + where()
                                    + "; put it there, with the same id"
                            : "the private key has more than one public key beside it in " + where()
                                    + "; give each pair its own id");
        }
        return raw(points.get(0))
                .orElseThrow(() -> new KeyAccessException("the public key in " + where() + " is none of Ed25519"));
    }

    /** Public keys of the same id, or of the same label where the private key has no id. */
    private List<Long> beside(long secret) throws KeyAccessException {
        Optional<byte[]> id = session.attribute(secret, ID);
        Optional<byte[]> label = session.attribute(secret, LABEL);
        Map<Long, byte[]> wanted = new LinkedHashMap<>();
        wanted.put(CLASS, ulong(OF_PUBLIC_KEY));
        wanted.put(KEY_TYPE, ulong(EC_EDWARDS));
        if (id.isPresent()) {
            wanted.put(ID, id.get());
        } else if (label.isPresent()) {
            wanted.put(LABEL, label.get());
        } else {
            return List.of();
        }
        return session.find(wanted);
    }

    /**
     * The 32 bytes of a CKA_EC_POINT, which is in use in three forms: DER of an OCTET STRING (PKCS#11 2.40 and most libraries), of a BIT
     * STRING, and the bytes themselves (PKCS#11 3.0).
     */
    static Optional<byte[]> raw(byte[] point) {
        boolean octets = point.length == KEY_SIZE + 2 && point[0] == 0x04 && point[1] == KEY_SIZE;
        boolean bits = point.length == KEY_SIZE + 3 && point[0] == 0x03 && point[1] == KEY_SIZE + 1 && point[2] == 0;
        return octets || bits || point.length == KEY_SIZE
                ? Optional.of(Arrays.copyOfRange(point, point.length - KEY_SIZE, point.length))
                : Optional.empty();
    }

    private String where() {
        return "the token " + Text.shown(token.label());
    }

    private static byte[] ulong(long value) {
        return Layout.HERE.ulongOf(value).getByteArray(0, Layout.HERE.ulong());
    }
}
