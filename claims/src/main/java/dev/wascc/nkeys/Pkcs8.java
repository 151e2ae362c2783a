package dev.wascc.nkeys;

import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.EncryptedPrivateKeyInfo;
import org.bouncycastle.asn1.pkcs.EncryptionScheme;
import org.bouncycastle.asn1.pkcs.KeyDerivationFunc;
import org.bouncycastle.asn1.pkcs.PBES2Parameters;
import org.bouncycastle.asn1.pkcs.PBKDF2Params;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;

/**
 * Ed25519 keys in PKCS#8 (RFC 5958, RFC 8410), encrypted with PBES2 (RFC 8018): PBKDF2 with HMAC-SHA-2, then AES-CBC. The cryptography is
 * the JDK's. What a file asks for is bounded before any of it runs.
 */
final class Pkcs8 {
    /** OWASP's figure for PBKDF2-HMAC-SHA256 since 2023. */
    static final int ITERATIONS = 600_000;
    /** Some seconds. */
    static final int MAX_ITERATIONS = 5_000_000;

    private static final ASN1ObjectIdentifier ED25519 = new ASN1ObjectIdentifier("1.3.101.112");
    private static final int SALT_SIZE = 16;
    private static final int MIN_SALT = 8;
    private static final int MAX_SALT = 64;
    private static final int BLOCK = 16;
    private static final int AES_256 = 32;
    private static final int MAX_ENCRYPTED = 512;
    private static final Map<ASN1ObjectIdentifier, String> DERIVATIONS = Map.of(
            PKCSObjectIdentifiers.id_hmacWithSHA256, "PBKDF2WithHmacSHA256",
            PKCSObjectIdentifiers.id_hmacWithSHA384, "PBKDF2WithHmacSHA384",
            PKCSObjectIdentifiers.id_hmacWithSHA512, "PBKDF2WithHmacSHA512");
    private static final Map<ASN1ObjectIdentifier, Integer> CIPHERS = Map.of(
            NISTObjectIdentifiers.id_aes128_CBC, 16,
            NISTObjectIdentifiers.id_aes192_CBC, 24,
            NISTObjectIdentifiers.id_aes256_CBC, AES_256);

    private Pkcs8() {}

    private record Parameters(String derivation, byte[] salt, int iterations, int keySize, byte[] iv) {}

    /** With {@link #ITERATIONS} of HMAC-SHA256 and AES-256. */
    static byte[] encrypt(SigningKey key, char[] passphrase, SecureRandom random) {
        byte[] salt = new byte[SALT_SIZE];
        random.nextBytes(salt);
        byte[] iv = new byte[BLOCK];
        random.nextBytes(iv);
        byte[] seed = key.copyOfSeed();
        Parameters parameters = new Parameters("PBKDF2WithHmacSHA256", salt, ITERATIONS, AES_256, iv);
        try {
            byte[] plain = new PrivateKeyInfo(
                            new AlgorithmIdentifier(ED25519), new org.bouncycastle.asn1.DEROctetString(seed))
                    .getEncoded();
            byte[] encrypted =
                    cipher(Cipher.ENCRYPT_MODE, parameters, passphrase).doFinal(plain);
            Arrays.fill(plain, (byte) 0);
            return new EncryptedPrivateKeyInfo(identifier(parameters), encrypted).getEncoded();
        } catch (GeneralSecurityException | java.io.IOException e) {
            throw new IllegalStateException("the JDK cannot encrypt with AES-256", e);
        } finally {
            Arrays.fill(seed, (byte) 0);
        }
    }

    private static AlgorithmIdentifier identifier(Parameters parameters) {
        PBKDF2Params derivation = new PBKDF2Params(
                parameters.salt,
                parameters.iterations,
                new AlgorithmIdentifier(
                        PKCSObjectIdentifiers.id_hmacWithSHA256, org.bouncycastle.asn1.DERNull.INSTANCE));
        return new AlgorithmIdentifier(
                PKCSObjectIdentifiers.id_PBES2,
                new PBES2Parameters(
                        new KeyDerivationFunc(PKCSObjectIdentifiers.id_PBKDF2, derivation),
                        new EncryptionScheme(
                                NISTObjectIdentifiers.id_aes256_CBC,
                                new org.bouncycastle.asn1.DEROctetString(parameters.iv))));
    }

    /** Whether it can be read with some passphrase, so that nobody is asked for one in vain. */
    static void requireReadable(byte[] der, String name) throws KeyAccessException {
        parameters(der, name);
    }

