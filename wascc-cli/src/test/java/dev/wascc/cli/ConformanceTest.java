package dev.wascc.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wascc.claims.ClaimsException;
import dev.wascc.document.DocumentException;
import dev.wascc.document.JsonTree;
import dev.wascc.host.Host;
import dev.wascc.host.HostException;
import dev.wascc.host.manifest.Manifest;
import dev.wascc.host.manifest.ManifestHost;
import dev.wascc.nkeys.PublicKey;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The conformance corpus through the command line and through the start of a host: refused by both, by the same rules. */
class ConformanceTest {
    @TempDir
    static Path keys;

    static Stream<ConformanceCase> cases() throws Exception {
        return ConformanceCase.all();
    }

    /** Those that the options of a host can say, and that it is not to run. */
    static Stream<ConformanceCase> refusedByHosts() throws Exception {
        return ConformanceCase.all().filter(one -> one.exitCode() != 0 && one.forHosts());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void verify_says_what_is_wrong(ConformanceCase one) throws Exception {
        Cli.Result result = verify(one, "-o", "json");
        assertThat(result.code()).as(result.all()).isEqualTo(one.exitCode());
        assertThat(ConformanceCase.isTrace(result.all())).as(result.all()).isFalse();
        if (one.exitCode() != ExitCode.USAGE) {
            assertThat(ids(result.out(), "error")).as(result.all()).isEqualTo(one.rules());
            Set<String> others = ids(result.out(), "warning");
            others.addAll(ids(result.out(), "note"));
            assertThat(others).as(result.all()).isEqualTo(one.warnings());
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refusedByHosts")
    void run_refuses_what_verify_refuses(ConformanceCase one) {
        Cli.Result result = new Cli(keys).run(arguments("run", one));
        assertThat(result.code()).as(result.all()).isEqualTo(one.exitCode());
        assertThat(ConformanceCase.isTrace(result.all())).as(result.all()).isFalse();
        assertThat(ConformanceCase.named(result.err())).as(result.all()).containsAll(one.rules());
        assertThat(result.out()).isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void a_host_starts_what_is_in_order_and_refuses_the_rest_by_the_same_rules(ConformanceCase one) throws Exception {
        if (one.exitCode() == ExitCode.USAGE) {
            assertThatThrownBy(one::gate).isInstanceOf(DocumentException.class);
        } else if (one.exitCode() != 0) {
            assertThatThrownBy(() -> start(one)).isInstanceOfSatisfying(ClaimsException.class, e -> {
                assertThat(e.exitCode()).isEqualTo(one.exitCode());
                assertThat(e.findings())
                        .extracting(finding -> finding.rule().id())
                        .containsOnlyElementsOf(one.rules());
                assertThat(e.findings())
                        .extracting(finding -> finding.rule().id())
                        .containsAll(one.rules());
            });
        } else if (one.starts()) {
            try (Host host = start(one)) {
                PublicKey actor =
                        PublicKey.parse(host.inventory().actors().get(0).key());
                byte[] sent = "conformance".getBytes(StandardCharsets.UTF_8);
                assertThat(host.call(actor, "Echo", sent)).isEqualTo(sent);
            }
        } else {
            assertThatThrownBy(() -> start(one).close()).isInstanceOf(HostException.class);
        }
    }

    @Test
    void programs_of_their_own_are_right_as_well() throws Exception {
        List<String> few = List.of(
                "good",
                "no-token",
                "two-tokens-same",
                "signature-s-plus-l",
                "expired",
                "denied",
                "policy-misspelt",
                "empty-file");
        List<ConformanceCase> chosen =
                ConformanceCase.all().filter(one -> few.contains(one.id())).toList();
        assertThat(chosen).hasSameSizeAs(few);
        for (ConformanceCase one : chosen) {
            Process process = new Cli(keys)
                    .process(arguments("verify", one))
                    .redirectErrorStream(true)
                    .start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).as(said).isEqualTo(one.exitCode());
            assertThat(ConformanceCase.named(said)).isEqualTo(one.rules());
            assertThat(ConformanceCase.isTrace(said)).as(said).isFalse();
        }
    }

    @Test
    void the_runner_for_other_tools_tells_right_from_wrong() throws Exception {
        Assumptions.assumeTrue(
                Files.isExecutable(Path.of("/usr/bin/python3"))
                        || "true".equals(System.getenv("CI"))
                        || Files.isExecutable(Path.of("/usr/local/bin/python3")),
                "SKIPPED: python3 is missing");
        List<String> ours = new Cli(keys).process("verify").command();
        Cli.Result right = runner(ours);
        assertThat(right.code()).as(right.all()).isZero();
        assertThat(right.out()).contains("3 cases, 0 wrong");
        Cli.Result wrong = runner(List.of("true"));
        assertThat(wrong.code()).isEqualTo(1);
        assertThat(wrong.out()).contains("expired: ACCEPTED", "denied: ACCEPTED");
    }

    private static Cli.Result runner(List<String> tool) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                "python3",
                ConformanceCase.CORPUS.resolve("run.py").toString(),
                "--only",
                "^(good|expired|denied)$",
                "--"));
        command.addAll(tool);
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return new Cli.Result(process.exitValue(), said, "");
    }

    @Test
    void judging_as_of_an_instant_is_said_and_writes_no_lock() throws Exception {
        ConformanceCase one = ConformanceCase.all()
                .filter(c -> c.id().equals("expires-this-second"))
                .findFirst()
                .orElseThrow();
        assertThat(verify(one).err()).contains("judged as of 2026-11-24T12:00:00Z, not as of now");
        Cli.Result both = new Cli(keys).run("verify", "--at", "2026-11-24T12:00:00Z", "--update-lock", one.module());
        assertThat(both.code()).isEqualTo(ExitCode.USAGE);
        assertThat(new Cli(keys)
                        .run("run", "--at", "2026-11-24T12:00:00Z", one.module())
                        .code())
                .isEqualTo(ExitCode.USAGE);
        assertThat(new Cli(keys)
                        .run("verify", "--at", "yesterday", one.module())
                        .code())
                .isEqualTo(ExitCode.USAGE);
    }

    private static Cli.Result verify(ConformanceCase one, Object... more) {
        List<Object> arguments = new ArrayList<>(List.of(arguments("verify", one)));
        arguments.addAll(1, List.of(more));
        return new Cli(keys).run(arguments.toArray());
    }

    private static Object[] arguments(String command, ConformanceCase one) {
        List<Object> arguments = new ArrayList<>(List.of(command));
        arguments.addAll(one.options());
        arguments.add(one.module());
        return arguments.toArray();
    }

    private static Host start(ConformanceCase one) throws Exception {
        Manifest manifest = Manifest.parse(
                "manifest.yaml",
                "{ actors: [" + one.module().getFileName() + "], capabilities: [], bindings: [] }",
                true,
                null);
        return new ManifestHost(one.gate(), capability -> Optional.empty())
                .start(manifest, one.module().getParent(), Host.builder().clock(one.clock()));
    }

    private static Set<String> ids(String json, String severity) throws Exception {
        Set<String> ids = new TreeSet<>();
        for (Object file : (List<?>) ((Map<?, ?>) JsonTree.read(json)).get("files")) {
            for (Object finding : (List<?>) ((Map<?, ?>) file).get("findings")) {
                Map<?, ?> members = (Map<?, ?>) finding;
                if (severity.equals(members.get("severity"))) {
                    ids.add((String) members.get("rule"));
                }
            }
        }
        return ids;
    }
}
