package dev.wascc.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wascc.nkeys.KeyRole;
import dev.wascc.nkeys.SigningKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** The pipeline files of docs/ci and the composite action: they parse, and their shell does what the pages say, on a sample. */
class PipelinesTest {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Pattern BLOCK = Pattern.compile("(?ms)^```(yaml|groovy)\\n(.*?)^```$");
    private static final Pattern SH = Pattern.compile("(?s)sh '''\\n(.*?)'''");
    private static final SigningKey ISSUER = SigningKey.generate(KeyRole.ACCOUNT, new SecureRandom());
    private static final SigningKey MODULE = SigningKey.generate(KeyRole.MODULE, new SecureRandom());

    @TempDir
    Path workspace;

    private final Map<String, String> environment = new LinkedHashMap<>();

    @BeforeEach
    void sample() throws Exception {
        Assumptions.assumeTrue(
                bash("git --version").code() == 0 || "true".equals(System.getenv("CI")), "SKIPPED: git is missing");
        place("dist/greeter.wasm", "good");
        Files.createDirectories(workspace.resolve("build"));
        Files.write(workspace.resolve("build/greeter.wasm"), Cli.EMPTY_MODULE);
        Files.writeString(
                workspace.resolve("wascc-policy.yaml"),
                "version: 1\nissuers:\n  - { key: %s, name: acme }\n  - { key: %s, name: release }\nactors:\n  - match: { name: \"*\" }\n"
                        .formatted(trusted(), ISSUER.publicKey().text()));
        environment.put("WASCC_REPOSITORY", copy().toString());
        environment.put("WASCC_REF", "main");
        environment.put("WASCC_ISSUER", ISSUER.exposeSeed());
        environment.put("WASCC_SUBJECT", MODULE.publicKey().text());
        environment.put("WASCC_KEYS", workspace.resolve("keys").toString());
        for (String tag : List.of("GITHUB_REF_NAME", "CI_COMMIT_TAG", "TAG_NAME", "BUILD_SOURCEBRANCHNAME")) {
            environment.put(tag, "v1.4.0");
        }
        for (String number : List.of("GITHUB_RUN_NUMBER", "CI_PIPELINE_IID", "BUILD_NUMBER", "BUILD_BUILDID")) {
            environment.put(number, "12");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"gitlab", "jenkins", "azure", "github"})
    void pipelines_verify_and_sign(String page) throws Exception {
        for (String script : scripts(page)) {
            Cli.Result result = bash(script);
            assertThat(result.code()).as(script + result.all()).isZero();
        }
        assertThat(workspace.resolve("release/greeter.wasm")).exists();
        assertThat(workspace.resolve("release/greeter.wasm.intoto.jsonl")).exists();
    }

    @ParameterizedTest
    @ValueSource(strings = {"gitlab", "jenkins", "azure", "github"})
    void pipelines_fail_where_an_actor_is_refused_and_reports_are_there(String page) throws Exception {
        place("dist/greeter.wasm", "signature-bit-in-s");
        List<Integer> codes = new ArrayList<>();
        String said = "";
        for (String script : scripts(page)) {
            Cli.Result result = bash(script);
            codes.add(result.code());
            said = result.all();
            if (result.code() != 0) {
                break;
            }
        }
        assertThat(codes).as(said).last().isEqualTo(12);
        assertThat(workspace.resolve("wascc.xml")).content().contains("WASCC-S003");
        assertThat(workspace.resolve("release")).doesNotExist();
    }

    @Test
    void the_action_annotates_and_summarizes() throws Exception {
        place("dist/a file; touch injected.wasm", "denied");
        Path summary = workspace.resolve("summary.md");
        environment.put("GITHUB_STEP_SUMMARY", summary.toString());
        Cli.Result result = action(Map.of(
                "FILES", "dist\n", "TRUST", "\n  " + trusted() + "\n", "REPORTS", "sarif=wascc.sarif\n", "POLICY", ""));
        assertThat(result.code()).as(result.all()).isZero();
        place("dist/forged.wasm", "signature-bit-in-s");
        result = action(Map.of("FILES", "dist\n", "TRUST", trusted(), "REPORTS", "", "POLICY", "wascc-policy.yaml"));
        assertThat(result.code()).as(result.all()).isEqualTo(12);
        assertThat(result.out()).contains("::error").contains("WASCC-S003");
        assertThat(summary).content().contains("WASCC-S003");
        assertThat(workspace.resolve("wascc.sarif")).exists();
        assertThat(workspace.resolve("injected.wasm")).doesNotExist();
        assertThat(action(Map.of("FILES", "", "TRUST", "", "REPORTS", "", "POLICY", ""))
                        .code())
                .isEqualTo(2);
    }

    @Test
    void the_action_refuses_the_corpus() throws Exception {
        Cli.Result result = action(Map.of(
                "FILES",
                ConformanceCase.CORPUS.resolve("modules").toString(),
                "TRUST",
                trusted(),
                "REPORTS",
                "junit=all.xml",
                "POLICY",
                ""));
        assertThat(result.code()).isEqualTo(15);
        assertThat(ConformanceCase.isTrace(result.all())).isFalse();
        assertThat(workspace.resolve("all.xml")).content().contains("WASCC-S001", "WASCC-S010");
    }

