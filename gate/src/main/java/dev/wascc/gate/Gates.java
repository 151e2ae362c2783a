package dev.wascc.gate;

import dev.wascc.claims.ActorModule;
import dev.wascc.claims.ClaimsException;
import dev.wascc.claims.Finding;
import dev.wascc.claims.VerifiedActor;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Gates one behind the other: a module has to pass them all, so that each can only be stricter than the others.
 *
 * @param inOrder at least one
 */
public record Gates(List<Gate> inOrder) {
    public Gates {
        inOrder = List.copyOf(inOrder);
        if (inOrder.isEmpty()) {
            throw new IllegalArgumentException("without a gate everything would pass");
        }
    }

    public static Gates of(Gate first, Gate... others) {
        List<Gate> all = new ArrayList<>(List.of(first));
        all.addAll(List.of(others));
        return new Gates(all);
    }

    /** These, and behind them one more. */
    public Gates and(Gate last) {
        List<Gate> all = new ArrayList<>(inOrder);
        all.add(last);
        return new Gates(all);
    }

    /**
     * The module as something that can be run, as the last gate that judges its issuer sees it, and what all of them remark.
     *
     * @throws ClaimsException with everything for which the first gate that refuses it does so
     */
    public Admission admit(ActorModule module) throws ClaimsException {
        Admission first = inOrder.get(0).admit(module);
        VerifiedActor admitted = first.actor();
        Set<Finding> findings = new LinkedHashSet<>(first.findings());
        for (Gate gate : inOrder.subList(1, inOrder.size())) {
            Admission admission = gate.admit(module);
            findings.addAll(admission.findings());
            // One whose issuer was judged may be replaced by another whose issuer is.
            if (gate.judgesIssuer()) {
                admitted = admission.actor();
            }
        }
        return new Admission(admitted, List.copyOf(findings));
    }
}
