package dev.wascc.cli;

import dev.wascc.claims.ClaimsDiff;
import dev.wascc.claims.ModuleDiff;
import dev.wascc.claims.ModuleOutline.Export;
import dev.wascc.claims.ModuleOutline.Import;
import dev.wascc.provider.OneLine;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One thing that differs, for people. Text from a module stands in it on one line.
 *
 * @param what it is: {@code capability}, {@code version}, …
 * @param before absent where it is new
 * @param after absent where it is gone
 */
record DiffLine(String what, @Nullable String before, @Nullable String after) {
    private static final int MAX_VALUE = 200;
    private static final Set<String> DATES = Set.of("exp", "nbf", "iat");
    private static final Map<String, String> WORDS = Map.ofEntries(
            Map.entry("iss", "issuer"),
            Map.entry("sub", "subject"),
            Map.entry("jti", "token id"),
            Map.entry("iat", "issued at"),
            Map.entry("exp", "expires"),
            Map.entry("nbf", "not before"),
            Map.entry("wascap.name", "name"),
            Map.entry("wascap.hash", "module hash"),
            Map.entry("wascap.caps", "capability"),
            Map.entry("wascap.tags", "tag"),
            Map.entry("wascap.valid_signers", "valid signer"),
            Map.entry("wascap.rev", "revision"),
            Map.entry("wascap.ver", "version"),
            Map.entry("wascap.call_alias", "call alias"),
            Map.entry("wascap.prov", "provider"));

    static List<DiffLine> of(ClaimsDiff diff) {
        List<DiffLine> lines = new ArrayList<>();
        diff.changes().forEach(change -> add(lines, change));
        return lines;
    }

    private static void add(List<DiffLine> lines, ClaimsDiff.Change change) {
        String what = WORDS.getOrDefault(change.member(), "member " + shown(change.member()));
        if (change.more().isEmpty() && change.less().isEmpty()) {
            lines.add(new DiffLine(
                    what, value(change.member(), change.before()), value(change.member(), change.after())));
        }
        change.more().forEach(more -> lines.add(new DiffLine(what, null, shown(more))));
        change.less().forEach(less -> lines.add(new DiffLine(what, shown(less), null)));
    }

    static List<DiffLine> ofImports(ModuleDiff.Entries<Import> imports) {
        List<DiffLine> lines = new ArrayList<>();
        imports.added().forEach(added -> lines.add(new DiffLine("import", null, text(added))));
        imports.removed().forEach(removed -> lines.add(new DiffLine("import", text(removed), null)));
        return lines;
    }

    static List<DiffLine> ofExports(ModuleDiff.Entries<Export> exports) {
        List<DiffLine> lines = new ArrayList<>();
        exports.added().forEach(added -> lines.add(new DiffLine("export", null, text(added))));
        exports.removed().forEach(removed -> lines.add(new DiffLine("export", text(removed), null)));
        return lines;
    }

    private static String text(Import one) {
        return shown(one.module()) + " " + shown(one.name()) + " (" + word(one.kind()) + ")";
    }

    private static String text(Export one) {
        return shown(one.name()) + " (" + word(one.kind()) + ")";
    }

    private static String word(Enum<?> kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    private static @Nullable String value(String member, @Nullable String json) {
        if (json == null) {
            return null;
        }
        return DATES.contains(member) && json.matches("[0-9]{1,16}")
                ? Instant.ofEpochSecond(Long.parseLong(json)).toString()
                : shown(json);
    }

    private static String shown(String text) {
        return OneLine.of(text, MAX_VALUE);
    }

    /** {@code + capability wascc:logging}, {@code ~ version "1.0" -> "1.1"}. */
    String text() {
        return sign() + " " + what + " " + (before == null ? after : after == null ? before : before + " -> " + after);
    }

    private char sign() {
        return before == null ? '+' : after == null ? '-' : '~';
    }

    String markdown() {
        String change = before == null
                ? "added " + code(after)
                : after == null ? "removed " + code(before) : code(before) + " → " + code(after);
        return "- " + (what.startsWith("member ") ? code(what) : what) + ": " + change;
    }

    /** A code span that its text cannot leave. */
    static String code(@Nullable String text) {
        String inner = text == null ? "" : text;
        int longest = 0;
        int run = 0;
        for (int i = 0; i < inner.length(); i++) {
            run = inner.charAt(i) == '`' ? run + 1 : 0;
            longest = Math.max(longest, run);
        }
        String fence = "`".repeat(longest + 1);
        return longest == 0 && !inner.isBlank() ? fence + inner + fence : fence + " " + inner + " " + fence;
    }
}
