package dev.wascc.gate.use;

import dev.wascc.claims.ActorModule;
import dev.wascc.claims.Claims;
import dev.wascc.claims.Finding;
import dev.wascc.claims.Finding.Severity;
import dev.wascc.claims.Metadata;
import dev.wascc.claims.ModuleOutline;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What the texts in code and data hint at. A guest may make a name of pieces, or hold one that it never uses; so these are hints. The
 * token is not looked at, as it names what is granted.
 */
final class HintedUse {
    private static final int MAX_SCANNED = 16 << 20;
    private static final int MAX_NAMES = 100;
    private static final int MAX_LENGTH = 100;

    private static final List<String> OPERATIONS = WellKnown.ids().stream()
            .flatMap(id -> WellKnown.of(id).inward().stream())
            .distinct()
            .toList();
    private static final List<String> KNOWN_NAMES =
            Stream.concat(WellKnown.ids().stream(), OPERATIONS.stream()).toList();
    private static final HeldTexts KNOWN = new HeldTexts(KNOWN_NAMES);

    private final Claims<Metadata.Actor> claims;

    HintedUse(Claims<Metadata.Actor> claims) {
        this.claims = claims;
    }

    /** @param open what is granted and might be used */
    List<Finding> judge(ActorModule module, ModuleOutline outline, List<String> open) {
        if ((long) outline.code().size() + outline.data().size() > MAX_SCANNED) {
            return List.of();
        }
        List<String> asked = open.stream()
                .filter(capability -> capability.length() <= MAX_LENGTH)
                .limit(MAX_NAMES)
                .toList();
        HeldTexts texts = WellKnown.ids().containsAll(asked)
                ? KNOWN
                : new HeldTexts(Stream.concat(asked.stream(), KNOWN_NAMES.stream())
                        .distinct()
                        .toList());
        Set<String> held = new HashSet<>(texts.in(module.bytes(outline.code())));
        held.addAll(texts.in(module.bytes(outline.data())));
        List<Finding> findings = new ArrayList<>();
        asked.stream()
                .filter(capability -> seemsUnused(held, capability))
                .map(capability ->
                        LeastPrivilege.granted(capability, ", but its name is nowhere in the module's code and data"))
                .forEach(finding -> findings.add(hint(finding)));
        WellKnown.ids().stream()
                .filter(id -> held.contains(id) && !claims.metadata().granted().contains(id))
                .map(id -> LeastPrivilege.missing(id, ", but its name is in the module's code or data"))
                .forEach(finding -> findings.add(hint(finding)));
        return findings;
    }

    /**
     * A capability that calls the actor need not be named there, but its operation is told from others. Compilers make numbers of
     * short texts that are only compared, so that a missing operation means something only where others are held as texts.
     */
    private static boolean seemsUnused(Set<String> held, String capability) {
        List<String> inward = WellKnown.of(capability).inward();
        return !held.contains(capability)
                && (inward.isEmpty()
                        || inward.stream().noneMatch(held::contains)
                                && OPERATIONS.stream().anyMatch(held::contains));
    }

    private static Finding hint(Finding finding) {
        return new Finding(finding.rule(), Severity.WARNING, "hint: " + finding.message(), finding.remedy(), null);
    }
}
