package dev.wascc.nkeys;

import java.util.Optional;

/** Asks a person at a terminal for a secret, without showing what is typed. */
@FunctionalInterface
public interface SecretPrompt {
    /** There is no terminal. */
    SecretPrompt NOBODY = question -> Optional.empty();

    /**
     * @param question such as "Passphrase of FILE"
     * @return what was typed, the caller's to wipe; nothing where there is nobody to ask, or nobody answered
     */
    Optional<char[]> ask(String question);
}
