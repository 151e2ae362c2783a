package dev.wascc.gate.provenance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.wascc.gate.provenance.SourceTree.State;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** By a git that is installed; skipped, and failed where CI=true, without one. */
class GitCheckoutTest {
    private static final String COMMIT = "0123456789abcdef0123456789abcdef01234567";

    @TempDir
    Path dir;

    private Path checkout;

    @BeforeEach
    void prepare() throws Exception {
        boolean there = succeeds(dir, "--version");
        assertThat(there || !"true".equals(System.getenv("CI")))
                .as("git is installed")
                .isTrue();
        assumeTrue(there, "no git is installed");
        checkout = Files.createDirectory(dir.resolve("checkout"));
        git(checkout, "init", "-q");
        git(checkout, "remote", "add", "origin", "https://ana:secret@github.com/acme/greeter.git");
        Files.writeString(checkout.resolve("a.txt"), "a");
        git(checkout, "add", "a.txt");
        commit(checkout);
    }

    @Test
    void a_checkout_says_what_git_says_of_it() throws Exception {
        Path inside = Files.createDirectories(checkout.resolve("b/c"));
        assertThat(GitCheckout.read(inside))
                .isEqualTo(new SourceTree("https://github.com/acme/greeter.git", head(checkout), State.CLEAN));
        Files.writeString(checkout.resolve("untracked.txt"), "b");
        assertThat(GitCheckout.read(inside).state()).isEqualTo(State.CLEAN);
        Files.writeString(checkout.resolve("a.txt"), "changed");
        assertThat(GitCheckout.read(inside).state()).isEqualTo(State.MODIFIED);
    }

    @Test
    void packed_references_worktrees_and_detached_heads_are_read() throws Exception {
        git(checkout, "pack-refs", "--all");
        assertThat(GitCheckout.read(checkout).commit()).isEqualTo(head(checkout));
        Path worktree = dir.resolve("other");
        git(checkout, "worktree", "add", "-q", "-b", "other", worktree.toString());
        Files.writeString(worktree.resolve("b.txt"), "b");
        git(worktree, "add", "b.txt");
        commit(worktree);
        assertThat(GitCheckout.read(worktree).commit())
                .isEqualTo(head(worktree))
                .isNotEqualTo(head(checkout));
        git(worktree, "checkout", "-q", "--detach");
        assertThat(GitCheckout.read(worktree))
                .isEqualTo(new SourceTree("https://github.com/acme/greeter.git", head(worktree), State.CLEAN));
    }

    @Test
    void what_is_no_checkout_says_nothing() throws Exception {
        Path empty = Files.createDirectory(dir.resolve("none"));
        Files.createDirectory(empty.resolve(".git"));
        assertThat(GitCheckout.read(empty)).isEqualTo(SourceTree.UNKNOWN);
        Files.writeString(empty.resolve(".git/HEAD"), "ref: ../../etc/passwd\n");
        assertThat(GitCheckout.read(empty)).isEqualTo(SourceTree.UNKNOWN);
    }

    @ParameterizedTest
    @CsvSource({
        "https://u:p@host/r.git, https://host/r.git",
        "https://token@host/r?private_token=x, https://host/r",
        "https://u:p@ss@host/r.git, https://host/r.git",
        "ssh://git:p@host:22/r, ssh://git@host:22/r",
        "git@host:acme/r.git, ssh://git@host/acme/r.git",
        "file:///srv/r, file:///srv/r"
    })
    void an_address_is_written_without_secrets(String given, String written) {
        assertThat(SourceTree.withoutSecrets(given)).isEqualTo(written);
        assertThat(SourceTree.isAddress(given)).isTrue();
    }

    @Test
    void pipelines_are_known_by_their_variables() {
        BuildEnvironment github = new BuildEnvironment(Map.of(
                "GITHUB_ACTIONS", "true",
                "GITHUB_SERVER_URL", "https://github.com",
                "GITHUB_REPOSITORY", "acme/greeter",
                "GITHUB_WORKFLOW_REF", "acme/greeter/.github/workflows/ci.yml@refs/heads/main",
                "GITHUB_RUN_ID", "17",
                "GITHUB_SHA", COMMIT));
        assertThat(github.run())
                .isEqualTo(new BuildRun(
                        "https://github.com/acme/greeter/.github/workflows/ci.yml@refs/heads/main",
                        "https://github.com/acme/greeter/actions/runs/17/attempts/1",
                        null,
                        null));
        assertThat(github.source()).isEqualTo(new SourceTree("https://github.com/acme/greeter", COMMIT, State.UNKNOWN));
        BuildEnvironment gitlab = new BuildEnvironment(Map.of(
                "GITLAB_CI", "true",
                "CI_PROJECT_URL", "https://gitlab.com/acme/greeter",
                "CI_RUNNER_ID", "12",
                "CI_JOB_URL", "https://gitlab.com/acme/greeter/-/jobs/9",
                "CI_COMMIT_SHA", COMMIT));
        assertThat(gitlab.run().builder()).isEqualTo("https://gitlab.com/acme/greeter/-/runners/12");
        assertThat(gitlab.source().commit()).isEqualTo(COMMIT);
        BuildEnvironment jenkins = new BuildEnvironment(Map.of(
                "JENKINS_URL", "https://ci.acme.org/",
                "BUILD_URL", "https://ci.acme.org/job/x/3/",
                "GIT_URL", "git@github.com:acme/greeter.git",
                "GIT_COMMIT", "HEAD"));
        assertThat(jenkins.run())
                .isEqualTo(new BuildRun("https://ci.acme.org/", "https://ci.acme.org/job/x/3/", null, null));
        assertThat(jenkins.source())
                .isEqualTo(new SourceTree("ssh://git@github.com/acme/greeter.git", null, State.UNKNOWN));
        assertThat(new BuildEnvironment(Map.of()).run().builder()).isEqualTo(BuildRun.LOCAL_BUILDER);
    }

    @Test
    void what_is_given_counts_before_what_is_found_and_a_clean_tree_is_that_of_its_own_commit() {
        SourceTree found = new SourceTree("https://host/found", COMMIT, State.CLEAN);
        String other = COMMIT.replace('0', 'f');
        assertThat(new SourceTree("https://host/given", null, State.UNKNOWN).or(found))
                .isEqualTo(new SourceTree("https://host/given", COMMIT, State.CLEAN));
        assertThat(new SourceTree(null, other, State.UNKNOWN).or(found))
                .isEqualTo(new SourceTree("https://host/found", other, State.UNKNOWN));
    }

    private static void commit(Path directory) throws Exception {
        git(
                directory,
                "-c",
                "user.name=ana",
                "-c",
                "user.email=ana@acme.org",
                "-c",
                "commit.gpgsign=false",
                "commit",
                "-q",
                "-m",
                "one");
    }

    private static String head(Path directory) throws Exception {
        Process process = process(directory, "rev-parse", "HEAD").start();
        String text = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        process.waitFor();
        return text.strip();
    }

    private static void git(Path directory, String... args) throws Exception {
        assertThat(succeeds(directory, args)).as(String.join(" ", args)).isTrue();
    }

    private static boolean succeeds(Path directory, String... args) throws Exception {
        try {
            Process process = process(directory, args)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor(30, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (java.io.IOException e) {
            return false;
        }
    }

    private static ProcessBuilder process(Path directory, String... args) {
        List<String> command = new ArrayList<>(List.of("git"));
        command.addAll(List.of(args));
        ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("GIT_"));
        return builder;
    }
}
