package dev.wascc.keys.pkcs11;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wascc.nkeys.IssuerKey;
import dev.wascc.nkeys.KeyAccess;
import dev.wascc.nkeys.KeyAccessException;
import dev.wascc.nkeys.KeyReference;
import dev.wascc.nkeys.KeyRole;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Against SoftHSM, with keys that OpenSC's tool made. */
@Timeout(60)
class Pkcs11SchemeTest {
    private static final byte[] MESSAGE = "header.claims".getBytes(StandardCharsets.UTF_8);
    private static SoftToken soft;

    @TempDir
    Path dir;

    private final Map<String, String> environment = new HashMap<>();
    private KeyAccess access;

    @BeforeAll
    static void tokens() throws Exception {
        soft = SoftToken.prepare();
        soft.initialize("wascc");
        soft.initialize("twin");
        soft.initialize("twin");
        soft.keyPair("wascc", "EC:edwards25519", "issuer", "01");
        soft.keyPair("wascc", "EC:edwards25519", "double", "02");
        soft.keyPair("wascc", "EC:edwards25519", "double", "03");
        soft.keyPair("wascc", "EC:prime256v1", "p256", "04");
        soft.keyPair("wascc", "EC:edwards25519", "alone", "05");
        soft.tool("wascc", "--delete-object", "--type", "pubkey", "--id", "05");
    }

    @BeforeEach
    void prepare() {
        environment.put("WASCC_PKCS11_MODULE", soft.library().toString());
        environment.put("WASCC_PKCS11_PIN", SoftToken.PIN);
        access = KeyAccess.of(environment, InputStream.nullInputStream());
    }

    private IssuerKey open(String uri) throws KeyAccessException {
        return KeyReference.parse(uri).open(access);
    }

