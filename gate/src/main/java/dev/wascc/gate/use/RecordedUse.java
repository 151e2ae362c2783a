package dev.wascc.gate.use;

import dev.wascc.claims.Claims;
import dev.wascc.claims.Finding;
import dev.wascc.claims.Finding.Severity;
import dev.wascc.claims.Metadata;
import dev.wascc.claims.Printable;
import dev.wascc.gate.use.UseTrace.ActorUse;
import dev.wascc.gate.use.UseTrace.Inward;
import dev.wascc.gate.use.UseTrace.Outward;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** What a recorded run of a module says of its claims. */
final class RecordedUse {
    private static final int SHOWN = 3;

    private final Claims<Metadata.Actor> claims;
    private final ActorUse use;

    RecordedUse(Claims<Metadata.Actor> claims, ActorUse use) {
        this.claims = claims;
        this.use = use;
    }

    /** @param open what is granted and might be used */
    List<Finding> judge(List<String> open) {
        List<Finding> findings = new ArrayList<>();
        for (String capability : open) {
            if (!used(capability)) {
                findings.add(LeastPrivilege.granted(
                        capability, ", but was not used in the recorded run (" + counted(use.count()) + ")"));
            }
        }
        Set<String> seen = new LinkedHashSet<>();
        use.calls().forEach(call -> seen.add(call.capability()));
        use.calledBy().forEach(call -> seen.add(call.caller()));
        for (String capability : seen) {
            if (needsGrant(capability)) {
                findings.add(LeastPrivilege.missing(capability, ", but " + described(capability)));
            }
        }
        if (!use.complete()) {
            findings.add(Finding.error(
                            PrivilegeRule.NOT_RECORDED,
                            "the recorded run is incomplete: the actor called by more names than are recorded")
                    .as(Severity.WARNING));
        }
        return findings;
    }

    private boolean used(String capability) {
        List<String> inward = WellKnown.of(capability).inward();
        return use.calls().stream().anyMatch(call -> call.capability().equals(capability))
                || use.calledBy().stream()
                        .anyMatch(call -> call.caller().equals(capability)
                                // the owner of a host stands in for the capability: wascc call FILE HandleRequest
                                || call.caller().equals(UseTrace.SYSTEM) && inward.contains(call.operation()));
    }

    /** An actor may call itself, and whatever actor called it needed that grant, not this one. */
    private boolean needsGrant(String peer) {
        boolean calledIt =
                use.calls().stream().anyMatch(call -> call.capability().equals(peer));
        boolean actor = peer.length() == claims.subject().length() && peer.startsWith("M");
        return !claims.metadata().granted().contains(peer)
                && !peer.equals(claims.subject())
                && (calledIt || !actor && !peer.equals(UseTrace.SYSTEM));
    }

    private String described(String capability) {
        List<Outward> calls = use.calls().stream()
                .filter(call -> call.capability().equals(capability))
                .toList();
        List<Inward> calledBy = use.calledBy().stream()
                .filter(call -> call.caller().equals(capability))
                .toList();
        if (calls.isEmpty()) {
            long count = calledBy.stream().mapToLong(Inward::count).sum();
            return "called the actor in the recorded run (" + counted(count) + ": "
                    + names(calledBy.stream().map(Inward::operation).toList()) + ")";
        }
        long count = calls.stream().mapToLong(Outward::count).sum();
        long denied = calls.stream().mapToLong(Outward::denied).sum();
        return "was called in the recorded run (" + counted(count) + ", " + denied + " denied: "
                + names(calls.stream().map(Outward::operation).toList()) + ")";
    }

    private static String counted(long calls) {
        return calls == 1 ? "1 call" : calls + " calls";
    }

    private static String names(List<String> operations) {
        return operations.stream().distinct().limit(SHOWN).map(Printable::of).collect(Collectors.joining(", "))
                + (operations.stream().distinct().count() > SHOWN ? ", …" : "");
    }
}
