package dev.wascc.cli;

import dev.wascc.claims.TrustPolicy;
import dev.wascc.document.DocumentException;
import dev.wascc.gate.Gate;
import dev.wascc.gate.GateReport;
import dev.wascc.gate.GateRun;
import dev.wascc.gate.ModuleFiles;
import dev.wascc.gate.ModuleSource;
import dev.wascc.gate.Policy;
import dev.wascc.gate.provenance.Attestations;
import dev.wascc.gate.report.InvalidReportTargetException;
import dev.wascc.gate.report.ReportFormat;
import dev.wascc.gate.report.ReportOrigin;
import dev.wascc.gate.report.ReportTargets;
import dev.wascc.gate.use.UseTrace;
import dev.wascc.nkeys.PublicKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Checks signed modules, for pipelines: says everything that is wrong, and ends with the code of the most fundamental. */
@CommandLine.Command(
        name = "verify",
        description = "Check signed modules: signature, hash, dates and issuer, and what a policy asks.",
        footer = {
            "",
            "Only findings that are errors refuse; wascc explain RULE says what a rule means and what mends it.",
            "A report on standard output excludes -o json, and sends text to standard error; beside github, whose lines a"
                    + " runner picks out, text stays where it is."
        })
final class VerifyCommand extends Command {
    @Parameters(
            arity = "1..*",
            paramLabel = "FILE|DIR|GLOB|-",
            description =
                    "Signed modules or components; a directory stands for all .wasm files in it, - for standard input.")
    List<String> files = List.of();

    @Option(
            names = "--policy",
            paramLabel = "FILE",
            description = "A policy file: whom to trust, and what actors may be.")
    @Nullable
    Path policy;

    @Option(
            names = "--trust",
            paramLabel = "KEY",
            split = ",",
            description =
                    "An issuer (A…) whose signature counts, of those of the policy if there is one; repeat it for more.")
    List<String> trust = new ArrayList<>();

    @Option(
            names = "--update-lock",
            description = "Raise the lock files of the policy to the revisions of the files that pass.")
    boolean updateLock;

    @Option(
            names = "--used",
            paramLabel = "TRACE",
            description = "What actors used in a run, as run --record-use writes it; several add up.")
    List<Path> used = new ArrayList<>();

    @Option(
            names = "--attestation",
            paramLabel = "FILE",
            description = "Where modules come from, as wascc attest writes it; repeat it for more.")
    List<Path> attestations = new ArrayList<>();

    @Option(
            names = "--report",
            paramLabel = "FORMAT=FILE",
            description =
                    "sarif=FILE, junit=FILE, gitlab=FILE, markdown=FILE or github, which needs no file; FILE may be -,"
                            + " standard output. Repeat it for more. Written whatever is found.")
    List<String> reports = new ArrayList<>();

    @Option(
            names = "--allow-cap",
            paramLabel = "ID",
            split = ",",
            description = "A capability that may be claimed; then no other may.")
    List<String> allowed = new ArrayList<>();

    @Option(
            names = "--leeway",
            paramLabel = "SECONDS",
            description = "How far this clock may be off, 300 at most; a policy says it itself. Default 0.")
    @Nullable
    Long leeway;

    @Option(
            names = "--at",
            paramLabel = "INSTANT",
            description =
                    "Judge as of this instant, 2026-11-24T12:00:00Z, instead of now: for audits. A host has no such option.")
    @Nullable
    Instant at;

    @Option(names = "--summary", description = "Show only files with findings, and the count.")
    boolean summary;

    @Override
    public Integer call() throws DocumentException, IOException {
        if (leeway != null && (leeway < 0 || leeway > 300)) {
            throw usage("--leeway is a number of seconds from 0 to 300");
        }
        if (at != null && updateLock) {
            throw usage(
                    "--at looks at another time, and --update-lock writes down what is let through now; leave one out");
        }
        List<ModuleSource> sources = sources();
        ReportTargets targets = targets(sources);
        ReportOrigin origin = ReportOrigin.from(Path.of(""));
        Gate gate;
        try {
            gate = gate();
        } catch (DocumentException e) {
            Failure failure = Failure.of(e);
            String place = String.valueOf(policy != null ? policy : used.isEmpty() ? attestations.get(0) : used.get(0));
            GateReport report = GateReport.notBegun(place, failure.message(), failure.exitCode(), clock().instant());
            targets.write(report, origin, surroundings.out()).forEach(problem -> complain("wascc: " + problem));
            throw e;
        }
        Progress progress = new Progress(this, sources.size());
        GateReport report = new GateRun(gate, clock()).of(sources, progress::step);
        progress.clear();
        show(report, gate, targets);
        List<String> problems = targets.write(report, origin, surroundings.out());
        problems.forEach(problem -> complain("wascc: " + problem));
        if (updateLock) {
            updateLocks(gate, report);
        }
        return ExitCode.moreFundamental(problems.isEmpty() ? ExitCode.OK : ExitCode.UNEXPECTED, report.exitCode());
    }

