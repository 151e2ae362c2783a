package dev.wascc.cli;

import dev.wascc.claims.Finding;
import dev.wascc.claims.Token;
import dev.wascc.document.DocumentException;
import dev.wascc.document.JsonTree;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** JSON for scripts: raw values, and the version of its layout. */
final class Json {
    static final int SCHEMA_VERSION = 1;

    private Json() {}

    static String write(Object tree) {
        return JsonTree.write(tree);
    }

    /** The claims of a token, which were found to be JSON when it was read. */
    static @Nullable Object ofToken(Token token) {
        try {
            return JsonTree.read(token.payload());
        } catch (DocumentException e) {
            throw new IllegalStateException("a token was read whose claims are no JSON", e);
        }
    }

    static Map<String, @Nullable Object> object() {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("schemaVersion", SCHEMA_VERSION);
        return object;
    }

    /** The row of a file itself where there is but one, else an object with the rows of all of them. */
    static String ofFiles(List<Map<String, @Nullable Object>> rows) {
        Map<String, @Nullable Object> object = object();
        if (rows.size() == 1) {
            object.putAll(rows.get(0));
        } else {
            object.put("files", rows);
        }
        return write(object);
    }

    /** What stands in a file's row where it could not be read or was refused. */
    static void failure(Map<String, @Nullable Object> row, Failure failure) {
        row.put("error", failure.message().isEmpty() ? null : failure.message());
        row.put("findings", findings(failure.findings()));
    }

    /** A date as seconds and as ISO 8601, both null where there is none. */
    static void date(Map<String, @Nullable Object> object, String name, @Nullable Instant instant) {
        object.put(name, instant == null ? null : instant.getEpochSecond());
        object.put(name + "Date", instant == null ? null : instant.toString());
    }

    static List<Map<String, @Nullable Object>> findings(List<Finding> findings) {
        return findings(findings, Finding.FILE);
    }

    /** Findings of a file, whose name stands in the remedies. */
    static List<Map<String, @Nullable Object>> findings(List<Finding> findings, String file) {
        return findings.stream().map(finding -> finding(finding, file)).toList();
    }

    private static Map<String, @Nullable Object> finding(Finding finding, String file) {
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        row.put("rule", finding.rule().id());
        row.put("title", finding.rule().title());
        row.put("severity", finding.severity().name().toLowerCase(Locale.ROOT));
        row.put("message", finding.message());
        row.put("remedy", finding.remedy().isEmpty() ? null : finding.remedyFor(file));
        Finding.Source source = finding.source();
        row.put("askedAt", source == null ? null : source.toString());
        return row;
    }
}
