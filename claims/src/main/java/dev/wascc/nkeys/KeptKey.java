package dev.wascc.nkeys;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What a key file tells without a passphrase.
 *
 * @param publicKey of an encrypted key it is what the file says, not known to be so before it is opened
 * @param encrypted whether opening it takes a passphrase
 */
public record KeptKey(PublicKey publicKey, boolean encrypted) {
    /** @throws KeyAccessException it is no key file, does not tell, or is not let in */
    public static KeptKey look(Path file, KeyAccess access) throws KeyAccessException {
        Optional<EncryptedSeed> pem = EncryptedSeed.in(SecretSource.content(file, access.allowInsecure()));
        if (pem.isPresent() && pem.get().encrypted()) {
            PublicKey told = pem.get()
                    .told()
                    .orElseThrow(() -> new KeyAccessException(
                            file + " is encrypted and has no line 'Public key:' that tells what it is"));
            return new KeptKey(told, true);
        }
        try (IssuerKey key = KeyReference.parse("file:" + file).open(access)) {
            return new KeptKey(key.publicKey(), false);
        }
    }
}
