package dev.wascc.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wascc.document.JsonTree;
import dev.wascc.nkeys.KeyRole;
import dev.wascc.nkeys.SigningKey;
import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code wascc verify} by a policy: what it says, what it writes, and how it ends. */
class VerifyPolicyTest {
    private static final SigningKey TEAM = SigningKey.generate(KeyRole.ACCOUNT, new SecureRandom());
    private static final SigningKey STRANGER = SigningKey.generate(KeyRole.ACCOUNT, new SecureRandom());

    @TempDir
    Path dir;

    private Cli cli;
    private Path dist;
    private Path policy;

    @BeforeEach
    void prepare() throws Exception {
        cli = new Cli(dir.resolve("keys"));
        cli.environment.put("TEAM", TEAM.exposeSeed());
        cli.environment.put("STRANGER", STRANGER.exposeSeed());
        dist = Files.createDirectory(dir.resolve("dist"));
        policy = dir.resolve("wascc-policy.yaml");
        policy(
                """
                  - match: { name: "payments-*" }
                    issuers: [payments-team]
                    capabilities:
                      allow: ["wascc:http_server", "wascc:keyvalue"]
                      deny: ["wascc:blobstore"]
                    validity: { maxDays: 365, minRemainingDays: 30 }
                    require: [version, revision]
                    revision: { notBelow: release.lock }
                """);
        Files.writeString(dir.resolve("release.lock"), "version: 1\nactors: {}\n");
    }

    private void policy(String actors) throws Exception {
        Files.writeString(
                policy,
                """
                version: 1
                issuers:
                  - key: %s
                    name: payments-team
                actors:
                %s"""
                        .formatted(TEAM.publicKey().text(), actors));
    }

    private Path signed(String name, Object... more) throws Exception {
        Path module = Files.write(dir.resolve(name + ".wasm"), Cli.EMPTY_MODULE);
        Path target = dist.resolve(name + ".wasm");
        Object[] args = new Object[more.length + 7];
        System.arraycopy(
                new Object[] {"sign", module, "--generate-keys", "--issuer", "env:TEAM", "-d", target}, 0, args, 0, 7);
        System.arraycopy(more, 0, args, 7, more.length);
        Cli.Result result = cli.run(args);
        assertThat(result.code()).as(result.all()).isZero();
        return target;
    }

    private Path good(String name, Object revision) throws Exception {
        return signed(name, "--http-server", "--ver", "1.4.0", "--rev", revision, "--expires", "100");
    }

    private Cli.Result verify(Object... more) {
        Object[] args = new Object[more.length + 3];
        System.arraycopy(new Object[] {"verify", "--policy", policy}, 0, args, 0, 3);
        System.arraycopy(more, 0, args, 3, more.length);
        return cli.run(args);
    }

    @Test
    void each_finding_says_what_asked_for_it_and_what_mends_it_and_the_most_fundamental_code_wins() throws Exception {
        good("payments-api", 12);
        Path job = signed("payments-job", "-k", "--blob-store", "--ver", "1.4.0", "--rev", "11", "--expires", "100");
        Path legacy = Files.write(dist.resolve("unsigned.wasm"), Cli.EMPTY_MODULE);
        Cli.Result result = verify(dist);
        assertThat(result.code()).isEqualTo(10);
        assertThat(result.err()).isEmpty();
        String key = TEAM.publicKey().text();
        List<String> lines = result.out().lines().toList();
        assertThat(lines).hasSize(8);
        assertThat(lines.get(0))
                .matches(
                        ".*dist/payments-api.wasm  +OK    payments-api 1.4.0 \\(r12\\)  expires .*  issuer payments-team");
        assertThat(lines.get(1))
                .matches(".*payments-job.wasm  +FAIL  payments-job 1.4.0 \\(r11\\).*issuer payments-team");
        assertThat(lines.subList(2, 4))
                .containsExactly(
                        "  WASCC-P003  capability wascc:blobstore is denied by rule \"payments-*\"  (" + policy
                                + ":10)",
                        "              to mend it: wascc claims remove " + job + " wascc:blobstore");
        assertThat(lines.get(4)).endsWith("FAIL  (unsigned)");
        assertThat(lines.get(5))
                .isEqualTo(
                        "  WASCC-S001  no token: the module has no section jwt or wasmcloud_jwt at top level; expected"
                                + " one signed by payments-team (" + key + ")");
        assertThat(lines.get(6)).isEqualTo("              to mend it: sign it with wascc sign " + legacy);
        assertThat(lines.get(7)).isEqualTo("3 checked: 1 ok, 2 failed");
    }