    /** The shell of a page, in order; the action's, where the page uses that. */
    private static List<String> scripts(String page) throws IOException {
        String text = Files.readString(ROOT.resolve("docs/ci/" + page + ".md"));
        MatchResult block = BLOCK.matcher(text).results().findFirst().orElseThrow();
        if (block.group(1).equals("groovy")) {
            return SH.matcher(block.group(2)).results().map(sh -> sh.group(1)).toList();
        }
        JsonNode file = yaml(block.group(2));
        List<String> scripts = new ArrayList<>();
        switch (page) {
            case "gitlab" -> {
                List<String> before = lines(file.at("/default/before_script"));
                for (String job : List.of("verify-actors", "sign-actors")) {
                    scripts.add("rm -rf .wascc\n" + String.join("\n", before) + "\n"
                            + String.join("\n", lines(file.at("/" + job + "/script"))));
                }
            }
            case "azure" ->
                file.get("steps").forEach(step -> add(scripts, step.path("bash").asString("")));
            default ->
                file.get("jobs").forEach(job -> {
                    scripts.add("rm -rf .wascc; git clone -q \"$WASCC_REPOSITORY\" .wascc");
                    job.get("steps").forEach(step -> {
                        add(scripts, step.path("run").asString(""));
                        if (step.path("uses").asString("").equals("./.wascc")) {
                            scripts.add(used(step.get("with")));
                        }
                    });
                });
        }
        assertThat(scripts).isNotEmpty();
        return scripts;
    }

    private static void add(List<String> scripts, String script) {
        if (!script.isEmpty()) {
            scripts.add(script);
        }
    }

    private static List<String> lines(JsonNode list) {
        return list.valueStream().map(JsonNode::asString).toList();
    }

    private static JsonNode yaml(String text) {
        return new YAMLMapper().readTree(text);
    }

    /** The action's script, with inputs as the runner gives them. */
    private static String used(JsonNode inputs) {
        try {
            JsonNode action = yaml(Files.readString(ROOT.resolve("action.yml")));
            assertThat(inputs.propertyNames()).isSubsetOf(action.get("inputs").propertyNames());
            StringBuilder script = new StringBuilder("export WASCC=.wascc/wascc\n");
            for (String name : action.get("inputs").propertyNames()) {
                String value = inputs.path(name)
                        .asString(action.at("/inputs/" + name + "/default").asString(""));
                script.append("export ")
                        .append(name.toUpperCase(java.util.Locale.ROOT))
                        .append("='")
                        .append(value)
                        .append("'\n");
            }
            return script.append(run(action)).toString();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static String run(JsonNode action) {
        assertThat(action.at("/runs/using").asString()).isEqualTo("composite");
        return action.at("/runs/steps/0/run").asString();
    }

    private Cli.Result action(Map<String, String> inputs) throws Exception {
        bash("[ -d .wascc ] || git clone -q \"$WASCC_REPOSITORY\" .wascc");
        environment.putAll(inputs);
        environment.put("WASCC", ".wascc/wascc");
        return bash(run(yaml(Files.readString(ROOT.resolve("action.yml")))));
    }

    private Cli.Result bash(String script) throws Exception {
        Path file = Files.writeString(workspace.resolve("script.sh"), script);
        Path err = workspace.resolve("err.txt");
        ProcessBuilder builder = new ProcessBuilder("bash", "-e", "-o", "pipefail", file.toString())
                .directory(workspace.toFile())
                .redirectError(err.toFile());
        builder.environment().putAll(environment);
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        Process process = builder.start();
        process.getOutputStream().close();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return new Cli.Result(process.exitValue(), out, Files.readString(err));
    }

    private void place(String file, String id) throws IOException {
        Path path = workspace.resolve(file);
        Files.createDirectories(path.getParent());
        Files.write(path, Files.readAllBytes(ConformanceCase.CORPUS.resolve("modules/" + id + ".wasm")));
    }

    private static String trusted() throws Exception {
        return ConformanceCase.all().findFirst().orElseThrow().options().get(1);
    }

    /** A repository that stands for this one: its launcher runs what is tested. */
    private Path copy() throws Exception {
        Path copy = Files.createDirectory(workspace.resolve("copy"));
        Path launcher = Files.writeString(
                copy.resolve("wascc"),
                "#!/bin/sh\nexec '%s/bin/java' -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -cp '%s' dev.wascc.cli.Main \"$@\"\n"
                        .formatted(System.getProperty("java.home"), System.getProperty("java.class.path")));
        Files.setPosixFilePermissions(launcher, PosixFilePermissions.fromString("rwxr-xr-x"));
        Cli.Result made = bash(
                "cd copy && git init -q -b main && git add . && git -c user.name=t -c user.email=t@example.org commit -q -m t");
        assertThat(made.code()).as(made.all()).isZero();
        return copy;
    }
}