    /** The 32 bytes of the seed. A wrong passphrase and a damaged file give the same message. */
    static byte[] decrypt(byte[] der, char[] passphrase, String name) throws KeyAccessException {
        Parameters parameters = parameters(der, name);
        byte[] plain = {};
        try {
            plain = cipher(Cipher.DECRYPT_MODE, parameters, passphrase)
                    .doFinal(EncryptedPrivateKeyInfo.getInstance(der).getEncryptedData());
            Optional<byte[]> seed = read(plain);
            if (seed.isPresent()) {
                return seed.get();
            }
        } catch (GeneralSecurityException e) {
            // said below: which of the ways it went wrong is nobody's business
        } finally {
            Arrays.fill(plain, (byte) 0);
        }
        throw new KeyAccessException("the key " + name
                + " cannot be decrypted: the passphrase is not the right one, or it holds no Ed25519 key");
    }

    /** The seed in a PKCS#8 that is not encrypted, of either version. */
    static Optional<byte[]> read(byte[] der) {
        try {
            PrivateKeyInfo info = PrivateKeyInfo.getInstance(der);
            byte[] seed = ASN1OctetString.getInstance(info.parsePrivateKey()).getOctets();
            return ED25519.equals(info.getPrivateKeyAlgorithm().getAlgorithm()) && seed.length == Ed25519.SEED_SIZE
                    ? Optional.of(seed)
                    : Optional.empty();
        } catch (RuntimeException | java.io.IOException e) {
            return Optional.empty();
        }
    }

    private static Cipher cipher(int mode, Parameters parameters, char[] passphrase) throws GeneralSecurityException {
        PBEKeySpec spec = new PBEKeySpec(passphrase, parameters.salt, parameters.iterations, parameters.keySize * 8);
        byte[] key = SecretKeyFactory.getInstance(parameters.derivation)
                .generateSecret(spec)
                .getEncoded();
        spec.clearPassword();
        Cipher cipher = Cipher.getInstance("AES/CBC/PKCS5Padding");
        cipher.init(mode, new SecretKeySpec(key, "AES"), new IvParameterSpec(parameters.iv));
        Arrays.fill(key, (byte) 0);
        return cipher;
    }

    /** What the file asks for, refused where it is too much or too old. */
    private static Parameters parameters(byte[] der, String name) throws KeyAccessException {
        try {
            EncryptedPrivateKeyInfo info = EncryptedPrivateKeyInfo.getInstance(der);
            AlgorithmIdentifier algorithm = info.getEncryptionAlgorithm();
            if (!PKCSObjectIdentifiers.id_PBES2.equals(algorithm.getAlgorithm())) {
                throw otherwise(name, "its scheme is not PBES2");
            }
            PBES2Parameters scheme = PBES2Parameters.getInstance(algorithm.getParameters());
            KeyDerivationFunc function = scheme.getKeyDerivationFunc();
            if (!PKCSObjectIdentifiers.id_PBKDF2.equals(function.getAlgorithm())) {
                throw otherwise(name, "its passphrase is not stretched by PBKDF2");
            }
            PBKDF2Params derivation = PBKDF2Params.getInstance(function.getParameters());
            String hash = DERIVATIONS.get(derivation.getPrf().getAlgorithm());
            Integer keySize = CIPHERS.get(scheme.getEncryptionScheme().getAlgorithm());
            if (hash == null || keySize == null) {
                throw otherwise(name, "it is not encrypted with HMAC-SHA256, 384 or 512 and AES-CBC");
            }
            byte[] iv = ASN1OctetString.getInstance(scheme.getEncryptionScheme().getParameters())
                    .getOctets();
            int iterations = derivation.getIterationCount().intValueExact();
            byte[] salt = derivation.getSalt();
            boolean bounded = iterations > 0
                    && iterations <= MAX_ITERATIONS
                    && salt.length >= MIN_SALT
                    && salt.length <= MAX_SALT
                    && iv.length == BLOCK
                    && (derivation.getKeyLength() == null
                            || derivation.getKeyLength().intValueExact() == keySize)
                    && info.getEncryptedData().length <= MAX_ENCRYPTED;
            if (!bounded) {
                throw otherwise(
                        name,
                        "its iterations (1 to " + MAX_ITERATIONS + ") or sizes (salt " + MIN_SALT + " to " + MAX_SALT
                                + " bytes) are out of bounds");
            }
            return new Parameters(hash, salt, iterations, keySize, iv);
        } catch (IllegalArgumentException | ClassCastException | ArithmeticException | IllegalStateException e) {
            throw new KeyAccessException("the key " + name + " is no encrypted private key (PKCS#8)", e);
        }
    }

    private static KeyAccessException otherwise(String name, String problem) {
        return new KeyAccessException("the key " + name + " is encrypted in a way that is not read here: " + problem
                + "; openssl pkcs8 -topk8 -v2 aes-256-cbc -v2prf hmacWithSHA256 -iter 600000 -in OLD -out NEW  writes one"
                + " that is");
    }
}
