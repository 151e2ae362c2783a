package dev.wascc.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.dylibso.chicory.wabt.Wat2Wasm;
import dev.wascc.nkeys.KeyRole;
import dev.wascc.nkeys.SigningKey;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The host's start refuses what {@code wascc verify} refused: by the same rules, with the same exit code. */
class HostGateTest {
    private static final SigningKey TEAM = SigningKey.generate(KeyRole.ACCOUNT, new SecureRandom());
    private static final SigningKey STRANGER = SigningKey.generate(KeyRole.ACCOUNT, new SecureRandom());
    private static final Pattern RULE = Pattern.compile("WASCC-[SPL]\\d{3}");

    @TempDir
    Path dir;

    private Cli cli;
    private Path unsigned;
    private Path policy;

    @BeforeEach
    void prepare() throws Exception {
        cli = new Cli(dir.resolve("keys"));
        cli.environment.put("TEAM", TEAM.exposeSeed());
        cli.environment.put("STRANGER", STRANGER.exposeSeed());
        unsigned = Files.write(
                dir.resolve("a.wasm"),
                Wat2Wasm.parse("(module (import \"wapc\" \"__guest_response\" (func $answer (param i32 i32)))"
                        + " (memory (export \"memory\") 1)"
                        + " (func (export \"__guest_call\") (param i32 i32) (result i32)"
                        + " (call $answer (i32.const 0) (i32.const 0)) (i32.const 1)))"));
        policy = Files.writeString(
                dir.resolve("wascc-policy.yaml"),
                """
                version: 1
                issuers: [{ key: %s, name: team }]
                actors:
                  - match: { name: "a" }
                    capabilities: { allow: ["wascc:logging"], deny: ["wascc:blobstore"], require: ["wascc:logging"] }
                    validity: { maxDays: 100 }
                    require: [version]
                    leastPrivilege: warn
                  - match: { name: "lenient" }
                    level: warn
                    require: [version]
                  - match: { name: "attested" }
                    provenance: { required: true }
                  - match: { name: "locked" }
                    revision: { notBelow: none.lock }
                """
                        .formatted(TEAM.publicKey().text()));
    }

    private Path signed(String options) {
        Object[] fixed = {"sign", unsigned, "--generate-keys"};
        Object[] more = options.split(" ");
        Object[] args = Arrays.copyOf(fixed, fixed.length + more.length);
        System.arraycopy(more, 0, args, fixed.length, more.length);
        Cli.Result result = cli.run(args);
        assertThat(result.code()).as(result.all()).isZero();
        return dir.resolve("a_s.wasm");
    }

    @ParameterizedTest
    @CsvSource({
        "--issuer env:STRANGER --logging --ver 1 --expires 9, 12, WASCC-S007",
        "--issuer env:TEAM --logging --ver 1, 14, WASCC-P008",
        "--issuer env:TEAM --blob-store --keyvalue, 14, WASCC-P003 WASCC-P004 WASCC-P005 WASCC-P007 WASCC-P008",
        "--issuer env:TEAM --name other, 14, WASCC-P001",
        "--issuer env:TEAM --name attested, 14, WASCC-P015",
        "--issuer env:TEAM --name locked, 14, WASCC-P006",
        "--issuer env:TEAM --logging --ver 1 --iat 1500000000 --expires 9, 13, WASCC-S005",
        "--issuer env:TEAM --prov --logging --ver 1 --expires 9, 14, WASCC-P012"
    })
    void what_verify_refuses_starts_in_no_host(String options, int code, String rules) throws Exception {
        refused(signed(options), code, rules);
    }

    @Test
    void nor_does_what_is_unsigned_changed_or_forged() throws Exception {
        refused(unsigned, 10, "WASCC-S001");
        byte[] bytes = Files.readAllBytes(signed("--issuer env:TEAM --logging --ver 1 --expires 9"));
        refused(Files.write(dir.resolve("x.wasm"), Forged.withPayload(bytes, payload -> payload)), 12, "WASCC-S007");
        bytes[9] ^= 1;
        Path changed = Files.write(dir.resolve("y.wasm"), bytes);
        Cli.Result verified = cli.run("verify", "--policy", policy, changed);
        refused(changed, verified.code(), rules(verified));
    }

    private void refused(Path actor, int code, String rules) throws Exception {
        Path manifest = Files.writeString(
                dir.resolve("manifest.yaml"), "actors: [" + actor + "]\ncapabilities: []\nbindings: []\n");
        for (Object[] args : new Object[][] {
            {"verify", "--policy", policy, actor},
            {"call", "--policy", policy, actor, "Go"},
            {"run", "--policy", policy, actor, "--port", "0"},
            {"run", "--policy", policy, "-m", manifest}
        }) {
            Cli.Result result = cli.run(args);
            assertThat(result.code()).as(args[0] + result.all()).isEqualTo(code);
            assertThat(rules(result)).as(String.valueOf(args[0])).isEqualTo(rules);
        }
    }

    /** Those of errors; hints and other warnings are shown beside. */
    private static String rules(Cli.Result result) {
        TreeSet<String> rules = new TreeSet<>();
        result.all()
                .lines()
                .filter(line -> !line.contains("warning: ") && !line.contains("hint: "))
                .forEach(line -> {
                    Matcher found = RULE.matcher(line);
                    while (found.find()) {
                        rules.add(found.group());
                    }
                });
        return String.join(" ", rules);
    }

    @Test
    void what_verify_lets_in_starts_warnings_or_not() {
        for (String options :
                new String[] {"--issuer env:TEAM --logging --ver 1 --expires 9", "--issuer env:TEAM --name lenient"}) {
            Path actor = signed(options);
            assertThat(cli.run("verify", "--policy", policy, actor).code()).isZero();
            Cli.Result called = cli.run("call", "--policy", policy, actor, "Go");
            assertThat(called.code()).as(called.all()).isZero();
        }
        assertThat(cli.run("call", "--policy", policy, dir.resolve("a_s.wasm"), "Go")
                        .err())
                .contains("WASCC-P007  warning: the claims have no version", "to mend it: wascc claims resign " + dir);
    }
}
