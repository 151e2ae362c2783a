package dev.wascc.lambda.pack;

import dev.wascc.claims.Finding;
import dev.wascc.gate.DeploymentRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Whether Lambda takes and runs a package: sizes, executable bits, native code. */
final class ContentCheck {
    /** Bytes of a zip that is uploaded directly: 50 MB, as Lambda counts. */
    static final long MAX_ZIP = 50L << 20;
    /** Bytes of a function and its layers, unpacked: 250 MB. */
    static final long MAX_UNZIPPED = 250L << 20;
    /** The C library of {@code provided.al2023} is 2.34. */
    static final int GLIBC = 34;

    private static final List<String> PROGRAMS =
            List.of("bootstrap", "runtime/java/bin/java", "runtime/java/lib/jspawnhelper");

    private ContentCheck() {}

    /**
     * @param content as read back from the zip
     * @param zipped bytes of the zip
     * @param throughS3 whether it is uploaded by way of S3, where only the size unpacked counts
     */
    static List<Finding> of(PackageContent content, long zipped, Architecture architecture, boolean throughS3) {
        List<Finding> findings = new ArrayList<>();
        for (PackedFile file : content.files()) {
            if (PROGRAMS.contains(file.name()) && !file.executable()) {
                findings.add(Finding.error(
                                DeploymentRule.NOT_EXECUTABLE,
                                file.name() + " has no executable bit, and Lambda would not start it")
                        .mendedBy("chmod +x " + file.name()));
            }
            NativeCode.of(file.content()).ifPresent(code -> findings.addAll(nativeCode(file, code, architecture)));
        }
        if (zipped > MAX_ZIP && !throughS3) {
            findings.add(
                    Finding.error(
                                    DeploymentRule.TOO_LARGE,
                                    "the zip has " + Sizes.of(zipped) + " and Lambda takes " + Sizes.of(MAX_ZIP)
                                            + " in a direct upload")
                            .mendedBy(
                                    "put the runtime in a layer (--layer, and --without-runtime), or upload by S3 (--through-s3)"));
        }
        if (content.size() > MAX_UNZIPPED) {
            findings.add(Finding.error(
                    DeploymentRule.TOO_LARGE,
                    "unzipped it has " + Sizes.of(content.size()) + " and Lambda takes " + Sizes.of(MAX_UNZIPPED)
                            + " with all layers"));
        }
        return findings;
    }

    private static List<Finding> nativeCode(PackedFile file, NativeCode code, Architecture architecture) {
        List<Finding> findings = new ArrayList<>();
        Optional<Architecture> built = code.architecture();
        if (!built.equals(Optional.of(architecture))) {
            findings.add(Finding.error(
                            DeploymentRule.OTHER_ARCHITECTURE,
                            file.name() + " is for "
                                    + built.map(Architecture::word).orElse("machine " + code.machine())
                                    + ", and the package for " + architecture.word())
                    .mendedBy("build it for " + architecture.word() + ", or package with --arch "
                            + built.map(Architecture::word).orElse("of that machine")));
        }
        if (code.glibc() > GLIBC) {
            findings.add(Finding.error(
                            DeploymentRule.C_LIBRARY_TOO_NEW,
                            file.name() + " needs GLIBC_2." + code.glibc() + ", and provided.al2023 has 2." + GLIBC)
                    .mendedBy("build it on an older system; for Java, name a JDK of Amazon Corretto or Eclipse Temurin:"
                            + " --java-home DIR"));
        }
        return findings;
    }
}
