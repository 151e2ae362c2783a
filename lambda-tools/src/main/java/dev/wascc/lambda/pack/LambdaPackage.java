package dev.wascc.lambda.pack;

import dev.wascc.claims.Finding;
import java.util.List;

/**
 * A package, and what is to be said of it before it is uploaded.
 *
 * @param zip its bytes, not copied
 * @param top what lies at its top: files by name, directories with a slash
 * @param unzipped bytes
 * @param modules signed modules in it
 * @param capabilities that its actors claim
 * @param findings errors and warnings; with an error it is not fit to be uploaded
 * @param notes what is worth knowing and refuses nothing
 */
public record LambdaPackage(
        byte[] zip,
        List<String> top,
        long unzipped,
        int modules,
        List<String> capabilities,
        List<Finding> findings,
        List<String> notes) {

    public LambdaPackage {
        top = List.copyOf(top);
        capabilities = List.copyOf(capabilities);
        findings = List.copyOf(findings);
        notes = List.copyOf(notes);
    }

    public boolean refused() {
        return findings.stream().anyMatch(Finding::refuses);
    }

    /** {@code zip 9.8 of 50 MB, unzipped 24 of 250 MB}. */
    public String sizes() {
        return "zip " + bare(zip.length) + " of " + Sizes.of(ContentCheck.MAX_ZIP) + ", unzipped " + bare(unzipped)
                + " of " + Sizes.of(ContentCheck.MAX_UNZIPPED);
    }

    private static String bare(long bytes) {
        return Sizes.of(bytes).replace(" MB", "");
    }

    /** The size of the zip for people. */
    public String size() {
        return Sizes.of(zip.length);
    }

    /** The sizes alone. */
    @Override
    public String toString() {
        return "LambdaPackage[" + sizes() + "]";
    }
}
