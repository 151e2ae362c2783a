package dev.wascc.maven;

import dev.wascc.claims.ActorModule;
import dev.wascc.claims.AtomicFile;
import dev.wascc.claims.CallAlias;
import dev.wascc.claims.Claims;
import dev.wascc.claims.ClaimsException;
import dev.wascc.claims.Metadata;
import dev.wascc.claims.Signer;
import dev.wascc.claims.TokenId;
import dev.wascc.claims.TrustPolicy;
import dev.wascc.claims.Verifier;
import dev.wascc.nkeys.InvalidKeyTextException;
import dev.wascc.nkeys.IssuerKey;
import dev.wascc.nkeys.KeyAccessException;
import dev.wascc.nkeys.KeyRole;
import dev.wascc.nkeys.PublicKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import javax.inject.Inject;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProjectHelper;
import org.jspecify.annotations.Nullable;

/** Embeds signed claims in the project's module, and attaches the result with the classifier {@code signed}. */
@Mojo(name = "sign", defaultPhase = LifecyclePhase.PACKAGE, threadSafe = true)
@SuppressWarnings("NullAway.Init") // Maven sets the parameters
public final class SignMojo extends SigningMojo {
    private static final long SECONDS_A_DAY = 86_400;

    private final MavenProjectHelper projectHelper;

    /** What is signed: a public key, or the key, given as the issuer; by default {@code GROUP.ARTIFACT_module.nk} in the key directory. */
    @Parameter(property = "wascc.subject")
    private @Nullable String subject;

    /** A name for people. */
    @Parameter(property = "wascc.name", defaultValue = "${project.name}")
    private String name;

    /** A version for people. */
    @Parameter(property = "wascc.ver", defaultValue = "${project.version}")
    private String ver;

    /** A number that grows with each release. */
    @Parameter(property = "wascc.revision")
    private @Nullable Integer revision;

    /** What the actor may use. */
    @Parameter(property = "wascc.capabilities")
    private @Nullable List<String> capabilities;

    @Parameter(property = "wascc.tags")
    private @Nullable List<String> tags;

    /** Days from the time of issue to the expiry; never, if not given. */
    @Parameter(property = "wascc.expiresDays")
    private @Nullable Long expiresDays;

    /** Days from the time of issue to the first valid moment; at once, if not given. */
    @Parameter(property = "wascc.notBeforeDays")
    private @Nullable Long notBeforeDays;

    /** A name other actors may call it by. */
    @Parameter(property = "wascc.callAlias")
    private @Nullable String callAlias;

    /** Whether the module is a capability provider. */
    @Parameter(property = "wascc.provider", defaultValue = "false")
    private boolean provider;

    @Inject
    public SignMojo(MavenProjectHelper projectHelper) {
        this.projectHelper = projectHelper;
    }

    @Override
    void perform() throws MojoExecutionException, MojoFailureException {
        if (aggregator()) {
            return;
        }
        if (!module.isFile()) {
            throw new MojoFailureException("there is no module " + module
                    + "; name the one to sign with <module>, or let the plugin that makes it run before");
        }
        try (IssuerKey key = key()) {
            sign(key, claims(key));
            if (attach) {
                projectHelper.attachArtifact(project, "wasm", CLASSIFIER, output);
            }
        } catch (ClaimsException e) {
            throw refused(module + " was not signed", e);
        } catch (KeyAccessException e) {
            throw new MojoFailureException("the module was not signed: " + e.getMessage());
        } catch (IOException e) {
            throw new MojoExecutionException(module + " was not signed: " + e, e);
        }
    }

