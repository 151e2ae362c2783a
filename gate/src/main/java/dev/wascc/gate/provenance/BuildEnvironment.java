package dev.wascc.gate.provenance;

import dev.wascc.gate.provenance.SourceTree.State;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the environment variables of a pipeline say of the run. Anybody can set them: what they say is worth as much as whoever holds
 * the key that signs it.
 */
public record BuildEnvironment(Map<String, String> variables) {
    public BuildEnvironment {
        variables = Map.copyOf(variables);
    }

    /** The run: of GitHub Actions, GitLab CI or Jenkins, else of {@link BuildRun#LOCAL_BUILDER}. */
    public BuildRun run() {
        if (is("GITHUB_ACTIONS")) {
            String server = value("GITHUB_SERVER_URL");
            String repository = server + "/" + value("GITHUB_REPOSITORY");
            String workflow = value("GITHUB_WORKFLOW_REF");
            return run(
                    workflow.isEmpty() ? repository : server + "/" + workflow,
                    repository + "/actions/runs/" + value("GITHUB_RUN_ID") + "/attempts/"
                            + variables.getOrDefault("GITHUB_RUN_ATTEMPT", "1"));
        } else if (is("GITLAB_CI")) {
            return run(value("CI_PROJECT_URL") + "/-/runners/" + value("CI_RUNNER_ID"), value("CI_JOB_URL"));
        } else if (!value("JENKINS_URL").isEmpty()) {
            return run(value("JENKINS_URL"), value("BUILD_URL"));
        }
        return run(BuildRun.LOCAL_BUILDER, "");
    }

    private static BuildRun run(String builder, String invocation) {
        return new BuildRun(
                BuildRun.isBuilder(builder) ? builder : BuildRun.LOCAL_BUILDER,
                invocation.isEmpty() ? null : invocation,
                null,
                null);
    }

    /** The repository and commit that the pipeline was started for. */
    public SourceTree source() {
        if (is("GITHUB_ACTIONS")) {
            String repository = value("GITHUB_REPOSITORY");
            return source(repository.isEmpty() ? "" : value("GITHUB_SERVER_URL") + "/" + repository, "GITHUB_SHA");
        } else if (is("GITLAB_CI")) {
            return source(value("CI_PROJECT_URL"), "CI_COMMIT_SHA");
        } else if (!value("JENKINS_URL").isEmpty()) {
            return source(value("GIT_URL"), "GIT_COMMIT");
        }
        return SourceTree.UNKNOWN;
    }

    private SourceTree source(String url, String commit) {
        return new SourceTree(
                SourceTree.isAddress(url) ? SourceTree.withoutSecrets(url) : null,
                commit(value(commit)),
                State.UNKNOWN);
    }

    private static @Nullable String commit(String text) {
        return Optional.of(text).filter(SourceTree::isCommit).orElse(null);
    }

    private boolean is(String name) {
        return value(name).equals("true");
    }

    private String value(String name) {
        return variables.getOrDefault(name, "").strip();
    }
}
