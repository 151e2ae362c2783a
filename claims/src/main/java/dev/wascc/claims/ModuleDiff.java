package dev.wascc.claims;

import dev.wascc.claims.ModuleOutline.Export;
import dev.wascc.claims.ModuleOutline.Import;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * How one module differs from another: what they claim, what they import and export, and whether they are the same but for their
 * tokens.
 *
 * @param claims what the tokens say otherwise; each where it can be read
 * @param imports what is imported now, and no more
 * @param exports what is exported now, and no more
 * @param sameModule whether they are the same but for tokens and for how the lengths of sections are spelled
 * @param sameBytes whether the files are the same, bit for bit
 */
public record ModuleDiff(
        ClaimsDiff claims, Entries<Import> imports, Entries<Export> exports, boolean sameModule, boolean sameBytes) {

    /** What was added to and removed from a set. */
    public record Entries<T>(List<T> added, List<T> removed) {
        public Entries {
            added = List.copyOf(added);
            removed = List.copyOf(removed);
        }

        static <T> Entries<T> of(Collection<T> before, Collection<T> after) {
            Set<T> added = new LinkedHashSet<>(after);
            before.forEach(added::remove);
            Set<T> removed = new LinkedHashSet<>(before);
            after.forEach(removed::remove);
            return new Entries<>(List.copyOf(added), List.copyOf(removed));
        }
    }

    /** @throws ClaimsException with WASCC-S008 where imports or exports of one cannot be read */
    public static ModuleDiff of(Inspection before, Inspection after) throws ClaimsException {
        ModuleOutline old = before.module().outline();
        ModuleOutline current = after.module().outline();
        return new ModuleDiff(
                ClaimsDiff.of(before.token().orElse(null), after.token().orElse(null)),
                Entries.of(old.imports(), current.imports()),
                Entries.of(old.exports(), current.exports()),
                content(before).equals(content(after)),
                before.module().sameBytes(after.module()));
    }

    private static String content(Inspection inspection) throws ClaimsException {
        return inspection.module().unsigned().verbatimHash();
    }
}