    private void sign(IssuerKey key, Claims<Metadata.Actor> claims)
            throws IOException, ClaimsException, KeyAccessException {
        ActorModule signed = new Signer(key).sign(ActorModule.read(module.toPath()), claims);
        if (sameAsBefore(signed)) {
            getLog().info("wascc: up to date, not signed again");
            return;
        }
        AtomicFile.write(output.toPath(), signed.bytes());
        getLog().info("Signed " + module.getName() + " -> " + output + " ("
                + claims.metadata().granted().size() + " capabilities, "
                + (claims.expires() == null ? "never expires" : "expires " + claims.expires()) + ")");
    }

    /** Whether the file that is there differs in nothing but the time of issue, the dates counted from it, and the id. */
    private boolean sameAsBefore(ActorModule signed) throws IOException {
        if (!output.isFile()) {
            return false;
        }
        try {
            ActorModule before = ActorModule.read(output.toPath());
            return before.token().isPresent()
                    && before.verbatimHash().equals(signed.verbatimHash())
                    && comparable(before).equals(comparable(signed))
                    && new Verifier(TrustPolicy.integrityOnly(), Clock.systemUTC())
                            .inspect(before)
                            .findings()
                            .isEmpty();
        } catch (ClaimsException e) {
            return false;
        }
    }

    private static List<Object> comparable(ActorModule module) throws ClaimsException {
        Claims<?> claims = module.token().orElseThrow().unverifiedClaims();
        return List.of(
                claims.issuer(),
                claims.subject(),
                claims.metadata(),
                days(claims.issuedAt(), claims.expires()),
                days(claims.issuedAt(), claims.notBefore()));
    }

    private static long days(Instant from, @Nullable Instant to) {
        return to == null ? Long.MIN_VALUE : to.getEpochSecond() - from.getEpochSecond();
    }

    private PublicKey subject() throws KeyAccessException, MojoFailureException {
        String reference = subject;
        if (reference != null && reference.strip().length() == 56 && !Files.exists(Path.of(reference.strip()))) {
            try {
                return PublicKey.parse(reference.strip());
            } catch (InvalidKeyTextException e) {
                throw new MojoFailureException("<subject> is no public key: " + e.getMessage());
            }
        }
        if (reference == null || reference.isBlank()) {
            Path file = keys().file(moduleName(), KeyRole.MODULE);
            reference = keys().find(moduleName(), KeyRole.MODULE)
                    .orElseThrow(() -> new MojoFailureException("there is no module key " + file
                            + ", which is the actor's identity; make one with: mvn wascc:keygen -Dwascc.role=module , or name its public key with"
                            + " <subject>"))
                    .toString();
        }
        try (IssuerKey key = open(reference, KeyRole.MODULE)) {
            return key.publicKey();
        }
    }

    private Claims<Metadata.Actor> claims(IssuerKey key) throws KeyAccessException, MojoFailureException {
        if (callAlias != null && !CallAlias.valid(callAlias)) {
            throw new MojoFailureException("<callAlias> has other characters than a-z, 0-9, _ and /");
        }
        Metadata.Actor metadata = new Metadata.Actor(
                name,
                "",
                tags == null ? List.of() : tags,
                capabilities == null ? List.of() : capabilities,
                revision,
                ver,
                callAlias,
                provider);
        Instant issuedAt = time();
        PublicKey who = subject();
        Instant from = after(issuedAt, notBeforeDays, "notBeforeDays");
        Instant until = after(issuedAt, expiresDays, "expiresDays");
        String id = TokenId.derived(
                key.publicKey().text(),
                who.text(),
                metadata.toString(),
                issuedAt.toString(),
                String.valueOf(from),
                String.valueOf(until));
        return Claims.of(id, key.publicKey(), who.text(), issuedAt, metadata).within(from, until);
    }

    private static @Nullable Instant after(Instant from, @Nullable Long days, String parameter)
            throws MojoFailureException {
        if (days == null) {
            return null;
        }
        if (days < 0 || days > 100_000_000) {
            throw new MojoFailureException("<" + parameter + "> is a number of days from 0 to 100000000");
        }
        return from.plusSeconds(days * SECONDS_A_DAY);
    }
}