    private ReportTargets targets(List<ModuleSource> sources) {
        List<Path> inputs = new ArrayList<>(used);
        inputs.addAll(attestations);
        if (policy != null) {
            inputs.add(policy);
        }
        sources.forEach(source -> source.path().ifPresent(inputs::add));
        try {
            ReportTargets targets = ReportTargets.parse(reports, inputs);
            if (json() && targets.onOutput().isPresent()) {
                throw usage(
                        "--report " + targets.onOutput().get().word()
                                + " and -o json would both go to standard output; give the report a file, or leave -o json out");
            }
            return targets;
        } catch (InvalidReportTargetException e) {
            throw usage("--report: " + e.getMessage());
        }
    }

    /** The files; what is not there may be a secret that was given by mistake, and is called by a name that hides it. */
    private List<ModuleSource> sources() {
        return ModuleFiles.named(files, surroundings.in()).stream()
                .map(source -> source.path().filter(Files::exists).isPresent()
                        ? source
                        : source.named(Masked.of(source.name())))
                .toList();
    }

    private Gate gate() throws DocumentException {
        Set<PublicKey> trusted = publicKeys("--trust", trust);
        Gate gate = policy == null ? withoutPolicy(trusted) : byPolicy(Policy.read(policy), trusted);
        if (!allowed.isEmpty()) {
            gate = gate.allowing(new LinkedHashSet<>(allowed));
        }
        for (Path trace : used) {
            gate = gate.withUse(UseTrace.read(trace));
        }
        for (Path file : attestations) {
            gate = gate.withAttestations(Attestations.read(file));
        }
        return gate;
    }

    private Gate withoutPolicy(Set<PublicKey> trusted) {
        if (updateLock) {
            throw usage("--update-lock is for a --policy, whose rules name lock files");
        }
        Duration skew = Duration.ofSeconds(leeway == null ? 0 : leeway);
        return Gate.trusting(new TrustPolicy(trusted, null, skew), clock());
    }

    private Gate byPolicy(Policy read, Set<PublicKey> trusted) throws DocumentException {
        if (leeway != null) {
            throw usage("--leeway is not for a --policy, which says it in a rule: validity: { clockSkewSeconds: "
                    + leeway + " }");
        }
        if (updateLock && read.locks().isEmpty()) {
            throw usage("--update-lock finds no lock file: no rule of " + read.file()
                    + " has revision: { notBelow: FILE }");
        }
        return updateLock ? Gate.byNewLocks(read, trusted, clock()) : Gate.by(read, trusted, clock());
    }

    private Clock clock() {
        return at == null ? surroundings.clock() : Clock.fixed(at, ZoneOffset.UTC);
    }

    private void show(GateReport report, Gate gate, ReportTargets targets) {
        boolean taken = targets.onOutput()
                .filter(format -> format != ReportFormat.GITHUB)
                .isPresent();
        if (json()) {
            print(CheckedJson.of(report, gate));
        } else {
            Consumer<String> output = taken ? this::say : this::print;
            new CheckedText(report, gate, summary).lines().forEach(output);
        }
        if (!report.issuerJudged()) {
            say("the issuer was not judged: no --trust and no --policy was given");
        }
        if (at != null) {
            say("judged as of " + at + ", not as of now");
        }
    }

    private void updateLocks(Gate gate, GateReport report) throws IOException {
        List<Path> changed = gate.updateLocks(report);
        changed.forEach(file -> say("updated " + file));
        if (changed.isEmpty()) {
            say("lock files are up to date");
        }
    }
}