    @Test
    void the_remedy_that_is_told_is_a_command_that_mends_it() throws Exception {
        Path job = signed("payments-job", "--blob-store", "--ver", "1", "--rev", "1", "--expires", "100");
        List<String> remedies = verify(job)
                .out()
                .lines()
                .filter(line -> line.contains("to mend it: wascc "))
                .distinct()
                .toList();
        assertThat(remedies).hasSize(1);
        String[] command =
                remedies.get(0).replaceAll(".*to mend it: wascc ", "").split(" ");
        Object[] args = new Object[command.length + 2];
        System.arraycopy(command, 0, args, 0, command.length);
        args[command.length] = "--issuer";
        args[command.length + 1] = "env:TEAM";
        Cli.Result mended = cli.run(args);
        assertThat(mended.code()).as(mended.all()).isZero();
        assertThat(verify(job).code()).as(verify(job).all()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"warn", "audit"})
    void what_a_lenient_policy_finds_is_shown_and_does_not_fail(String level) throws Exception {
        policy(
                """
                  - match: { name: "*" }
                    level: %s
                    require: [version]
                """
                        .formatted(level));
        Cli.Result result = verify(signed("a"));
        assertThat(result.code()).isZero();
        assertThat(result.out())
                .contains("  OK    ", "  WASCC-P007  " + (level.equals("warn") ? "warning" : "note") + ": the claims");
    }

    @Test
    void no_level_lets_in_what_a_stranger_signed_or_nobody() throws Exception {
        policy("  - { match: { name: \"*\" }, level: audit }\n");
        Path module = Files.write(dir.resolve("foreign.wasm"), Cli.EMPTY_MODULE);
        cli.run("sign", module, "--generate-keys", "-i", "env:STRANGER");
        Cli.Result result = verify(dir.resolve("foreign_s.wasm"));
        assertThat(result.code()).isEqualTo(12);
        assertThat(result.out())
                .contains(
                        "WASCC-S007",
                        "expected one of payments-team (" + TEAM.publicKey().text() + ")")
                .doesNotContain("issuer payments-team");
        byte[] forged = Forged.withPayload(Files.readAllBytes(signed("c")), payload -> payload);
        assertThat(verify(Files.write(dist.resolve("c.wasm"), forged)).code()).isEqualTo(12);
    }

    @Test
    void a_run_writes_all_its_reports_also_when_it_fails() throws Exception {
        good("payments-api", 1);
        Files.write(dist.resolve("unsigned.wasm"), Cli.EMPTY_MODULE);
        Path sarif = dir.resolve("out/wascc.sarif");
        Path junit = dir.resolve("out/wascc.xml");
        Path gitlab = dir.resolve("gl.json");
        Path markdown = dir.resolve("wascc.md");
        Cli.Result result = verify(
                "--report",
                "sarif=" + sarif,
                "--report",
                "junit=" + junit,
                "--report",
                "gitlab=" + gitlab,
                "--report",
                "markdown=" + markdown,
                "--report",
                "github",
                dist);
        assertThat(result.code()).isEqualTo(10);
        assertThat(result.out())
                .contains("2 checked: 1 ok, 1 failed\n::error file=", "title=WASCC-S001 not signed::")
                .endsWith("wascc: 2 checked: 1 ok, 1 failed\n");
        assertThat(Files.readString(sarif)).contains("\"ruleId\" : \"WASCC-S001\"");
        assertThat(Files.readString(junit)).contains("WASCC-S001");
        assertThat(Files.readString(gitlab)).contains("WASCC-S001");
        assertThat(Files.readString(markdown)).startsWith("### wascc: failed");
    }

    @Test
    void a_report_that_cannot_be_written_is_said_ends_with_1_and_keeps_no_other_from_it() throws Exception {
        Path file = Files.writeString(dir.resolve("file"), "");
        Path good = good("payments-api", 1);
        Path markdown = dir.resolve("wascc.md");
        Cli.Result result = verify("--report", "sarif=" + file + "/a", "--report", "markdown=" + markdown, good);
        assertThat(result.code()).isEqualTo(1);
        assertThat(result.err()).contains("wascc: the report sarif cannot be written to " + file + "/a: ");
        assertThat(result.out()).contains("  OK    ");
        assertThat(markdown).content().startsWith("### wascc: passed");
    }

