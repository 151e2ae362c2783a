package dev.wascc.nkeys;

import java.io.InputStream;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What whoever opens a key may use for it.
 *
 * @param environment where variables are looked up
 * @param in what the reference {@code -} reads
 * @param allowInsecure whether files of secrets may be readable by others
 * @param passphrase where the passphrase of an encrypted seed is, {@code env:NAME} or a file; never the passphrase itself
 * @param role of a key whose place does not tell it
 * @param prompt asks a person, where there is one
 */
public record KeyAccess(
        Map<String, String> environment,
        InputStream in,
        boolean allowInsecure,
        @Nullable String passphrase,
        KeyRole role,
        SecretPrompt prompt) {

    /** For accounts, with nobody to ask, and files that are their owner's alone. */
    public static KeyAccess of(Map<String, String> environment, InputStream in) {
        return new KeyAccess(environment, in, false, null, KeyRole.ACCOUNT, SecretPrompt.NOBODY);
    }

    public KeyAccess allowingInsecure(boolean allowed) {
        return new KeyAccess(environment, in, allowed, passphrase, role, prompt);
    }

    public KeyAccess withPassphrase(@Nullable String reference) {
        return new KeyAccess(environment, in, allowInsecure, reference, role, prompt);
    }

    public KeyAccess withRole(KeyRole expected) {
        return new KeyAccess(environment, in, allowInsecure, passphrase, expected, prompt);
    }

    public KeyAccess prompting(SecretPrompt person) {
        return new KeyAccess(environment, in, allowInsecure, passphrase, role, person);
    }

    /**
     * Reads a secret of one line.
     *
     * @param reference {@code env:NAME} or a file that is its owner's alone
     * @param what it is, for messages: "the PIN"
     * @return the caller's to wipe
     */
    public char[] secret(String reference, String what) throws KeyAccessException {
        return SecretSource.line(reference, what, this);
    }

    /** Not the environment, which holds secrets. */
    @Override
    public String toString() {
        return "KeyAccess[" + role + "]";
    }
}
