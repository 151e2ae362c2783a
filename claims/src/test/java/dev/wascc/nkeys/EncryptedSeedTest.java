package dev.wascc.nkeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EncryptedSeedTest {
    private static final String PASSPHRASE = "corréct horse";
    private static final SigningKey KEY = SigningKey.generate(KeyRole.ACCOUNT, new SecureRandom());
    private static final String TEXT = EncryptedSeed.write(KEY, PASSPHRASE.toCharArray(), new SecureRandom());

    @TempDir
    Path dir;

    private Path file;
    private KeyAccess access;

    @BeforeEach
    void prepare() throws Exception {
        file = dir.resolve("a.nk");
        KeyDirectory.createEncrypted(file, KEY, false, PASSPHRASE.toCharArray());
        access = KeyAccess.of(Map.of("WASCC_PASSPHRASE", PASSPHRASE), InputStream.nullInputStream());
    }

    private IssuerKey open() throws KeyAccessException {
        return KeyReference.parse(file.toString()).open(access);
    }

    private void content(String text) throws Exception {
        Files.writeString(file, text);
    }

    private static String openssl(Map<String, String> environment, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of("openssl"));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(environment);
        try {
            Process process = builder.start();
            String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).as(out).isZero();
            return out;
        } catch (java.io.IOException e) {
            Assumptions.assumeTrue("true".equals(System.getenv("CI")), "SKIPPED: there is no openssl on the PATH");
            throw e;
        }
    }

    @Test
    void what_is_written_is_its_owners_alone_and_opens_with_the_passphrase() throws Exception {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(open().seed().orElseThrow().exposeSeed()).isEqualTo(KEY.exposeSeed());
        assertThat(Files.readString(file)).doesNotContain(KEY.exposeSeed());
        assertThat(KeptKey.look(file, access)).isEqualTo(new KeptKey(KEY.publicKey(), true));
    }

    @Test
    void the_same_key_and_passphrase_give_another_salt_each_time() throws Exception {
        assertThat(Files.readString(file)).isNotEqualTo(TEXT);
    }

    @Test
    void openssl_reads_what_is_written() throws Exception {
        String shown = openssl(
                Map.of("PASS", PASSPHRASE), "pkey", "-in", file.toString(), "-passin", "env:PASS", "-text", "-noout");
        String hex = shown.substring(shown.indexOf("priv:") + 5, shown.indexOf("pub:"))
                .replaceAll("[\\s:]", "");
        assertThat(hex).isEqualTo(java.util.HexFormat.of().formatHex(KEY.copyOfSeed()));
        assertThat(openssl(Map.of(), "asn1parse", "-in", file.toString()))
                .contains("PBES2", "PBKDF2", "hmacWithSHA256", "aes-256-cbc");
    }

    @ParameterizedTest
    @CsvSource({
        "aes-256-cbc, hmacWithSHA256, 2048",
        "aes-128-cbc, hmacWithSHA512, 100000",
        "aes-192-cbc, hmacWithSHA384, 1"
    })
    void a_key_of_openssl_is_read_with_the_role_that_is_expected_or_told(String cipher, String prf, String iterations)
            throws Exception {
        Path plain = dir.resolve("plain.pem");
        openssl(Map.of(), "genpkey", "-algorithm", "ed25519", "-out", plain.toString());
        openssl(
                Map.of("PASS", PASSPHRASE),
                "pkcs8",
                "-topk8",
                "-in",
                plain.toString(),
                "-out",
                file.toString(),
                "-v2",
                cipher,
                "-v2prf",
                prf,
                "-iter",
                iterations,
                "-passout",
                "env:PASS");
        access = access.withRole(KeyRole.MODULE);
        IssuerKey key = open();
        assertThat(key.role()).isEqualTo(KeyRole.MODULE);
        byte[] spki = Base64.getMimeDecoder()
                .decode(openssl(Map.of(), "pkey", "-in", plain.toString(), "-pubout")
                        .replaceAll("-----.*-----", ""));
        assertThat(key.publicKey())
                .isEqualTo(PublicKey.of(KeyRole.MODULE, Arrays.copyOfRange(spki, spki.length - 32, spki.length)));
        content("Role: operator\n" + Files.readString(file));
        assertThat(open().role()).isEqualTo(KeyRole.OPERATOR);
        Files.writeString(file, Files.readString(plain));
        assertThat(open().publicKey()).as("not encrypted").isEqualTo(key.publicKey());
    }

    @Test
    void genpkey_with_a_cipher_makes_a_key_that_is_read() throws Exception {
        openssl(
                Map.of("PASS", PASSPHRASE),
                "genpkey",
                "-algorithm",
                "ed25519",
                "-aes-256-cbc",
                "-pass",
                "env:PASS",
                "-out",
                file.toString());
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        assertThat(open().role()).isEqualTo(KeyRole.ACCOUNT);
        assertThatThrownBy(() -> KeptKey.look(file, access)).hasMessageContaining("no line 'Public key:'");
    }

    @Test
    void every_wrong_passphrase_gives_one_and_the_same_message() throws Exception {
        content(cheap(1, 16, 16, 0));
        java.util.Set<String> messages = new java.util.HashSet<>();
        for (int i = 0; i < 2000; i++) {
            access = KeyAccess.of(Map.of("WASCC_PASSPHRASE", "wrong" + i), InputStream.nullInputStream());
            assertThatThrownBy(this::open)
                    .isInstanceOf(KeyAccessException.class)
                    .hasNoCause()
                    .satisfies(e -> messages.add(e.getMessage()));
        }
        assertThat(messages)
                .singleElement()
                .asString()
                .contains("cannot be decrypted")
                .doesNotContain("wrong");
    }

    @Test
    @Timeout(5)
    void a_file_that_would_keep_the_machine_busy_is_refused_before_anybody_is_asked() throws Exception {
        access = access.prompting(question -> {
            throw new IllegalStateException("asked");
        });
        access = new KeyAccess(Map.of(), access.in(), false, null, KeyRole.ACCOUNT, access.prompt());
        for (String text : List.of(
                cheap(Integer.MAX_VALUE, 16, 16, 0),
                cheap(Pkcs8.MAX_ITERATIONS + 1, 16, 16, 0),
                cheap(0, 16, 16, 0),
                cheap(1000, 7, 16, 0),
                cheap(1000, 65, 16, 0),
                cheap(1000, 16, 15, 0),
                cheap(1000, 16, 16, 1024))) {
            content(text);
            assertThatThrownBy(this::open)
                    .isInstanceOf(KeyAccessException.class)
                    .hasMessageContaining("out of bounds");
        }
    }

    @Test
    void an_old_scheme_is_refused_with_the_command_that_mends_it() throws Exception {
        Path plain = dir.resolve("plain.pem");
        openssl(Map.of(), "genpkey", "-algorithm", "ed25519", "-out", plain.toString());
        for (List<String> scheme :
                List.of(List.of("-scrypt"), List.of("-v2", "des3"), List.of("-v1", "PBE-SHA1-3DES"))) {
            List<String> arguments = new ArrayList<>(
                    List.of("pkcs8", "-topk8", "-in", plain.toString(), "-out", file.toString(), "-passout", "pass:x"));
            arguments.addAll(scheme);
            openssl(Map.of(), arguments.toArray(String[]::new));
            assertThatThrownBy(this::open).hasMessageContaining("openssl pkcs8 -topk8");
        }
    }

    @Test
    void lines_that_name_another_key_are_found_out() throws Exception {
        String other = SigningKey.generate(KeyRole.ACCOUNT, new SecureRandom())
                .publicKey()
                .text();
        content(TEXT.replace(KEY.publicKey().text(), other));
        assertThatThrownBy(this::open).hasMessageContaining("Public key:");
        content(TEXT.replace("Role: account", "Role: module"));
        assertThatThrownBy(this::open).hasMessageContaining("Public key:");
        content(TEXT.replace("Role: account", "Role: king"));
        assertThatThrownBy(this::open).hasMessageContaining("no role in it");
    }

    @Test
    void the_passphrase_comes_from_the_place_named_then_the_variable_then_a_person() throws Exception {
        Path secret = Files.writeString(dir.resolve("p"), PASSPHRASE + "\r\nmore\n");
        Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-------"));
        KeyAccess nobody = KeyAccess.of(Map.of("OTHER", PASSPHRASE), InputStream.nullInputStream());
        for (KeyAccess good : List.of(
                nobody.withPassphrase(secret.toString()),
                nobody.withPassphrase("env:OTHER"),
                nobody.prompting(question -> Optional.of(PASSPHRASE.toCharArray())))) {
            access = good;
            assertThat(open().publicKey()).isEqualTo(KEY.publicKey());
        }
        access = nobody;
        assertThatThrownBy(this::open).hasMessageContaining("WASCC_PASSPHRASE").hasMessageContaining("--passphrase");
        Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-r--r--"));
        access = nobody.withPassphrase(secret.toString());
        assertThatThrownBy(this::open).hasMessageContaining("chmod 600");
    }

    @ParameterizedTest
    @ValueSource(strings = {PASSPHRASE, "a/b\0c", "~/canary"})
    void a_passphrase_given_for_its_place_is_not_shown(String given) {
        access = access.withPassphrase(given);
        assertThatThrownBy(this::open)
                .isInstanceOf(KeyAccessException.class)
                .hasMessageContaining("is env:NAME or a file")
                .satisfies(e -> assertThat(String.valueOf(e.getMessage())).doesNotContain(given));
    }

    @Test
    void a_new_passphrase_is_typed_twice_and_alike() throws Exception {
        KeyAccess nobody = KeyAccess.of(Map.of(), InputStream.nullInputStream());
        List<String> questions = new ArrayList<>();
        KeyAccess alike = nobody.prompting(question -> {
            questions.add(question);
            return Optional.of("secret".toCharArray());
        });
        assertThat(Passphrase.fresh(alike, "k")).isEqualTo("secret".toCharArray());
        assertThat(questions).hasSize(2);
        KeyAccess unlike = nobody.prompting(question -> Optional.of(question.toCharArray()));
        assertThatThrownBy(() -> Passphrase.fresh(unlike, "k")).hasMessageContaining("differ");
        assertThatThrownBy(() -> Passphrase.fresh(nobody.prompting(question -> Optional.of(new char[0])), "k"))
                .hasMessageContaining("no passphrase");
    }

    @Test
    void damaged_files_give_the_documented_exception_and_nothing_else() throws Exception {
        byte[] der = Base64.getMimeDecoder().decode(body(cheap(2, 16, 16, 0)));
        Random random = new Random(5);
        for (int i = 0; i < 5000; i++) {
            byte[] damaged = der.clone();
            for (int flips = random.nextInt(3); flips >= 0; flips--) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
            }
            if (random.nextInt(4) == 0) {
                damaged = Arrays.copyOf(damaged, random.nextInt(damaged.length));
            }
            try {
                // At most some iterations: those that would be many are as good as refused.
                if (!declaresMany(damaged)) {
                    Pkcs8.decrypt(damaged, new char[] {'x'}, "k");
                }
            } catch (KeyAccessException e) {
                assertThat(e).hasMessageContaining("the key k");
            }
        }
    }

    @Test
    void damaged_texts_give_the_documented_exception_and_nothing_else() throws Exception {
        String text = cheap(2, 16, 16, 0);
        Random random = new Random(6);
        String signs = "ABab01+/=-: \n\r\t\u00e9";
        for (int i = 0; i < 3000; i++) {
            StringBuilder damaged = new StringBuilder(text);
            for (int n = random.nextInt(4); n >= 0; n--) {
                int at = 60 + random.nextInt(damaged.length() - 60);
                switch (random.nextInt(3)) {
                    case 0 -> damaged.deleteCharAt(at);
                    case 1 -> damaged.insert(at, signs.charAt(random.nextInt(signs.length())));
                    default -> damaged.setCharAt(at, signs.charAt(random.nextInt(signs.length())));
                }
            }
            Optional<EncryptedSeed> seed = EncryptedSeed.in(damaged.toString());
            if (seed.isPresent()
                    && !declaresMany(
                            EncryptedSeed.base64(new String(body(damaged.toString()), StandardCharsets.US_ASCII)))) {
                assertThatThrownBy(() -> seed.get().open("k", access)).isInstanceOf(KeyAccessException.class);
            }
            try {
                PublicKey.fromPem(KeyRole.ACCOUNT, damaged.toString().replace("ENCRYPTED PRIVATE", "PUBLIC"));
            } catch (InvalidKeyTextException e) {
                assertThat(e).hasMessageContaining("no PEM of a public key");
            }
        }
    }

    /** A key whose DER is written by hand, so that it can say anything: PBKDF2-HMAC-SHA256 and AES-256-CBC. */
    private static String cheap(int iterations, int salt, int iv, int more) throws Exception {
        byte[] encrypted = new byte[48 + more];
        byte[] derivation = sequence(
                octets(new byte[salt]),
                der(2, java.math.BigInteger.valueOf(iterations).toByteArray()),
                sequence(oid("2a864886f70d0209"), new byte[] {5, 0}));
        byte[] scheme = sequence(
                oid("2a864886f70d01050d"),
                sequence(
                        sequence(oid("2a864886f70d01050c"), derivation),
                        sequence(oid("60864801650304012a"), octets(new byte[iv]))));
        return "-----BEGIN ENCRYPTED PRIVATE KEY-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(sequence(scheme, octets(encrypted)))
                + "\n-----END ENCRYPTED PRIVATE KEY-----\n";
    }

    private static boolean declaresMany(byte[] der) {
        try {
            var scheme = org.bouncycastle.asn1.pkcs.PBES2Parameters.getInstance(
                    org.bouncycastle.asn1.pkcs.EncryptedPrivateKeyInfo.getInstance(der)
                            .getEncryptionAlgorithm()
                            .getParameters());
            return org.bouncycastle.asn1.pkcs.PBKDF2Params.getInstance(
                                    scheme.getKeyDerivationFunc().getParameters())
                            .getIterationCount()
                            .bitLength()
                    > 8;
        } catch (RuntimeException e) {
            return false;
        }
    }

    private static byte[] body(String pem) {
        return pem.replaceAll("-----.*-----", "").getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] sequence(byte[]... parts) {
        java.io.ByteArrayOutputStream all = new java.io.ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return der(0x30, all.toByteArray());
    }

    private static byte[] octets(byte[] content) {
        return der(4, content);
    }

    private static byte[] oid(String hex) {
        return der(6, java.util.HexFormat.of().parseHex(hex));
    }

    private static byte[] der(int tag, byte[] content) {
        java.io.ByteArrayOutputStream all = new java.io.ByteArrayOutputStream();
        all.write(tag);
        if (content.length < 128) {
            all.write(content.length);
        } else {
            all.write(0x82);
            all.write(content.length >> 8);
            all.write(content.length);
        }
        all.writeBytes(content);
        return all.toByteArray();
    }
}