    @Test
    void a_policy_that_is_not_in_order_is_2_a_missing_one_11_and_both_are_in_the_reports() throws Exception {
        Path good = good("payments-api", 1);
        Path junit = dir.resolve("wascc.xml");
        Files.writeString(policy, Files.readString(policy).replace("validity:", "validty:"));
        Cli.Result misspelt = verify("--report", "junit=" + junit, good);
        assertThat(misspelt.code()).isEqualTo(2);
        assertThat(misspelt.err())
                .contains(policy + ":11:5: a rule for actors has no key validty; did you mean validity?");
        assertThat(misspelt.out()).isEmpty();
        assertThat(junit).content().contains("did you mean validity?").contains("errors=\"1\"");
        Files.delete(policy);
        Cli.Result missing = verify("--report", "junit=" + junit, good);
        assertThat(missing.code()).isEqualTo(11);
        assertThat(missing.err()).contains("there is no such file");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--report github -o json|would both go to standard output",
                "--report sarif=- -o json|would both go to standard output",
                "--report serif=a|did you mean sarif?",
                "--report github --report junit=-|two reports go to standard output",
                "--leeway 5|validity: { clockSkewSeconds: 5 }",
                "--report sarif=POLICY|written over",
                "--report sarif=MODULE|written over",
                "--trust nokey|takes public keys"
            })
    void what_does_not_go_together_is_refused_before_anything_is_read(String options, String message) throws Exception {
        Path good = good("payments-api", 1);
        byte[] before = Files.readAllBytes(good);
        Object[] args = (options.replace("POLICY", policy.toString()).replace("MODULE", good.toString()) + " " + good)
                .split(" ");
        Cli.Result result = verify(args);
        assertThat(result.code()).as(result.all()).isEqualTo(2);
        assertThat(result.err()).contains(message);
        assertThat(result.out()).isEmpty();
        assertThat(good).hasBinaryContent(before);
    }

    @Test
    void a_report_on_standard_output_stands_there_alone() throws Exception {
        Path good = good("payments-api", 1);
        Cli.Result result = verify("--report", "gitlab=-", good);
        assertThat(JsonTree.read(result.out())).isEqualTo(List.of());
        assertThat(result.err()).contains("  OK    ");
        assertThat(verify("--report", "gitlab=-", "-q", good).err()).isEmpty();
    }

    @Test
    void json_has_the_policy_the_rule_the_issuers_name_and_remedies_with_the_files_name() throws Exception {
        Path job = signed("payments-job", "--blob-store", "--ver", "1", "--rev", "1", "--expires", "100");
        Map<?, ?> object = (Map<?, ?>) JsonTree.read(verify("-o", "json", job).out());
        assertThat(object.get("policy")).isEqualTo(policy.toString());
        assertThat(object.get("exitCode")).hasToString("14");
        Map<?, ?> row = (Map<?, ?>) ((List<?>) object.get("files")).get(0);
        assertThat(row.get("rule")).isEqualTo("\"payments-*\"");
        assertThat(row.get("issuerName")).isEqualTo("payments-team");
        Map<?, ?> finding = (Map<?, ?>) ((List<?>) row.get("findings")).get(0);
        assertThat(finding.get("rule")).isEqualTo("WASCC-P003");
        assertThat(finding.get("remedy")).isEqualTo("wascc claims remove " + job + " wascc:blobstore");
        assertThat(finding.get("askedAt")).isEqualTo(policy + ":10:7");
    }

    @Test
    void lock_files_rise_to_what_passes_and_hold_lower_revisions_back() throws Exception {
        Path lock = dir.resolve("release.lock");
        Files.delete(lock);
        Path api = good("payments-api", 12);
        assertThat(verify(api).code()).as("no lock file is no pass").isEqualTo(14);
        Cli.Result first = verify("--update-lock", api);
        assertThat(first.code()).isZero();
        assertThat(first.err()).contains("updated " + lock);
        String twelve = Files.readString(lock);
        assertThat(twelve).contains("revision: 12");
        assertThat(verify("--update-lock", api).err()).contains("up to date");

        Path lower = good("payments-api", 11);
        Cli.Result refused = verify("--update-lock", lower);
        assertThat(refused.code()).isEqualTo(14);
        assertThat(refused.out()).contains("WASCC-P006  revision 11, below 12 in release.lock");
        assertThat(lock).hasContent(twelve);
        good("payments-api", 13);
        assertThat(verify("--update-lock", dist).code()).isZero();
        assertThat(lock).content().contains("revision: 13");
    }

    @Test
    void update_lock_without_a_lock_file_to_update_is_refused() throws Exception {
        policy("  - { match: { name: \"*\" } }\n");
        Path good = good("a", 1);
        assertThat(verify("--update-lock", good).err()).contains("no rule of", "revision: { notBelow: FILE }");
        assertThat(cli.run("verify", "--update-lock", good).code()).isEqualTo(2);
    }

    @Test
    void directories_globs_and_standard_input_are_looked_at_and_what_names_nothing_fails() throws Exception {
        Path good = good("payments-api", 1);
        Path deeper = Files.createDirectories(dist.resolve("a/b"));
        Files.copy(good, deeper.resolve("payments-copy.wasm"));
        assertThat(verify(dist).out()).contains("2 checked: 2 ok");
        assertThat(verify(dist + "/**/*.wasm").out()).contains("payments-copy.wasm");
        Files.createSymbolicLink(dir.resolve("link"), dist);
        assertThat(verify(dir.resolve("link")).out()).contains("2 checked: 2 ok");
        cli.in = new ByteArrayInputStream(Files.readAllBytes(good));
        assertThat(verify("-").out()).startsWith("(standard input)  OK ");

        Path junit = dir.resolve("wascc.xml");
        Cli.Result nothing = verify("--report", "junit=" + junit, good, dir + "/none/*.wasm", dir.resolve("keys"));
        assertThat(nothing.code()).isEqualTo(11);
        assertThat(nothing.out()).contains("it matches nothing", "the directory holds no .wasm file", "1 ok, 2 failed");
        assertThat(junit).content().contains("errors=\"2\"");
    }

    @Test
    void a_summary_leaves_out_what_passes() throws Exception {
        good("payments-api", 1);
        Files.write(dist.resolve("unsigned.wasm"), Cli.EMPTY_MODULE);
        assertThat(verify("--summary", dist).out())
                .contains("unsigned.wasm", "2 checked: 1 ok, 1 failed")
                .doesNotContain("payments-api.wasm");
    }

    @Test
    void trust_narrows_a_policy_and_never_widens_it() throws Exception {
        Path good = good("payments-api", 1);
        assertThat(verify("--trust", TEAM.publicKey(), good).code()).isZero();
        Cli.Result none = verify("--trust", STRANGER.publicKey(), good);
        assertThat(none.code()).isEqualTo(2);
        assertThat(none.err()).contains("trusts none of the issuers that --trust leaves");
        Cli.Result narrowed = verify("--allow-cap", "wascc:keyvalue", good);
        assertThat(narrowed.code()).isEqualTo(14);
        assertThat(narrowed.out()).contains("WASCC-S011");
    }

    @Test
    void recorded_runs_and_attestations_are_judged_with_the_modules() throws Exception {
        Path good = good("payments-api", 1);
        Path trace = Files.writeString(dir.resolve("t.json"), "{\"schemaVersion\":1,\"actors\":[]}");
        assertThat(verify("--used", trace, good).out()).contains("WASCC-L004  warning: the recorded run has no actor");
        assertThat(cli.run("attest", good, "--issuer", "env:TEAM").code()).isZero();
        Path attestation = dist.resolve("payments-api.wasm.intoto.jsonl");
        assertThat(verify("--attestation", attestation, good).code()).isZero();
        Path other = good("payments-api", 2);
        Cli.Result stray = verify("--attestation", attestation, other);
        assertThat(stray.code()).isEqualTo(14);
        assertThat(stray.out()).contains("WASCC-P016", "(an attestation)");
        assertThat(verify("--used", dir.resolve("none.json"), good).code()).isEqualTo(11);
    }

    @Test
    void a_hostile_name_is_no_command_of_a_pipeline() throws Exception {
        policy("  - { match: { name: \"*\" } }\n");
        Path module = Files.write(dir.resolve("x.wasm"), Cli.EMPTY_MODULE);
        cli.run(
                "sign",
                module,
                "--generate-keys",
                "-i",
                "env:TEAM",
                "--name",
                "##[add-path]/evil\n::error::x ##vso[x]");
        assertThat(verify("--report", "github", dir.resolve("x_s.wasm")).out())
                .doesNotContain("##")
                .doesNotContain("\n::");
    }
}
