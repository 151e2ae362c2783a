package dev.wascc.nkeys;

import java.util.Arrays;
import java.util.Optional;

/** Where the passphrase of an encrypted seed comes from: the place that was named, {@code WASCC_PASSPHRASE}, or a person. */
public final class Passphrase {
    private static final String VARIABLE = "WASCC_PASSPHRASE";

    private Passphrase() {}

    /**
     * For a key that is to be encrypted; a person types it twice.
     *
     * @param key what it is for, as a person knows it
     * @throws KeyAccessException there is none, or it was typed differently
     */
    public static char[] fresh(KeyAccess access, String key) throws KeyAccessException {
        Optional<char[]> given = given(access);
        if (given.isPresent()) {
            return given.get();
        }
        char[] first = typed(access, "New passphrase of " + key, key);
        char[] second = typed(access, "The same again", key);
        boolean same = Arrays.equals(first, second);
        Arrays.fill(second, '\0');
        if (!same) {
            Arrays.fill(first, '\0');
            throw new KeyAccessException("the two passphrases differ; nothing was written");
        }
        return first;
    }

    /** For a key that is encrypted. */
    static char[] of(KeyAccess access, String key) throws KeyAccessException {
        Optional<char[]> given = given(access);
        return given.isPresent() ? given.get() : typed(access, "Passphrase of " + key, key);
    }

    private static Optional<char[]> given(KeyAccess access) throws KeyAccessException {
        String reference = access.passphrase();
        if (reference != null) {
            return Optional.of(SecretSource.line(reference, "the passphrase", access));
        }
        String value = access.environment().getOrDefault(VARIABLE, "");
        return value.isEmpty() ? Optional.empty() : Optional.of(value.toCharArray());
    }

    private static char[] typed(KeyAccess access, String question, String key) throws KeyAccessException {
        return access.prompt()
                .ask(question)
                .filter(answer -> answer.length > 0)
                .orElseThrow(() -> new KeyAccessException(
                        "no passphrase for the key " + key + ", which is encrypted: put it in the variable " + VARIABLE
                                + ", or say where it is with --passphrase env:NAME or --passphrase FILE"));
    }
}
