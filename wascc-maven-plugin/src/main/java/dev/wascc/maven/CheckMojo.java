package dev.wascc.maven;

import dev.wascc.claims.Finding;
import dev.wascc.claims.Finding.Source;
import dev.wascc.document.DocumentException;
import dev.wascc.gate.CheckedFile;
import dev.wascc.gate.Gate;
import dev.wascc.gate.GateReport;
import dev.wascc.gate.GateRun;
import dev.wascc.gate.ModuleSource;
import dev.wascc.gate.provenance.Attestations;
import dev.wascc.gate.report.InvalidReportTargetException;
import dev.wascc.gate.report.ReportOrigin;
import dev.wascc.gate.use.UseTrace;
import dev.wascc.provider.OneLine;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/**
 * Goals that judge modules and fail the build. Each run judges anew: whether a module is in order depends on the clock, and a stamp in
 * {@code target} that says so could be anybody's.
 */
@SuppressWarnings("NullAway.Init") // Maven sets the parameters
abstract class CheckMojo extends GateMojo {
    /** The exit code of the command line for a run that was not begun. */
    private static final int USAGE = 2;

    @Parameter(defaultValue = "${mojoExecution}", readonly = true, required = true)
    MojoExecution execution;

    /** Recorded runs ({@code wascc run --record-use}); claims are held against what they show. */
    @Parameter(property = "wascc.used")
    @Nullable
    List<String> used;

    /**
     * Reports: sarif, junit, gitlab, markdown and github. {@code sarif=FILE} goes to a file of the project's directory, {@code sarif} to
     * {@code target/wascc-GOAL.sarif}, {@code github} to standard output.
     */
    @Parameter(property = "wascc.reports")
    @Nullable
    List<String> reports;

    /** What names in reports are relative to; by default the checkout that the build is in, else its top directory. */
    @Parameter(property = "wascc.reportRoot")
    @Nullable
    File reportRoot;

    /** Whether the policy's lock files are raised to the revisions of what passed; only where all of it did. */
    @Parameter(property = "wascc.updateLock", defaultValue = "false")
    boolean updateLock;

    /**
     * One module that the build has to do with.
     *
     * @param shown what the log calls it
     * @param asked the line of a POM
     */
    record Asked(ModuleSource source, String shown, Source asked) {}

    /**
     * Judges them all, writes all reports, and then fails if anything is refused.
     *
     * @param own attestations that this build made
     */
    void check(List<Asked> modules, List<Path> own) throws MojoExecutionException, MojoFailureException {
        Clock clock = Clock.systemUTC();
        ReportFiles files = reportFiles(modules);
        Gate gate;
        try {
            gate = withEvidence(gate(clock, updateLock), own);
        } catch (MojoFailureException e) {
            String asked = policy == null ? execution.getGoal() : policy;
            write(files, GateReport.notBegun(asked, String.valueOf(e.getMessage()), USAGE, clock.instant()), modules);
            throw e;
        }
        GateReport report =
                new GateRun(gate, clock).of(modules.stream().map(Asked::source).toList());
        for (int i = 0; i < report.files().size(); i++) {
            CheckedFile file = report.files().get(i);
            log(file, i < modules.size() ? modules.get(i).shown() : file.name());
        }
        boolean written = write(files, report, modules);
        if (report.exitCode() != 0) {
            throw new MojoFailureException(report.violations());
        }
        if (!written) {
            throw new MojoExecutionException("a report could not be written; what was verified is in order");
        }
        try {
            if (updateLock) {
                gate.updateLocks(report).forEach(lock -> getLog().info("raised " + near(lock)));
            }
        } catch (IOException e) {
            throw new MojoExecutionException("a lock file could not be raised: " + e.getMessage(), e);
        }
    }

    private boolean write(ReportFiles files, GateReport report, List<Asked> modules) {
        List<String> problems =
                files.write(report, new ReportOrigin(ReportOrigin.version(), root(), lines(modules, report)));
        problems.forEach(problem -> getLog().error(problem));
        return problems.isEmpty();
    }

    private ReportFiles reportFiles(List<Asked> modules) throws MojoFailureException {
        List<Path> inputs = new ArrayList<>();
        modules.forEach(module -> module.source().path().ifPresent(inputs::add));
        if (policy != null) {
            places().forEach(place -> inputs.add(place.resolve(String.valueOf(policy))));
        }
        try {
            ReportFiles files = ReportFiles.of(reports == null ? List.of() : reports, project, execution, inputs);
            files.claim(session.getPluginContext(
                    execution.getMojoDescriptor().getPluginDescriptor(), session.getTopLevelProject()));
            return files;
        } catch (InvalidReportTargetException e) {
            throw new MojoFailureException("<reports>: " + e.getMessage());
        }
    }

    private Gate withEvidence(Gate bare, List<Path> own) throws MojoFailureException {
        Gate gate = bare;
        try {
            for (String trace : used == null ? List.<String>of() : used) {
                gate = gate.withUse(UseTrace.read(found(trace, "used")));
            }
            for (Path file : own) {
                gate = gate.withAttestations(Attestations.read(near(file)));
            }
            return gate;
        } catch (DocumentException e) {
            throw new MojoFailureException(String.valueOf(e.getMessage()));
        }
    }

    private Map<String, Source> lines(List<Asked> modules, GateReport report) {
        Map<String, Source> lines = new HashMap<>();
        Source here = PomLines.of(project, execution, root());
        report.files().forEach(file -> lines.put(file.name(), here));
        modules.forEach(module -> lines.put(module.source().name(), module.asked()));
        return lines;
    }

    /** The directory that names in reports are relative to. */
    Path root() {
        if (reportRoot != null) {
            return reportRoot.toPath();
        }
        for (Path at = top().toAbsolutePath().normalize(); at != null; at = at.getParent()) {
            if (Files.exists(at.resolve(".git"))) {
                return at;
            }
        }
        return top();
    }

    private void log(CheckedFile file, String shown) {
        String name = OneLine.of(shown) + ": ";
        if (file.error() != null) {
            getLog().error(name + OneLine.of(file.error()));
        } else if (file.passed()) {
            getLog().info(name + "signature OK, hash OK" + granted(file));
        }
        for (Finding finding : file.findings()) {
            String line = name + OneLine.of(text(finding, file.name()));
            switch (finding.severity()) {
                case ERROR -> getLog().error(line);
                case WARNING -> getLog().warn(line);
                case NOTE -> getLog().info(line);
            }
        }
    }

    private static String granted(CheckedFile file) {
        List<String> facts = new ArrayList<>();
        file.claims()
                .flatMap(claims -> claims.ofActor())
                .ifPresent(claims -> facts.add(count(claims.metadata().granted().size())));
        file.rule().ifPresent(rule -> facts.add("rule " + OneLine.of(rule)));
        return facts.isEmpty() ? "" : ", " + String.join(", ", facts);
    }

    private static String count(int capabilities) {
        return capabilities + (capabilities == 1 ? " capability claimed" : " capabilities claimed");
    }

    private static String text(Finding finding, String name) {
        String remedy = finding.remedyFor(name);
        Source source = finding.source();
        return finding.rule().id() + " " + finding.message() + (remedy.isEmpty() ? "" : "; to mend it: " + remedy)
                + (source == null ? "" : " (" + source.file() + ":" + source.line() + ")");
    }
}
