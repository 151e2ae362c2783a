package dev.wascc.gate.provenance;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What is known of the build of some modules. {@code docs/provenance.md} says what each part is worth.
 *
 * @param subjects what came out
 * @param buildType how to read the rest; only of {@link #BUILD_TYPE} source and materials are known
 * @param tool that wrote it: {@code wascc attest}, {@code wascc:attest}
 * @param project Maven coordinates, {@code group:artifact:version}
 * @param materials what went in, beside the source
 * @param byproducts what came out beside the subjects: an SBOM
 */
public record Provenance(
        List<Subject> subjects,
        String buildType,
        @Nullable String tool,
        @Nullable String project,
        SourceTree source,
        List<Material> materials,
        BuildRun run,
        List<Material> byproducts) {
    /** Ours; see {@code docs/provenance.md}. */
    public static final String BUILD_TYPE = "https://wascc.dev/provenance/build/v1";

    public Provenance {
        subjects = List.copyOf(subjects);
        materials = List.copyOf(materials);
        byproducts = List.copyOf(byproducts);
    }

    public static Provenance of(
            List<Subject> subjects, String tool, SourceTree source, List<Material> materials, BuildRun run) {
        return new Provenance(subjects, BUILD_TYPE, tool, null, source, materials, run, List.of());
    }

    /** The same of a Maven project. */
    public Provenance ofProject(String coordinates) {
        return new Provenance(subjects, buildType, tool, coordinates, source, materials, run, byproducts);
    }

    /** The same, which left these behind. */
    public Provenance leaving(List<Material> files) {
        return new Provenance(subjects, buildType, tool, project, source, materials, run, files);
    }

    /** The same without its times: what two runs of one build have in common. */
    public Provenance timeless() {
        return new Provenance(
                subjects, buildType, tool, project, source, materials, run.between(null, null), byproducts);
    }

    /** The statement as JSON on one line; the same provenance gives the same text. */
    public String statement() {
        return StatementJson.write(this);
    }

    /** What it says of a file. */
    public java.util.Optional<Subject> subject(String sha256) {
        return subjects.stream()
                .filter(subject -> Objects.equals(subject.sha256(), sha256))
                .findFirst();
    }
}
