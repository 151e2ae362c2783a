package dev.wascc.claims;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What a signed actor claims, and what it is to claim instead. Everything stays as it was but for what is changed: subject,
 * name, tags, version, revision, call alias, dates. Each change gives another edit; a {@link Signer} makes it hold. Signing
 * leaves out {@code wascap_revision}, as it always does.
 */
public final class ClaimsEdit {
    private static final Set<String> KNOWN =
            Set.of("exp", "jti", "iat", "iss", "sub", "nbf", "wascap", "wascap_revision");
    private static final Set<String> KNOWN_OF_ACTOR =
            Set.of("name", "hash", "tags", "caps", "rev", "ver", "call_alias", "prov");

    private final Inspection inspection;
    private final Claims<Metadata.Actor> before;
    private final Claims<Metadata.Actor> after;

    private ClaimsEdit(Inspection inspection, Claims<Metadata.Actor> before, Claims<Metadata.Actor> after) {
        this.inspection = inspection;
        this.before = before;
        this.after = after;
    }

    /**
     * An edit that changes nothing yet.
     *
     * @throws ClaimsException where the module is not signed, or forged, or malformed; not where it is expired or not yet valid
     */
    public static ClaimsEdit of(ActorModule module, Clock clock) throws ClaimsException {
        Inspection inspection = new Verifier(TrustPolicy.integrityOnly(), clock).inspect(module);
        List<Finding> refusing = inspection.findings().stream()
                .filter(finding -> finding.refuses() && !ofDates(finding))
                .toList();
        if (!refusing.isEmpty()) {
            throw new ClaimsException(refusing);
        }
        Claims<Metadata.Actor> claims = inspection
                .token()
                .flatMap(token -> token.unverifiedClaims().ofActor())
                .orElseThrow(() -> new IllegalStateException("a verifier let a module pass that has no actor's token"));
        return new ClaimsEdit(inspection, claims, claims);
    }

    /** The module as it was read. */
    public ActorModule module() {
        return inspection.module();
    }

    /** What it claims. */
    public Claims<Metadata.Actor> before() {
        return before;
    }

    /** What it is to claim; id, issuer, time of issue and hash are still the old ones. */
    public Claims<Metadata.Actor> after() {
        return after;
    }

    /** Whether something is to change. */
    public boolean changes() {
        return !after.equals(before);
    }

    /** Why the token is not valid now: expired, or not yet valid. Such a one may be edited. */
    public List<Finding> dates() {
        return inspection.findings().stream().filter(ClaimsEdit::ofDates).toList();
    }

    /** The members of the token that nobody here understands, which signing it anew would lose; inner ones as {@code wascap.x}. */
    public List<String> unknownMembers() throws ClaimsException {
        Token token = inspection.token().orElseThrow();
        JsonMembers top = JsonMembers.of(StrictJson.read(token.payload()), "the claims");
        List<String> unknown = new ArrayList<>();
        top.names().forEach(name -> {
            if (!KNOWN.contains(name)) {
                unknown.add(name);
            }
        });
        top.object("wascap").names().forEach(name -> {
            if (!KNOWN_OF_ACTOR.contains(name)) {
                unknown.add("wascap." + name);
            }
        });
        return unknown;
    }

    /** With these as well, behind those that are there; what is there already stays where it is. */
    public ClaimsEdit adding(Collection<String> capabilities, Collection<String> tags) {
        Metadata.Actor actor = after.metadata();
        return with(actor.listing(
                joined(actor.capabilities(), capabilities, Set.of()), joined(actor.tags(), tags, Set.of())));
    }

    /** Without these. */
    public ClaimsEdit removing(Collection<String> capabilities, Collection<String> tags) {
        Metadata.Actor actor = after.metadata();
        return with(actor.listing(
                joined(actor.capabilities(), List.of(), capabilities), joined(actor.tags(), List.of(), tags)));
    }

    /** With another name, version, lists or the like. */
    public ClaimsEdit with(Metadata.Actor metadata) {
        return new ClaimsEdit(inspection, before, after.with(metadata));
    }

    /** With other dates; null is no limit. */
    public ClaimsEdit within(@Nullable Instant notBefore, @Nullable Instant expires) {
        return new ClaimsEdit(inspection, before, after.within(notBefore, expires));
    }

    /** One more than the revision there is, 1 where there is none; empty where it is the largest. */
    public OptionalInt nextRevision() {
        Integer revision = before.metadata().revision();
        if (revision == null) {
            return OptionalInt.of(1);
        }
        return revision == Integer.MAX_VALUE ? OptionalInt.empty() : OptionalInt.of(revision + 1);
    }

    /** Null stays null where nothing is to be added: a member that is not there is not made. */
    private static @Nullable List<String> joined(
            @Nullable List<String> there, Collection<String> more, Collection<String> less) {
        if (there == null && more.isEmpty()) {
            return null;
        }
        List<String> kept = there == null ? List.of() : there;
        Set<String> added = new LinkedHashSet<>(more);
        added.removeIf(kept::contains);
        List<String> all = new ArrayList<>(kept);
        all.addAll(added);
        all.removeIf((Predicate<String>) less::contains);
        return all;
    }

    private static boolean ofDates(Finding finding) {
        return finding.rule().exitClass() == Rule.ExitClass.VALIDITY;
    }
}