    private void refused(String uri, String... expected) {
        assertThatThrownBy(() -> open(uri).close())
                .isInstanceOf(KeyAccessException.class)
                .hasMessageContainingAll(expected)
                .satisfies(e -> {
                    for (Throwable t = e; t != null; t = t.getCause()) {
                        assertThat(t.toString()).doesNotContain("canary");
                    }
                });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "pkcs11:token=wascc;object=issuer",
                "pkcs11:token=wascc;object=issuer;id=%01;type=private",
                "pkcs11:id=%01;token=was%63c",
                "PKCS11:object=issuer;manufacturer=SoftHSM%20project;token=wascc",
            })
    void a_key_is_found_by_label_or_id_and_signs_what_its_public_key_verifies(String uri) throws Exception {
        try (IssuerKey key = open(uri)) {
            assertThat(key.role()).isEqualTo(KeyRole.ACCOUNT);
            byte[] signature = IssuerKey.signature(key, MESSAGE);
            assertThat(signature).hasSize(64).isEqualTo(IssuerKey.signature(key, MESSAGE));
            assertThat(key.publicKey().verifies(MESSAGE, signature)).isTrue();
            assertThat(key.seed()).isEmpty();
            assertThat(IssuerKey.signature(key, new byte[1 << 16])).hasSize(64);
            assertThat(IssuerKey.signature(key, new byte[0])).hasSize(64);
        }
    }

    @Test
    void openssl_verifies_the_signature_with_the_key_that_the_token_gives_out() throws Exception {
        Path publicKey = dir.resolve("public");
        Path signature = dir.resolve("signature");
        Path message = Files.write(dir.resolve("message"), MESSAGE);
        soft.tool("wascc", "--read-object", "--type", "pubkey", "--id", "01", "--output-file", publicKey.toString());
        try (IssuerKey key = open("pkcs11:token=wascc;object=issuer")) {
            Files.write(signature, key.sign(MESSAGE));
        }
        assertThat(SoftToken.run(
                        "openssl",
                        "pkeyutl",
                        "-verify",
                        "-pubin",
                        "-rawin",
                        "-inkey",
                        publicKey.toString(),
                        "-in",
                        message.toString(),
                        "-sigfile",
                        signature.toString()))
                .contains("Signature Verified Successfully");
    }

    @Test
    void the_role_is_the_one_that_is_asked_for_or_named() throws Exception {
        access = access.withRole(KeyRole.OPERATOR);
        try (IssuerKey key = open("pkcs11:token=wascc;object=issuer")) {
            assertThat(key.role()).isEqualTo(KeyRole.OPERATOR);
        }
        try (IssuerKey key = open("pkcs11:token=wascc;object=issuer?x-wascc-role=module")) {
            assertThat(key.publicKey().text()).startsWith("M");
        }
        refused("pkcs11:token=wascc;object=issuer?x-wascc-role=king", "x-wascc-role");
    }

    @Test
    void the_pin_comes_from_the_place_that_the_uri_names_or_the_variable_or_a_person() throws Exception {
        String uri = "pkcs11:token=wascc;object=issuer";
        environment.remove("WASCC_PKCS11_PIN");
        environment.put("OTHER", SoftToken.PIN);
        Path file = Files.writeString(dir.resolve("pin"), SoftToken.PIN + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        open(uri + "?pin-source=env:OTHER").close();
        open(uri + "?pin-source=file:" + file + "&module-path=" + soft.library())
                .close();
        refused(uri, "wants a PIN", "WASCC_PKCS11_PIN");
        access = access.prompting(question -> {
            assertThat(question).isEqualTo("PIN of the token wascc");
            return Optional.of(SoftToken.PIN.toCharArray());
        });
        open(uri).close();
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        refused(uri + "?pin-source=file:" + file, "chmod 600");
    }

    @Test
    void a_wrong_pin_is_said_once_and_not_shown() {
        environment.put("WASCC_PKCS11_PIN", "canary-wrong");
        refused("pkcs11:token=wascc;object=issuer", "the PIN is not the right one");
        environment.put("WASCC_PKCS11_PIN", "x");
        refused("pkcs11:token=wascc;object=issuer", "PIN");
    }

    @Test
    void a_pin_in_the_uri_is_refused_and_not_shown() {
        refused("pkcs11:token=wascc;object=issuer?pin-value=canary-1234", "others can read", "pin-source");
        refused("pkcs11:token=wascc;pin-value=canary-1234", "others can read");
        refused("pkcs11:token=wascc?pin=canary", "not known here");
        refused("pkcs11:token=wascc?pin-source=|echo%20canary", "is a command");
        refused("pkcs11:token=wascc?pin-source=canary", "env:NAME or a file");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "pkcs11:token=nope;object=issuer     | no token as the pkcs11: URI names it; there are: | \"wascc\" (serial",
                "pkcs11:token=twin;object=issuer     | more than one token | \"twin\" (serial",
                "pkcs11:token=wascc;object=nope      | no Ed25519 key as the pkcs11: URI names it | token \"wascc\"",
                "pkcs11:token=wascc;object=p256      | no Ed25519 key | a key of another type",
                "pkcs11:token=wascc;object=double    | means 2 Ed25519 keys | add object=LABEL or id=%HH",
                "pkcs11:token=wascc                  | means 4 Ed25519 keys | object=",
                "pkcs11:token=wascc;object=alone     | no public key beside it | the same id",
                "pkcs11:token=wascc;object=%2        | attribute object | two hex digits",
                "pkcs11:token=wascc;token=wascc      | token | twice",
                "pkcs11:token=wascc;type=public      | private key | type",
                "pkcs11:token=wascc;;object=issuer   | not known here | slot-id",
                "pkcs11:object=issuer?module-path=x  | absolute path | WASCC_PKCS11_MODULE",
                "pkcs11:object=issuer?module-path=/etc/passwd | cannot be loaded | /etc/passwd",
            })
    void what_is_missing_or_means_more_than_one_thing_is_refused(String uri, String one, String other) {
        refused(uri, one, other);
    }

    @Test
    void a_library_that_is_not_named_or_is_no_pkcs11_is_refused() {
        environment.remove("WASCC_PKCS11_MODULE");
        refused("pkcs11:token=wascc;object=issuer", "WASCC_PKCS11_MODULE", "module-path");
    }

    @Test
    void keys_of_one_token_are_used_side_by_side_and_closing_one_leaves_the_others_logged_in() throws Exception {
        IssuerKey first = open("pkcs11:token=wascc;object=issuer");
        IssuerKey second = open("pkcs11:token=wascc;id=%02");
        first.close();
        first.close();
        // A library that is let go of is unloaded under those who use it.
        System.gc();
        assertThat(IssuerKey.signature(second, MESSAGE)).hasSize(64);
        second.close();
    }

    @Test
    void many_threads_open_sign_and_close() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Future<byte[]>> signatures = new java.util.ArrayList<>();
            for (int i = 0; i < 64; i++) {
                signatures.add(threads.submit(() -> {
                    try (IssuerKey key = open("pkcs11:token=wascc;object=issuer")) {
                        return IssuerKey.signature(key, MESSAGE);
                    }
                }));
            }
            byte[] first = signatures.get(0).get();
            for (Future<byte[]> signature : signatures) {
                assertThat(signature.get()).isEqualTo(first);
            }
        } finally {
            threads.shutdownNow();
        }
    }
}
