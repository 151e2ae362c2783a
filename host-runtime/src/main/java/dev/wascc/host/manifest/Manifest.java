package dev.wascc.host.manifest;

import dev.wascc.provider.Binding;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
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
        return parse(file.toString(), text(file), isYaml(String.valueOf(file.getFileName())), environment);
    }

    private static String text(Path file) throws ManifestException {
        byte[] bytes;
        try (InputStream in = Files.newInputStream(file)) {
            bytes = in.readNBytes(NodeReader.MAX_SIZE + 1);
        } catch (IOException e) {
            String why = Files.isDirectory(file)
                    ? "it is a directory"
                    : Files.exists(file) ? String.valueOf(e.getMessage()) : "there is no such file";
            throw new ManifestException(file + ": cannot be read: " + why, e);
        }
        if (bytes.length > NodeReader.MAX_SIZE) {
            throw new ManifestException(file + ": a manifest has at most " + NodeReader.MAX_SIZE + " bytes");
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new ManifestException(file + ": cannot be read: it is not UTF-8", e);
        }
    }

    /** As wascc-host chooses (src/manifest.rs): by the extension, YAML where there is none. */
    private static boolean isYaml(String name) {
        int dot = name.lastIndexOf('.');
        String extension = dot > 0 ? name.substring(dot + 1).toLowerCase(Locale.ROOT) : "";
        return dot <= 0 || extension.equals("yaml") || extension.equals("yml");
    }

    /** Reads a manifest's text; {@code file} is what messages call it. */
    public static Manifest parse(String file, String text, boolean yaml, @Nullable Map<String, String> environment)
            throws ManifestException {
        return new ManifestParser(file, environment).manifest(NodeReader.read(file, withoutMark(text), yaml));
    }

    private static String withoutMark(String text) {
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }
}
