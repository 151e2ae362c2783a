package dev.wascc.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wascc.nkeys.KeyRole;
import dev.wascc.nkeys.SigningKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommandsTest {
    @TempDir
    Path dir;

    private Cli cli;
    private Path keys;
    private Path module;

    @BeforeEach
    void prepare() throws IOException {
        keys = dir.resolve("keys");
        cli = new Cli(keys);
        module = Files.write(dir.resolve("a.wasm"), Cli.EMPTY_MODULE);
    }

    private Cli.Result sign(Object... more) {
        Object[] args = new Object[more.length + 3];
        args[0] = "sign";
        args[1] = module;
        args[2] = "--generate-keys";
        System.arraycopy(more, 0, args, 3, more.length);
        return cli.run(args);
    }

    @Test
    void keys_are_made_in_a_private_directory_in_files_of_their_owner_alone() throws Exception {
        Cli.Result made = cli.run("keys", "gen", "account");
        assertThat(made.code()).isZero();
        Path file = cli.environment.containsKey("WASCC_KEYS")
                ? Files.list(keys).findFirst().orElseThrow()
                : keys;
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(keys)))
                .isEqualTo("rwx------");
        String seed = Files.readString(file);
        assertThat(seed).matches("SA[A-Z2-7]{56}");
        assertThat(made.all()).doesNotContain(seed);
        assertThat(cli.run("keys", "list").all()).contains("A").doesNotContain(seed);
        assertThat(cli.run("keys", "show", file).all()).doesNotContain(seed);
        assertThat(cli.run("keys", "show", file, "--show-seed").out()).contains(seed);
        assertThat(cli.run("keys", "gen", "account").code()).isEqualTo(2);
        assertThat(Files.readString(file)).isEqualTo(seed);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"account", "cluster", "module", "server", "operator", "user", "service", "Module", "provider"})
    void every_role_can_be_made(String role) {
        assertThat(cli.run("keys", "gen", role, "-o", "json", "--show-seed").out())
                .contains("\"public_key\"", "\"seed\"");
    }

    @Test
    void an_unknown_role_is_refused_and_nothing_is_made() {
        Cli.Result result = cli.run("keys", "gen", "acount");
        assertThat(result.code()).isEqualTo(2);
        assertThat(result.err()).contains("account");
        assertThat(keys).doesNotExist();
    }

    @Test
    void a_module_is_signed_beside_itself_and_verifies_by_its_issuer_only() throws Exception {
        assertThat(sign("--http-server", "-k", "--ver", "1.2", "--rev", "3").code())
                .isZero();
        Path signed = dir.resolve("a_s.wasm");
        String account = cli.run("keys", "list")
                .out()
                .lines()
                .filter(l -> l.startsWith("A"))
                .findFirst()
                .orElseThrow()
                .substring(0, 56);
        assertThat(cli.run("verify", signed).code()).isZero();
        assertThat(cli.run("verify", signed).err()).contains("issuer was not judged");
        assertThat(cli.run("verify", signed, "--trust", account).all())
                .contains("OK")
                .doesNotContain("not judged");
        String other = SigningKey.generate(KeyRole.ACCOUNT, new SecureRandom())
                .publicKey()
                .text();
        Cli.Result refused = cli.run("verify", signed, "--trust", other);
        assertThat(refused.code()).isEqualTo(12);
        assertThat(refused.out()).contains("WASCC-S007", account, other);
        assertThat(cli.run("verify", signed, "--allow-cap", "wascc:logging").code())
                .isEqualTo(14);
        assertThat(cli.run("inspect", signed).out()).contains("K/V Store", "HTTP Server", "1.2 (3)", account);
        assertThat(cli.run("inspect", signed, "-o", "json").out())
                .contains("\"schemaVersion\" : 1", "\"wascc:keyvalue\", \"wascc:http_server\"");
        assertThat(cli.run("inspect", signed, "--jwt-only").out())
                .startsWith("eyJ0eXAiOiJqd3QiLCJhbGciOiJFZDI1NTE5In0.");
    }

    @Test
    void without_keys_nothing_is_signed_and_none_is_made() {
        Cli.Result result = cli.run("sign", module);
        assertThat(result.code()).isEqualTo(2);
        assertThat(result.err()).contains("wascc keys gen account");
        assertThat(keys).doesNotExist();
        assertThat(dir.resolve("a_s.wasm")).doesNotExist();
    }

    @Test
    void the_same_inputs_give_the_same_file_and_in_may_be_out() throws Exception {
        cli.environment.put("SOURCE_DATE_EPOCH", "1767225600");
        sign("-d", dir.resolve("one.wasm"), "--name", "x", "--expires", "180");
        sign("-d", dir.resolve("two.wasm"), "--name", "x", "--expires", "180");
        assertThat(Files.readAllBytes(dir.resolve("one.wasm"))).isEqualTo(Files.readAllBytes(dir.resolve("two.wasm")));
        sign("-d", module, "--name", "x", "--expires", "180");
        assertThat(Files.readAllBytes(module)).isEqualTo(Files.readAllBytes(dir.resolve("one.wasm")));
        try (var files = Files.list(dir)) {
            assertThat(files.filter(f -> f.toString().contains("wascc-tmp"))).isEmpty();
        }
    }

    @Test
    void capabilities_stand_in_the_order_that_wascap_writes_and_old_spellings_are_taken() {
        String options = sign(
                        "--http_server",
                        "--cap",
                        "acme:x",
                        "--msg",
                        "--blob_store",
                        "--keyvalue",
                        "--eventstreams",
                        "-z",
                        "-l",
                        "--http_client")
                .out();
        assertThat(options)
                .contains("wascc:keyvalue,wascc:messaging,wascc:http_client,wascc:http_server,wascc:blobstore,"
                        + "wascc:logging,wascc:extras,wascc:eventstreams,acme:x");
        assertThat(cli.run("caps", dir.resolve("a_s.wasm")).code()).isZero();
        assertThat(cli.run("claims", "inspect", dir.resolve("a_s.wasm")).code()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "9223372036854775807", "x", "104249991375", "1.5"})
    void days_that_are_none_are_refused(String days) {
        assertThat(sign("--expires", days).code()).isEqualTo(2);
        assertThat(dir.resolve("a_s.wasm")).doesNotExist();
    }

    @Test
    void expired_and_early_modules_have_their_exit_code() throws Exception {
        sign("--iat", "1500000000", "--expires", "1");
        assertThat(cli.run("verify", dir.resolve("a_s.wasm")).code()).isEqualTo(13);
        sign("--not-before", "1");
        assertThat(cli.run("verify", dir.resolve("a_s.wasm")).code()).isEqualTo(13);
    }

    @Test
    void each_thing_that_is_no_signed_module_has_its_own_message_and_exit_code() throws Exception {
        byte[] component = {0, 'a', 's', 'm', 0x0d, 0, 1, 0};
        byte[] truncated = {0, 'a', 's', 'm', 1, 0, 0, 0, 1, 40, 1};
        check(module, 10, "no token");
        check(Files.write(dir.resolve("component.wasm"), component), 10, "no token");
        check(Files.write(dir.resolve("truncated.wasm"), truncated), 15, "ends beyond the end of the file");
        check(Files.write(dir.resolve("empty.wasm"), new byte[0]), 15, "the file is empty");
        check(Files.writeString(dir.resolve("text.wasm"), "hello, world"), 15, "no WebAssembly module");
        check(dir, 2, "is a directory");
        check(dir.resolve("missing.wasm"), 11, "there is no such file");
    }

    private void check(Path file, int code, String message) {
        for (String command : List.of("inspect", "verify", "sign", "run", "call")) {
            Cli.Result result =
                    switch (command) {
                        case "sign" -> cli.run("sign", file, "--generate-keys", "-d", dir.resolve("out.wasm"));
                        case "call" -> cli.run("call", file, "HandleRequest");
                        case "run", "verify" ->
                            Files.isDirectory(file)
                                    ? new Cli.Result(code, message, "")
                                    : command.equals("run")
                                            ? cli.run("run", file, "--port", "0")
                                            : cli.run("verify", file);
                        default -> cli.run(command, file);
                    };
            int expected = command.equals("sign") && code == 10 ? 0 : code;
            assertThat(result.code()).as(command + " " + file).isEqualTo(expected);
            assertThat(expected == 0 || result.all().contains(message))
                    .as(result.all())
                    .isTrue();
            assertThat(result.all()).doesNotContain("Exception").doesNotContain("\tat ");
        }
    }

    @Test
    void several_findings_end_with_the_most_fundamental_code() throws Exception {
        sign();
        Files.writeString(dir.resolve("text.wasm"), "text");
        assertThat(cli.run("verify", dir.resolve("a_s.wasm"), module).code()).isEqualTo(10);
        Cli.Result both = cli.run("verify", module, dir.resolve("text.wasm"));
        assertThat(both.code()).isEqualTo(15);
        assertThat(both.out()).contains("2 checked: 0 ok, 2 failed");
    }

    @Test
    void key_files_that_others_can_read_are_refused_unless_that_is_allowed() throws Exception {
        Path key = dir.resolve("open.nk");
        Files.writeString(
                key, SigningKey.generate(KeyRole.ACCOUNT, new SecureRandom()).exposeSeed() + "\r\n");
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r-----"));
        Cli.Result refused = sign("--issuer", key);
        assertThat(refused.code()).isEqualTo(2);
        assertThat(refused.err()).contains("chmod 600");
        assertThat(sign("--issuer", key, "--allow-insecure-key").code()).isZero();
    }

    @Test
    void seeds_come_from_the_environment_and_standard_input() {
        SigningKey key = SigningKey.generate(KeyRole.ACCOUNT, new SecureRandom());
        cli.environment.put("SECRET", key.exposeSeed());
        assertThat(sign("--issuer", "env:SECRET", "-o", "json").out())
                .contains(key.publicKey().text());
        cli.input(key.exposeSeed() + "\n");
        assertThat(sign("--issuer", "-", "-o", "json").out())
                .contains(key.publicKey().text());
        assertThat(sign("--issuer", "env:NOT_SET").err()).contains("NOT_SET");
    }

    @Test
    void a_seed_never_shows_however_it_is_damaged_and_wherever_it_is_given() throws Exception {
        String seed = SigningKey.generate(KeyRole.ACCOUNT, new SecureRandom()).exposeSeed();
        String middle = seed.substring(10, 40);
        for (int damage = 0; damage < 30; damage++) {
            char[] damaged = seed.toCharArray();
            damaged[2 + damage % 6 * 8] = damage % 2 == 0 ? 'a' : '1';
            String text =
                    switch (damage % 5) {
                        case 0 -> new String(damaged);
                        case 1 -> seed.substring(0, 57);
                        case 2 -> seed + "A";
                        case 3 -> seed.toLowerCase(java.util.Locale.ROOT);
                        default -> seed;
                    };
            cli.environment.put("SECRET", text);
            Path file = Files.writeString(dir.resolve("k" + damage + ".nk"), text);
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
            for (Object[] args : List.of(
                    new Object[] {"sign", module, "--issuer", "env:SECRET", "--debug"},
                    new Object[] {"sign", module, "--issuer", file, "--debug", "-v", "--generate-keys"},
                    new Object[] {"keys", "show", file, "--debug"},
                    new Object[] {"sign", module, "--issuer", text},
                    new Object[] {"sign", module, "--issuer=" + text},
                    new Object[] {"verify", text},
                    new Object[] {text})) {
                Cli.Result result = cli.run(args);
                assertThat(result.all())
                        .as(Arrays.toString(args).replace(text, "…"))
                        .doesNotContain(middle);
            }
        }
        assertThat(cli.run("sign", module, "--issuer", seed).code()).isEqualTo(2);
    }

    @Test
    void tokens_of_all_kinds_are_made() {
        for (String[] kind : new String[][] {
            {"actor", "--http-server"},
            {"operator"},
            {"account"},
            {"provider", "--cap", "acme:x", "--vendor", "Acme", "--hash", "x86_64-linux=AB"}
        }) {
            Object[] args = new Object[kind.length + 4];
            args[0] = "token";
            System.arraycopy(kind, 0, args, 1, kind.length);
            args[kind.length + 1] = "--name";
            args[kind.length + 2] = "test";
            args[kind.length + 3] = "--generate-keys";
            Cli.Result result = cli.run(args);
            assertThat(result.code()).as(kind[0] + result.err()).isZero();
            assertThat(result.out().strip().split("\\.")).hasSize(3);
        }
    }

    @Test
    void usage_errors_are_2_and_help_is_0_and_names_the_exit_codes() {
        assertThat(cli.run().code()).isEqualTo(2);
        assertThat(cli.run("nope").code()).isEqualTo(2);
        assertThat(cli.run("sign").code()).isEqualTo(2);
        assertThat(cli.run("verify", "x.wasm", "--trust", "nokey").code()).isEqualTo(2);
        assertThat(cli.run("--help").out()).contains("not signed", "malformed Wasm or token");
        assertThat(cli.run("sign", "--help").out()).contains("--http-server").doesNotContain("--http_server");
        assertThat(cli.run("--version").out()).startsWith("wascc");
        assertThat(cli.run("completion").out()).contains("complete");
    }

    @Test
    void many_files_are_signed_in_one_call_each_with_its_own_module_key() throws Exception {
        Path target = Files.createDirectory(dir.resolve("out"));
        Object[] args = new Object[24];
        args[0] = "sign";
        for (int i = 0; i < 20; i++) {
            args[i + 1] = Files.write(dir.resolve("m" + i + ".wasm"), Cli.EMPTY_MODULE);
        }
        args[21] = "--generate-keys";
        args[22] = "-d";
        args[23] = target;
        assertThat(cli.run(args).code()).isZero();
        try (var files = Files.list(target)) {
            assertThat(files).hasSize(20);
        }
        try (var files = Files.list(keys)) {
            assertThat(files).hasSize(21);
        }
    }
}
