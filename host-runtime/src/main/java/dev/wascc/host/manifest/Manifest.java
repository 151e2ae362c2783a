package dev.wascc.host.manifest;

import dev.wascc.document.Document;
import dev.wascc.document.DocumentException;
import dev.wascc.provider.Binding;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a host starts with.
 *
 * @param labels of the host
 * @param actors files of signed modules
 * @param capabilities providers to load
 * @param bindings in the order they are made
 */
public record Manifest(
        Map<String, String> labels, List<String> actors, List<ProviderEntry> capabilities, List<Binding> bindings) {

    /** A provider's file, and the name it is bound under. */
    public record ProviderEntry(String path, String bindingName) {}

    public Manifest {
        labels = Map.copyOf(labels);
        actors = List.copyOf(actors);
        capabilities = List.copyOf(capabilities);
        bindings = List.copyOf(bindings);
    }

    /**
     * Reads a file: YAML where it ends in {@code .yaml} or {@code .yml} or has no extension, else JSON.
     *
     * @param environment for {@code ${NAME:default}} in values; null to leave them as they stand
     * @throws ManifestException with file, line and column, what is wrong and what was meant
     */
    public static Manifest read(Path file, @Nullable Map<String, String> environment) throws ManifestException {
        try {
            return of(Document.read(file), environment);
        } catch (DocumentException e) {
            throw ManifestException.of(e);
        }
    }

    /** Reads a manifest's text; {@code file} is what messages call it. */
    public static Manifest parse(String file, String text, boolean yaml, @Nullable Map<String, String> environment)
            throws ManifestException {
        try {
            return of(Document.parse(file, text, yaml), environment);
        } catch (DocumentException e) {
            throw ManifestException.of(e);
        }
    }

    private static Manifest of(Document document, @Nullable Map<String, String> environment) throws DocumentException {
        return new ManifestParser(document.file(), environment).manifest(document);
    }
}
