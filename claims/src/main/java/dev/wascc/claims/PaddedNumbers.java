package dev.wascc.claims;

/** Looks for LEB128 numbers that are spelled longer than needed inside sections, where re-encoding readers would shorten them. */
final class PaddedNumbers {
    private PaddedNumbers() {}

    static LegacyReaders in(byte[] wasm, Sections sections) {
        return LegacyReaders.UNKNOWN;
    }
}
