package dev.wascc.keys.pkcs11;

import dev.wascc.nkeys.IssuerKey;
import dev.wascc.nkeys.KeyAccessException;
import dev.wascc.nkeys.PublicKey;

/** A private key that stays in its token. */
record Pkcs11Key(Session session, long handle, PublicKey publicKey) implements IssuerKey {
    @Override
    public byte[] sign(byte[] message) throws KeyAccessException {
        return session.sign(handle, message);
    }

    @Override
    public void close() {
        session.close();
    }

    @Override
    public String toString() {
        return "Pkcs11Key[" + publicKey + "]";
    }
}
