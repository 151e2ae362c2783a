package dev.wascc.maven;

import dev.wascc.nkeys.IssuerKey;
import dev.wascc.nkeys.KeyAccessException;
import dev.wascc.nkeys.KeyDirectory;
import dev.wascc.nkeys.KeyRole;
import java.io.File;
import java.nio.file.Path;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/** Goals that sign with the issuer's key. */
@SuppressWarnings("NullAway.Init") // Maven sets the parameters
abstract class SigningMojo extends WasccMojo {
    /** Of everything that is attached. */
    static final String CLASSIFIER = "signed";

    /** The module. */
    @Parameter(property = "wascc.module", defaultValue = "${project.build.directory}/${project.artifactId}.wasm")
    File module;

    /** The signed module. */
    @Parameter(
            property = "wascc.output",
            defaultValue = "${project.build.directory}/${project.build.finalName}-signed.wasm")
    File output;

    /** The key that signs: a file, {@code env:NAME}, {@code -}, {@code exec:COMMAND} or {@code pkcs11:URI}; by default {@code USER_account.nk} in the key directory. */
    @Parameter(property = "wascc.issuer")
    @Nullable
    String issuer;

    /** Whether what is made is attached to the project, to be installed and deployed with it. */
    @Parameter(property = "wascc.attach", defaultValue = "true")
    boolean attach;

    /** The time of issue; the build's reproducible timestamp, if it has one. */
    @Parameter(property = "wascc.timestamp", defaultValue = "${project.build.outputTimestamp}")
    @Nullable
    String timestamp;

    /** The issuer's key, which the caller closes. */
    IssuerKey key() throws KeyAccessException, MojoFailureException {
        String reference = issuer;
        if (reference == null || reference.isBlank()) {
            Optional<Path> found = keys().find(KeyDirectory.userName(), KeyRole.ACCOUNT);
            Path file = keys().file(KeyDirectory.userName(), KeyRole.ACCOUNT);
            reference = found.orElseThrow(
                            () -> new MojoFailureException(
                                    "there is no account key " + file
                                            + " to sign with; make one with: mvn wascc:keygen , or name one with <issuer> or -Dwascc.issuer=env:NAME"))
                    .toString();
        }
        IssuerKey key = open(reference, KeyRole.ACCOUNT);
        if (key.role() != KeyRole.ACCOUNT) {
            key.close();
            throw new MojoFailureException(
                    "<issuer> is a key of role " + key.role().word() + "; actors are signed by an account");
        }
        return key;
    }

    /** The time of issue, to the second. */
    Instant time() throws MojoFailureException {
        return fixedTime().orElseGet(() -> Instant.ofEpochSecond(Instant.now().getEpochSecond()));
    }

    /** The time that the build is said to run at, where it shall give the same bytes each time. */
    Optional<Instant> fixedTime() throws MojoFailureException {
        String epoch = environment().getOrDefault("SOURCE_DATE_EPOCH", "").strip();
        String given = timestamp != null && timestamp.length() > 1 ? timestamp : epoch;
        if (given.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    given.chars().allMatch(Character::isDigit)
                            ? Instant.ofEpochSecond(Long.parseLong(given))
                            : OffsetDateTime.parse(given).toInstant());
        } catch (DateTimeParseException | NumberFormatException e) {
            throw new MojoFailureException(
                    "the time of issue is neither a number of seconds nor an ISO 8601 date: " + given);
        }
    }
}
