package dev.wascc.cli;

import dev.wascc.claims.ClaimsDiff;
import dev.wascc.claims.Inspection;
import dev.wascc.claims.ModuleDiff;
import dev.wascc.claims.ModuleOutline.Export;
import dev.wascc.claims.ModuleOutline.Import;
import dev.wascc.document.DocumentException;
import dev.wascc.document.JsonTree;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Differences for scripts: raw values. */
final class DiffJson {
    private DiffJson() {}

    /** One of two modules. */
    static void put(Map<String, @Nullable Object> row, Inspection inspection) {
        row.put("size", inspection.module().size());
        row.put("signed", inspection.token().isPresent());
        row.put("section", inspection.module().tokenSection().orElse(null));
        row.put("hash", inspection.module().verbatimHash());
        row.put(
                "issuer",
                inspection
                        .token()
                        .map(token -> token.unverifiedClaims().issuer().text())
                        .orElse(null));
        row.put(
                "rev",
                inspection
                        .token()
                        .flatMap(token -> token.unverifiedClaims().ofActor())
                        .map(claims -> claims.metadata().revision())
                        .orElse(null));
        row.put("findings", Json.findings(inspection.findings()));
    }

    static void put(Map<String, @Nullable Object> object, Compared compared) {
        ModuleDiff diff = compared.diff();
        object.put("same", compared.same());
        object.put("claims", changes(diff.claims()));
        if (!compared.claimsOnly()) {
            object.put("sizeChange", compared.after().size() - compared.before().size());
            object.put("sameModule", diff.sameModule());
            Map<String, @Nullable Object> imports = new LinkedHashMap<>();
            imports.put(
                    "added", diff.imports().added().stream().map(DiffJson::row).toList());
            imports.put(
                    "removed",
                    diff.imports().removed().stream().map(DiffJson::row).toList());
            object.put("imports", imports);
            Map<String, @Nullable Object> exports = new LinkedHashMap<>();
            exports.put(
                    "added", diff.exports().added().stream().map(DiffJson::row).toList());
            exports.put(
                    "removed",
                    diff.exports().removed().stream().map(DiffJson::row).toList());
            object.put("exports", exports);
        }
    }

    static List<Map<String, @Nullable Object>> changes(ClaimsDiff diff) {
        return diff.changes().stream().map(DiffJson::change).toList();
    }

    private static Map<String, @Nullable Object> change(ClaimsDiff.Change change) {
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        row.put("member", change.member());
        row.put("change", change.kind().name().toLowerCase(Locale.ROOT));
        row.put("before", value(change.before()));
        row.put("after", value(change.after()));
        if (!change.more().isEmpty() || !change.less().isEmpty()) {
            row.put("added", List.copyOf(change.more()));
            row.put("removed", List.copyOf(change.less()));
        }
        return row;
    }

    private static @Nullable Object value(@Nullable String json) {
        try {
            return json == null ? null : JsonTree.read(json);
        } catch (DocumentException e) {
            return json;
        }
    }

    static Map<String, @Nullable Object> row(Import one) {
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        row.put("module", one.module());
        row.put("name", one.name());
        row.put("kind", one.kind().name().toLowerCase(Locale.ROOT));
        return row;
    }

    static Map<String, @Nullable Object> row(Export one) {
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        row.put("name", one.name());
        row.put("kind", one.kind().name().toLowerCase(Locale.ROOT));
        return row;
    }
}
