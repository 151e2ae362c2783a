package dev.wascc.maven;

import dev.wascc.gate.GateReport;
import dev.wascc.gate.report.InvalidReportTargetException;
import dev.wascc.gate.report.ReportFormat;
import dev.wascc.gate.report.ReportOrigin;
import dev.wascc.gate.report.ReportTarget;
import dev.wascc.gate.report.ReportTargets;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.project.MavenProject;

/** The reports of one execution of a goal in one project. No two of a build go to one file. */
final class ReportFiles {
    private static final Map<ReportFormat, String> ENDINGS = Map.of(
            ReportFormat.SARIF, ".sarif",
            ReportFormat.JUNIT, "-junit.xml",
            ReportFormat.GITLAB, "-codequality.json",
            ReportFormat.MARKDOWN, ".md");

    private final ReportTargets targets;
    private final String owner;

    private ReportFiles(ReportTargets targets, String owner) {
        this.targets = targets;
        this.owner = owner;
    }

    /**
     * What is asked for.
     *
     * @param texts {@code FORMAT} or {@code FORMAT=FILE}
     * @param inputs files that are read, and that no report may take the place of
     */
    static ReportFiles of(List<String> texts, MavenProject project, MojoExecution execution, Collection<Path> inputs)
            throws InvalidReportTargetException {
        Path target = Path.of(project.getBuild().getDirectory());
        String name = "wascc-" + execution.getGoal()
                + (execution.getExecutionId().startsWith("default") ? "" : "-" + execution.getExecutionId());
        List<String> whole = new ArrayList<>();
        for (String text : texts) {
            String word = text.strip();
            String ending = ReportFormat.named(word).map(ENDINGS::get).orElse(null);
            ReportTarget asked = ReportTarget.parse(ending == null ? word : word + "=" + target.resolve(name + ending));
            Path file = asked.file();
            whole.add(asked.format().word() + "="
                    + (file == null
                            ? "-"
                            : project.getBasedir().toPath().resolve(file).normalize()));
        }
        return new ReportFiles(
                ReportTargets.parse(whole, inputs),
                project.getId() + " " + execution.getGoal() + " " + execution.getExecutionId());
    }

    /**
     * Takes the files for this execution alone.
     *
     * @param taken of the whole build, shared by its threads
     * @throws MojoFailureException another has taken one of them
     */
    void claim(Map<String, Object> taken) throws MojoFailureException {
        for (ReportTarget target : targets.targets()) {
            Object other = target.file() == null ? null : taken.putIfAbsent("report " + target.file(), owner);
            if (other != null && !other.equals(owner)) {
                throw new MojoFailureException("the report " + target.file() + " is that of " + other
                        + " already; name no file, or one of the project's own directory");
            }
        }
    }

    /**
     * Writes them all. What goes to standard output goes past Maven's log, whose prefixes no CI server would understand.
     *
     * @return what could not be written, and why
     */
    List<String> write(GateReport report, ReportOrigin origin) {
        StringBuilder output = new StringBuilder();
        List<String> problems = targets.write(report, origin, output);
        if (!output.isEmpty()) {
            System.out.flush();
            PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), false, StandardCharsets.UTF_8);
            out.print(output);
            out.flush();
        }
        return problems;
    }
}
