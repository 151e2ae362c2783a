package dev.wascc.maven;

import dev.wascc.document.DocumentException;
import dev.wascc.document.JsonTree;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.apache.maven.artifact.Artifact;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.project.MavenProject;
import org.jspecify.annotations.Nullable;

/**
 * The CycloneDX SBOM that another plugin made of a project.
 *
 * @param content as it is, to be kept beside the module
 */
record SoftwareBill(Path file, byte[] content) {
    /** 64 MiB. */
    private static final int MAX_SIZE = 64 << 20;

    /**
     * The one that is named; else what {@code cyclonedx-maven-plugin} attached, which is of this build; else its {@code
     * target/bom.json}.
     *
     * @throws MojoFailureException it is named and not there, or is no SBOM
     */
    static Optional<SoftwareBill> of(MavenProject project, @Nullable File named)
            throws MojoFailureException, IOException {
        Path file = named != null
                ? named.toPath()
                : project.getAttachedArtifacts().stream()
                        .filter(artifact -> "cyclonedx".equals(artifact.getClassifier())
                                && artifact.getType().equals("json"))
                        .map(Artifact::getFile)
                        .findFirst()
                        .orElseGet(() -> new File(project.getBuild().getDirectory(), "bom.json"))
                        .toPath();
        if (!Files.isRegularFile(file)) {
            if (named != null) {
                throw new MojoFailureException("there is no file " + named + ", which <sbom> names");
            }
            return Optional.empty();
        }
        return Optional.of(new SoftwareBill(file, read(file)));
    }

    private static byte[] read(Path file) throws MojoFailureException, IOException {
        byte[] content;
        try (InputStream in = Files.newInputStream(file)) {
            content = in.readNBytes(MAX_SIZE + 1);
        }
        try {
            if (content.length <= MAX_SIZE
                    && JsonTree.read(new String(content, StandardCharsets.UTF_8)) instanceof Map<?, ?> bill
                    && "CycloneDX".equals(bill.get("bomFormat"))) {
                return content;
            }
        } catch (DocumentException e) {
            throw new MojoFailureException(file + " is no CycloneDX SBOM in JSON: " + e.getMessage());
        }
        throw new MojoFailureException(
                file + " is no CycloneDX SBOM in JSON of at most " + (MAX_SIZE >> 20) + " MiB; name one with <sbom>");
    }
}
