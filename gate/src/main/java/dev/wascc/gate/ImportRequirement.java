package dev.wascc.gate;

import dev.wascc.claims.ClaimsException;
import dev.wascc.claims.Finding;
import dev.wascc.claims.Finding.Source;
import dev.wascc.claims.ModuleOutline;
import dev.wascc.claims.ModuleOutline.Import;
import dev.wascc.claims.Printable;
import java.util.List;

/**
 * What a module may ask of its host, by patterns of {@code module.name}.
 *
 * @param rule the label of the policy's rule
 */
record ImportRequirement(String rule, List<Glob> allowed, List<Glob> denied, Source source) implements Requirement {
    @Override
    public List<Finding> judge(Candidate candidate) {
        if (candidate.module().isComponent()) {
            return List.of(refused("the module is a component, whose imports cannot be judged by rule " + rule)
                    .mendedBy("build it as a core module"));
        }
        try {
            return ModuleOutline.of(candidate.module()).imports().stream()
                    .map(ImportRequirement::named)
                    .distinct()
                    .filter(name -> !Glob.any(allowed, name) || Glob.any(denied, name))
                    .map(this::refusedImport)
                    .toList();
        } catch (ClaimsException e) {
            return e.findings();
        }
    }

    private static String named(Import imported) {
        return imported.module() + "." + imported.name();
    }

    private Finding refusedImport(String name) {
        String why = Glob.any(denied, name)
                ? " is denied by rule " + rule
                : " is not allowed by rule " + rule + "; allowed: " + Glob.listed(allowed);
        return refused("import " + Printable.of(name) + why)
                .mendedBy("build the module without it, or allow it under imports");
    }

    private Finding refused(String message) {
        return Finding.error(PolicyRule.IMPORT_NOT_ALLOWED, message).askedAt(source);
    }
}
