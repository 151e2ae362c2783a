package dev.wascc.gate;

import dev.wascc.claims.ActorModule;
import dev.wascc.claims.ClaimsException;
import dev.wascc.claims.Finding;
import dev.wascc.claims.Finding.Source;
import dev.wascc.claims.ModuleOutline;
import dev.wascc.claims.ModuleOutline.Import;
import dev.wascc.claims.Printable;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What a module may ask of its host, by patterns of {@code module.name}.
 *
 * @param rule the label of the policy's rule
 */
record ImportRequirement(String rule, List<Glob> allowed, List<Glob> denied, Source source) implements Requirement {
    private static final int SHOWN = 5;

    @Override
    public List<Finding> judge(Candidate candidate) {
        ActorModule module = candidate.module();
        if (module == null) {
            return List.of(refused("it is a native provider, whose imports cannot be judged by rule " + rule)
                    .mendedBy("leave imports out of the rule that is for native providers"));
        }
        if (module.isComponent()) {
            return List.of(refused("the module is a component, whose imports cannot be judged by rule " + rule)
                    .mendedBy("build it as a core module"));
        }
        List<String> banned = new ArrayList<>();
        List<String> others = new ArrayList<>();
        try {
            for (Import imported : ModuleOutline.of(module).imports()) {
                String name = imported.module() + "." + imported.name();
                if (Glob.any(denied, name)) {
                    banned.add(name);
                } else if (!Glob.any(allowed, name)) {
                    others.add(name);
                }
            }
        } catch (ClaimsException e) {
            return e.findings();
        }
        List<Finding> findings = new ArrayList<>();
        if (!banned.isEmpty()) {
            findings.add(named(banned, "denied by rule " + rule));
        }
        if (!others.isEmpty()) {
            findings.add(named(others, "not allowed by rule " + rule + "; allowed: " + Glob.listed(allowed)));
        }
        return findings;
    }

    private Finding named(List<String> imports, String why) {
        String listed = imports.stream().limit(SHOWN).map(Printable::of).collect(Collectors.joining(", "));
        String more = imports.size() > SHOWN ? " and " + (imports.size() - SHOWN) + " more" : "";
        return refused((imports.size() == 1 ? "import " : "imports ")
                        + listed
                        + more
                        + (imports.size() == 1 ? " is " : " are ")
                        + why)
                .mendedBy("build the module without, or change imports in the rule");
    }

    private Finding refused(String message) {
        return Finding.error(PolicyRule.IMPORT_NOT_ALLOWED, message).askedAt(source);
    }
}
