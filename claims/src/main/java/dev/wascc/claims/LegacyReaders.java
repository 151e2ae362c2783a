package dev.wascc.claims;

/** Whether wascap up to 0.8, which hashes what it decodes and encodes again, gets the hash that we write. */
public enum LegacyReaders {
    /** Every number is spelled as short as it can be. */
    READ,
    /** Some number is padded, as {@code wasm-ld} leaves them: those readers say "Invalid module hash". */
    REFUSE,
    /** The module is a component, or holds instructions or sections that were unknown here, and likely to those readers as well. */
    UNKNOWN
}
