package dev.wascc.nkeys;

/**
 * Another place for keys, found by {@link java.util.ServiceLoader}: it opens the references that begin with its name and a colon.
 */
public interface KeyScheme {
    /** Lower-case letters and digits, three at least: {@code pkcs11}. */
    String name();

    /**
     * Opens a key.
     *
     * @param reference the whole of it, its scheme included; others may have seen it, so that it holds no secret
     * @throws KeyAccessException there is no such key, or it is not let in
     */
    IssuerKey open(String reference, KeyAccess access) throws KeyAccessException;
}
