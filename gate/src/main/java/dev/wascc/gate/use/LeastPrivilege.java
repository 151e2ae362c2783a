package dev.wascc.gate.use;

import dev.wascc.claims.ActorModule;
import dev.wascc.claims.Claims;
import dev.wascc.claims.ClaimsException;
import dev.wascc.claims.Finding;
import dev.wascc.claims.Finding.Severity;
import dev.wascc.claims.Metadata;
import dev.wascc.claims.ModuleOutline;
import dev.wascc.claims.ModuleOutline.Import;
import dev.wascc.claims.Printable;
import dev.wascc.gate.use.UseTrace.ActorUse;
import dev.wascc.gate.use.WellKnown.Direction;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Judges what a module is granted by what it uses. What its imports and exports show, and what was recorded of it, are errors; what its
 * code and data hint at are warnings, and left out where this very module was recorded.
 */
public final class LeastPrivilege {
    private static final int SHOWN = 5;

    private final Claims<Metadata.Actor> claims;
    private final List<String> open;
    private final List<Finding> findings = new ArrayList<>();

    private LeastPrivilege(Claims<Metadata.Actor> claims) {
        this.claims = claims;
        this.open =
                new ArrayList<>(claims.metadata().granted().stream().distinct().toList());
    }

    /**
     * Everything that is wrong with the claims of a module.
     *
     * @param claims that the module carries
     * @param trace of recorded runs; absent: none was given
     */
    public static List<Finding> judge(Claims<Metadata.Actor> claims, ActorModule module, @Nullable UseTrace trace) {
        if (module.isComponent()) {
            return List.of(Finding.error(
                            PrivilegeRule.IMPORT_NOT_OFFERED,
                            "the module is a component, whose imports no waPC host offers, and whose use nobody here can judge")
                    .mendedBy("build it as a core module"));
        }
        try {
            return new LeastPrivilege(claims).judged(module, ModuleOutline.of(module), trace);
        } catch (ClaimsException e) {
            return e.findings();
        }
    }

    private List<Finding> judged(ActorModule module, ModuleOutline outline, @Nullable UseTrace trace) {
        imports(outline);
        certain(outline);
        Optional<ActorUse> recorded = trace == null
                ? Optional.empty()
                : trace.of(claims.subject(), claims.metadata().hash());
        if (recorded.isPresent()) {
            findings.addAll(new RecordedUse(claims, recorded.get()).judge(open));
            return findings;
        }
        if (trace != null) {
            findings.add(notRecorded(trace));
        }
        findings.addAll(new HintedUse(claims).judge(module, outline, open));
        return findings;
    }

    /** One finding for each module that is imported from. */
    private void imports(ModuleOutline outline) {
        Map<String, List<String>> foreign = new LinkedHashMap<>();
        for (Import imported : outline.imports()) {
            if (!HostImports.offers(imported)) {
                foreign.computeIfAbsent(imported.module(), first -> new ArrayList<>())
                        .add(imported.kind().name().toLowerCase(Locale.ROOT) + " " + Printable.of(imported.name()));
            }
        }
        foreign.forEach((module, names) -> findings.add(notOffered(module, names)));
    }

    private static Finding notOffered(String module, List<String> names) {
        String listed = String.join(", ", names.subList(0, Math.min(names.size(), SHOWN)));
        String more = names.size() > SHOWN ? " and " + (names.size() - SHOWN) + " more" : "";
        return Finding.error(
                        PrivilegeRule.IMPORT_NOT_OFFERED,
                        "the module imports from " + Printable.of(module) + " what no waPC host offers: " + listed
                                + more)
                .mendedBy("build it without; offered are the functions of wapc, env.abort and WASI preview 1");
    }

    /** What cannot be used, whatever the code does. */
    private void certain(ModuleOutline outline) {
        boolean calls = outline.imports().stream().anyMatch(HostImports::isHostCall);
        boolean called = outline.exports().stream()
                .anyMatch(export -> export.kind() == ModuleOutline.Kind.FUNCTION
                        && export.name().equals("__guest_call"));
        open.removeIf(capability -> {
            Optional<String> why = unusable(direction(capability), calls, called);
            why.ifPresent(reason -> findings.add(granted(capability, ", but the module " + reason)));
            return why.isPresent();
        });
    }

    /** A provider is called as the capability that it is granted, and may call others. */
    private Direction direction(String capability) {
        return claims.metadata().provider()
                ? Direction.EITHER
                : WellKnown.of(capability).direction();
    }

    private static Optional<String> unusable(Direction direction, boolean calls, boolean called) {
        if (direction == Direction.OUT && !calls) {
            return Optional.of("imports no __host_call, so that it cannot call it");
        }
        if (direction == Direction.IN && !called) {
            return Optional.of("exports no __guest_call, so that it cannot be called by it");
        }
        return calls || called
                ? Optional.empty()
                : Optional.of("neither imports __host_call nor exports __guest_call, so that it cannot use it");
    }

    private Finding notRecorded(UseTrace trace) {
        String subject = Printable.of(claims.subject());
        return Finding.error(
                        PrivilegeRule.NOT_RECORDED,
                        trace.knows(claims.subject())
                                ? "the recorded run is of another version of " + subject
                                        + ", and says nothing of this one"
                                : "the recorded run has no actor " + subject)
                .as(Severity.WARNING)
                .mendedBy("wascc run FILE --record-use trace.json, and use it");
    }

    static Finding granted(String capability, String why) {
        return Finding.error(
                        PrivilegeRule.GRANTED_NOT_USED, "capability " + Printable.of(capability) + " is granted" + why)
                .mendedBy("wascc claims remove FILE " + Printable.of(capability));
    }

    static Finding missing(String capability, String what) {
        return Finding.error(
                        PrivilegeRule.USED_NOT_GRANTED,
                        "capability " + Printable.of(capability) + " is not granted" + what)
                .mendedBy("wascc claims add FILE " + Printable.of(capability));
    }
}
