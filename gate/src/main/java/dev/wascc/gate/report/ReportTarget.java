package dev.wascc.gate.report;

import dev.wascc.claims.AtomicFile;
import dev.wascc.claims.Printable;
import dev.wascc.document.Suggestion;
import dev.wascc.gate.GateReport;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A report and where it goes: {@code sarif=wascc.sarif}, {@code github}, {@code markdown=-}.
 *
 * @param file absent: to standard output
 */
public record ReportTarget(ReportFormat format, @Nullable Path file) {
    private static final String STANDARD_OUTPUT = "-";

    /**
     * {@code FORMAT=FILE}, where {@code -} is standard output; {@code github} goes there without being told.
     *
     * @throws InvalidReportTargetException unknown format, no file, or none that can be
     */
    public static ReportTarget parse(String text) throws InvalidReportTargetException {
        int equals = text.indexOf('=');
        String word = equals < 0 ? text : text.substring(0, equals);
        ReportFormat format = ReportFormat.named(word).orElse(null);
        if (format == null) {
            throw unknown(word);
        }
        String file = equals < 0 ? "" : text.substring(equals + 1);
        if (file.equals(STANDARD_OUTPUT) || equals < 0 && format == ReportFormat.GITHUB) {
            return new ReportTarget(format, null);
        }
        if (file.isBlank()) {
            throw new InvalidReportTargetException(
                    "the report " + word + " needs a file: " + word + "=FILE, or " + word + "=- for standard output");
        }
        try {
            return new ReportTarget(format, Path.of(file));
        } catch (InvalidPathException e) {
            throw new InvalidReportTargetException(
                    "the report " + word + " cannot be written to " + Printable.of(file) + ": no name of a file");
        }
    }

    private static InvalidReportTargetException unknown(String word) {
        List<String> words =
                Stream.of(ReportFormat.values()).map(ReportFormat::word).toList();
        return new InvalidReportTargetException(
                "there is no report " + Printable.of(word) + Suggestion.of(word, words));
    }

    /** Whether it goes to standard output. */
    public boolean toOutput() {
        return file == null;
    }

    /**
     * Writes the report, as a file whole or not at all.
     *
     * @param output taken where no file is named
     */
    public void write(GateReport checked, ReportOrigin origin, Appendable output) throws IOException {
        String text = format.render(checked, origin);
        if (file == null) {
            output.append(text);
        } else {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            if (Files.exists(file) && !Files.isRegularFile(file) && !Files.isDirectory(file)) {
                Files.write(file, bytes, StandardOpenOption.WRITE); // a device or pipe, not to be replaced by a file
            } else {
                AtomicFile.write(file, bytes);
            }
        }
    }
}
