package dev.wascc.nkeys;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a key is: {@code FILE}, {@code env:NAME}, {@code -} for standard input, {@code exec:COMMAND} for a program that signs, or what
 * a {@link KeyScheme} knows. Never the seed itself: what stands on a command line or in a POM is seen by others.
 */
public final class KeyReference {
    /** A word of a seed's length or nearly so, damaged ones included; public keys begin with another letter. */
    private static final Pattern SEED = Pattern.compile("(?i)(?<![A-Z0-9])S[A-Z][A-Z0-9]{54,58}(?![A-Z0-9])");

    /** Three characters at least: a drive of Windows is no scheme. */
    private static final Pattern SCHEME = Pattern.compile("([A-Za-z][A-Za-z0-9]{2,20}+):");

    private static final Set<String> HERE = Set.of("env", "file", "exec");

    private final String text;

    private KeyReference(String text) {
        this.text = text;
    }

    /** @throws KeyAccessException where the text looks like a seed */
    public static KeyReference parse(String text) throws KeyAccessException {
        if (holdsSeed(text)) {
            throw new KeyAccessException(
                    "a seed was given where only the place of one may stand (others can read command"
                            + " lines and POMs); put it in a file, in a variable (env:NAME) or on standard input (-), and take this one for"
                            + " known to others");
        }
        return new KeyReference(text);
    }

    /** Whether a text has something in it that looks like a seed. */
    public static boolean holdsSeed(String text) {
        return SEED.matcher(text).find();
    }

    /**
     * Opens the key; whoever does closes it.
     *
     * @throws KeyAccessException there is none, it is malformed, or it is not let in
     */
    public IssuerKey open(KeyAccess access) throws KeyAccessException {
        Optional<KeyScheme> elsewhere = scheme();
        if (text.startsWith(ExecKey.SCHEME)) {
            return ExecKey.open(text);
        } else if (elsewhere.isPresent()) {
            return elsewhere.get().open(text, access);
        }
        String content;
        if (text.equals("-")) {
            content = standardInput(access.in());
        } else if (text.startsWith(SecretSource.VARIABLE)) {
            content = SecretSource.variable(text, "a seed", access.environment());
        } else {
            content = SecretSource.content(existing(), access.allowInsecure());
        }
        Optional<EncryptedSeed> pem = EncryptedSeed.in(content);
        if (pem.isPresent()) {
            return pem.get().open(text, access);
        }
        try {
            return SigningKey.fromSeed(content.strip());
        } catch (InvalidKeyTextException e) {
            throw new KeyAccessException("the key " + text + " is none: " + e.getMessage(), e);
        }
    }

    private Optional<KeyScheme> scheme() throws KeyAccessException {
        Matcher scheme = SCHEME.matcher(text);
        String name = scheme.lookingAt() ? scheme.group(1).toLowerCase(Locale.ROOT) : "file";
        if (HERE.contains(name)) {
            return Optional.empty();
        }
        for (KeyScheme known : ServiceLoader.load(KeyScheme.class, KeyScheme.class.getClassLoader())) {
            if (known.name().equals(name)) {
                return Optional.of(known);
            }
        }
        if (name.equals("pkcs11")) {
            throw new KeyAccessException(
                    "keys of PKCS#11 need the module wascc-keys-pkcs11, which is not on the class path");
        }
        return Optional.empty();
    }

    private static String standardInput(InputStream in) throws KeyAccessException {
        try {
            return new String(in.readNBytes(SecretSource.MAX_SIZE), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new KeyAccessException(
                    "the key on standard input cannot be read: " + e.getClass().getSimpleName(), e);
        }
    }

    private Path existing() throws KeyAccessException {
        Path file = path();
        if (!Files.isRegularFile(file)) {
            throw new KeyAccessException(
                    "there is no key file " + file + "; make one with: wascc keys gen account --out " + file);
        }
        return file;
    }

    private Path path() throws KeyAccessException {
        try {
            return Path.of(text.startsWith("file:") ? text.substring("file:".length()) : text);
        } catch (InvalidPathException e) {
            throw new KeyAccessException("the key reference is no path of a file", e);
        }
    }

    @Override
    public String toString() {
        return text;
    }
}
