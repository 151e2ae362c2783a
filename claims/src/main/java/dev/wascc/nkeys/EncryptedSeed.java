package dev.wascc.nkeys;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A seed behind a passphrase: PKCS#8 in PEM, which openssl reads and writes too. What nkeys knows and PKCS#8 does not stands in the
 * lines before it, where RFC 7468 (section 5.2) has room for explanations: {@code Role: account} and {@code Public key: A…}. They
 * are only believed when they fit the key within.
 */
final class EncryptedSeed {
    private static final Pattern PEM = Pattern.compile(
            "-----BEGIN (ENCRYPTED )?PRIVATE KEY-----([A-Za-z0-9+/=\\s]++)-----END (?:ENCRYPTED )?PRIVATE KEY-----");
    private static final Pattern ROLE = Pattern.compile("(?im)^Role: *([a-z]{1,20}+)[ \r]*$");
    private static final Pattern PUBLIC_KEY = Pattern.compile("(?im)^Public key: *([A-Z2-7]{56})[ \r]*$");

    private final String text;
    private final Matcher pem;

    private EncryptedSeed(String text, Matcher pem) {
        this.text = text;
        this.pem = pem;
    }

    /** What a text has of it; nothing where it is no PEM of a private key. */
    static Optional<EncryptedSeed> in(String text) {
        Matcher pem = PEM.matcher(text);
        return text.length() <= SecretSource.MAX_SIZE && pem.find()
                ? Optional.of(new EncryptedSeed(text, pem))
                : Optional.empty();
    }

    /** The text of a file for a key. */
    static String write(SigningKey key, char[] passphrase, SecureRandom random) {
        byte[] encrypted = Pkcs8.encrypt(key, passphrase, random);
        String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(encrypted);
        return "Role: " + key.role().word() + "\nPublic key: " + key.publicKey()
                + "\n-----BEGIN ENCRYPTED PRIVATE KEY-----\n" + base64 + "\n-----END ENCRYPTED PRIVATE KEY-----\n";
    }

    /** Whether a text that was written is read as this key again. */
    static boolean opens(String text, SigningKey key, char[] passphrase) {
        try {
            KeyAccess access = KeyAccess.of(Map.of(), InputStream.nullInputStream())
                    .prompting(question -> Optional.of(passphrase.clone()));
            Optional<EncryptedSeed> read = in(text);
            return read.isPresent() && read.get().open("", access).publicKey().equals(key.publicKey());
        } catch (KeyAccessException e) {
            return false;
        }
    }

    /** Whether a passphrase is needed; {@code PRIVATE KEY} alone needs none. */
    boolean encrypted() {
        return pem.group(1) != null;
    }

    /** The public key that the lines before it tell; whoever can write the file could have written any. */
    Optional<PublicKey> told() {
        Matcher line = PUBLIC_KEY.matcher(text.substring(0, pem.start()));
        try {
            return line.find() ? Optional.of(PublicKey.parse(line.group(1))) : Optional.empty();
        } catch (InvalidKeyTextException e) {
            return Optional.empty();
        }
    }

    /**
     * The key.
     *
     * @param name of the key, for messages
     */
    SigningKey open(String name, KeyAccess access) throws KeyAccessException {
        byte[] der = base64(pem.group(2));
        KeyRole role = role(name, access.role());
        byte[] seed;
        if (encrypted()) {
            Pkcs8.requireReadable(der, name);
            char[] passphrase = Passphrase.of(access, name);
            seed = Pkcs8.decrypt(der, passphrase, name);
            Arrays.fill(passphrase, '\0');
        } else {
            seed = Pkcs8.read(der)
                    .orElseThrow(() -> new KeyAccessException("the key " + name + " is no Ed25519 key in PKCS#8"));
        }
        SigningKey key = SigningKey.of(role, seed);
        boolean tells = PUBLIC_KEY.matcher(text.substring(0, pem.start())).find();
        if (tells && !told().equals(Optional.of(key.publicKey()))) {
            throw new KeyAccessException("the key " + name + " is not the one that its line 'Public key:' names; one of"
                    + " the two was changed");
        }
        return key;
    }

    /** The bytes of a PEM's lines; none where they are no base64, and none is what no PEM here has. */
    static byte[] base64(String lines) {
        try {
            return Base64.getMimeDecoder().decode(lines.getBytes(StandardCharsets.US_ASCII));
        } catch (IllegalArgumentException e) {
            return new byte[0];
        }
    }

    private KeyRole role(String name, KeyRole otherwise) throws KeyAccessException {
        Matcher line = ROLE.matcher(text.substring(0, pem.start()));
        if (line.find()) {
            return KeyRole.named(line.group(1))
                    .orElseThrow(() -> new KeyAccessException("the key " + name
                            + " has a line 'Role:' with no role in it; known are account, cluster, module, server,"
                            + " operator, user and service"));
        }
        return told().map(PublicKey::role).orElse(otherwise);
    }
}
