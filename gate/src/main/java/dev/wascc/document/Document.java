package dev.wascc.document;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * One YAML or JSON document that was read: no duplicate keys, no anchors, tags or aliases, 50 levels and {@link #MAX_SIZE} bytes at most.
 *
 * @param file what messages call it
 */
public record Document(String file, Node root) {
    /** 1 MiB. */
    public static final int MAX_SIZE = NodeReader.MAX_SIZE;

    /** 16 MiB, see {@link #readLarge}. */
    public static final int MAX_LARGE = NodeReader.MAX_LARGE;

    /**
     * Reads a file: YAML where it ends in {@code .yaml} or {@code .yml} or has no extension, else JSON.
     *
     * @throws DocumentException with file, line and column; its cause is a {@link IOException} where the file could not be read
     */
    public static Document read(Path file) throws DocumentException {
        return read(file, isYaml(String.valueOf(file.getFileName())));
    }

    /** As {@link #read(Path)}, whatever the file's name is. */
    public static Document read(Path file, boolean yaml) throws DocumentException {
        return parse(file.toString(), text(file, MAX_SIZE), yaml);
    }

    /** As {@link #read(Path, boolean)}, of {@link #MAX_LARGE} bytes at most: for files that programs write. */
    public static Document readLarge(Path file) throws DocumentException {
        return parseLarge(file.toString(), text(file, MAX_LARGE));
    }

    /** As {@link #readLarge}, of a text. */
    public static Document parseLarge(String file, String text) throws DocumentException {
        return new Document(file, NodeReader.readLarge(file, text));
    }

    /** Reads a document's text; {@code file} is what messages call it. */
    public static Document parse(String file, String text, boolean yaml) throws DocumentException {
        return new Document(file, NodeReader.read(file, text.startsWith("\uFEFF") ? text.substring(1) : text, yaml));
    }

    private static String text(Path file, int most) throws DocumentException {
        byte[] bytes;
        try (InputStream in = Files.newInputStream(file)) {
            bytes = in.readNBytes(most + 1);
        } catch (IOException e) {
            String why = Files.isDirectory(file)
                    ? "it is a directory"
                    : Files.exists(file) ? String.valueOf(e.getMessage()) : "there is no such file";
            throw new DocumentException(file + ": cannot be read: " + why, e);
        }
        if (bytes.length > most) {
            throw new DocumentException(file + ": it is too large; such a file has at most " + most + " bytes");
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new DocumentException(file + ": cannot be read: it is not UTF-8", e);
        }
    }

    /** As wascc-host chooses for manifests (src/manifest.rs): by the extension, YAML where there is none. */
    private static boolean isYaml(String name) {
        int dot = name.lastIndexOf('.');
        String extension = dot > 0 ? name.substring(dot + 1).toLowerCase(Locale.ROOT) : "";
        return dot <= 0 || extension.equals("yaml") || extension.equals("yml");
    }
}
