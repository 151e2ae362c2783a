package dev.wascc.maven;

import dev.wascc.claims.ClaimsException;
import dev.wascc.claims.Finding;
import dev.wascc.claims.TrustPolicy;
import dev.wascc.nkeys.InvalidKeyTextException;
import dev.wascc.nkeys.IssuerKey;
import dev.wascc.nkeys.KeyAccess;
import dev.wascc.nkeys.KeyAccessException;
import dev.wascc.nkeys.KeyDirectory;
import dev.wascc.nkeys.KeyReference;
import dev.wascc.nkeys.KeyRole;
import dev.wascc.nkeys.PublicKey;
import java.io.File;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProject;
import org.jspecify.annotations.Nullable;

/** What all goals have. */
@SuppressWarnings("NullAway.Init") // Maven sets the parameters before anything is called
abstract class WasccMojo extends AbstractMojo {
    @Parameter(defaultValue = "${project}", readonly = true, required = true)
    MavenProject project;

    /** Does nothing. */
    @Parameter(property = "wascc.skip", defaultValue = "false")
    boolean skip;

    /** The key directory; by default {@code $WASCC_KEYS}, else {@code ~/.wascc/keys}, and those of wash are read too. */
    @Parameter(property = "wascc.keyDirectory")
    @Nullable
    File keyDirectory;

    /** Whether key files may be readable by others. */
    @Parameter(property = "wascc.allowInsecureKey", defaultValue = "false")
    boolean allowInsecureKey;

    /** Where the passphrase of an encrypted key is: {@code env:NAME} or a file; by default {@code $WASCC_PASSPHRASE}. Never the passphrase itself. */
    @Parameter(property = "wascc.passphrase")
    @Nullable
    String passphrase;

    @Override
    public final void execute() throws MojoExecutionException, MojoFailureException {
        if (skip) {
            getLog().info("wascc: skipped");
            return;
        }
        perform();
    }

    abstract void perform() throws MojoExecutionException, MojoFailureException;

    KeyDirectory keys() {
        return KeyDirectory.of(keyDirectory == null ? null : keyDirectory.toPath(), environment());
    }

    static Map<String, String> environment() {
        return System.getenv();
    }

    /** @param role of a key whose place does not tell it */
    IssuerKey open(String reference, KeyRole role) throws KeyAccessException {
        return KeyReference.parse(reference)
                .open(KeyAccess.of(environment(), System.in)
                        .allowingInsecure(allowInsecureKey)
                        .withPassphrase(passphrase)
                        .withRole(role));
    }

    boolean aggregator() {
        return project.getPackaging().equals("pom");
    }

    /** The project's name for a module key: unique among all projects that share a key directory. */
    String moduleName() {
        return project.getGroupId() + "." + project.getArtifactId();
    }

    static TrustPolicy trusting(@Nullable List<String> trust) throws MojoFailureException {
        if (trust == null || trust.isEmpty()) {
            return TrustPolicy.integrityOnly();
        }
        Set<PublicKey> keys = new LinkedHashSet<>();
        for (String text : trust) {
            try {
                keys.add(PublicKey.parse(text.strip()));
            } catch (InvalidKeyTextException e) {
                throw new MojoFailureException("<trust> holds public keys of accounts (A…): " + e.getMessage());
            }
        }
        return TrustPolicy.trusting(keys);
    }

    static MojoFailureException refused(String what, ClaimsException e) {
        return new MojoFailureException(what + ": " + describe(e.findings()));
    }

    static String describe(List<Finding> findings) {
        return findings.stream().map(Finding::toString).collect(Collectors.joining(System.lineSeparator() + "  "));
    }
}
