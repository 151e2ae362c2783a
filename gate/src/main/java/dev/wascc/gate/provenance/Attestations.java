package dev.wascc.gate.provenance;

import dev.wascc.document.DocumentException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Attestations from some files, to be looked up by what they are of. Files are in-toto bundles: one DSSE envelope in a line; lines of
 * other things than SLSA provenance are passed over.
 */
public final class Attestations {
    /** 16 MiB. */
    private static final int MAX_SIZE = 16 << 20;

    private static final int MAX_LINES = 1000;
    private static final Attestations NONE = new Attestations(Map.of());

    private final Map<String, List<Attestation>> byFile;
    private final Map<String, List<Attestation>> byDigest = new HashMap<>();
    private final Map<String, List<Attestation>> byModule = new HashMap<>();

    private Attestations(Map<String, List<Attestation>> byFile) {
        this.byFile = byFile;
        byFile.values().forEach(list -> list.forEach(this::index));
    }

    private void index(Attestation attestation) {
        for (Subject subject : attestation.claimedSubjects()) {
            byDigest.computeIfAbsent(subject.sha256(), key -> new ArrayList<>()).add(attestation);
            if (subject.module() != null) {
                byModule.computeIfAbsent(subject.module(), key -> new ArrayList<>())
                        .add(attestation);
            }
        }
    }

    public static Attestations none() {
        return NONE;
    }

    /**
     * Reads a file.
     *
     * @throws DocumentException it cannot be read, a line is no envelope or its statement not in order, or no line is provenance; its
     *     cause is an {@link IOException} where the file could not be read
     */
    public static Attestations read(Path file) throws DocumentException {
        return parse(file.toString(), text(file));
    }

    /** Reads text; {@code file} is what messages call it. */
    public static Attestations parse(String file, String text) throws DocumentException {
        List<Attestation> attestations = new ArrayList<>();
        List<String> lines = text.lines().limit(MAX_LINES + 1L).toList();
        if (lines.size() > MAX_LINES) {
            throw new DocumentException(file + ": it has more than " + MAX_LINES + " lines");
        }
        for (int i = 0; i < lines.size(); i++) {
            if (!lines.get(i).isBlank()) {
                Attestation.read(file + ":" + (i + 1), lines.get(i)).ifPresent(attestations::add);
            }
        }
        if (attestations.isEmpty()) {
            throw new DocumentException(file + ": there is no SLSA provenance (" + StatementJson.PREDICATE_TYPE
                    + ") in it; an attestation is one DSSE envelope in a line, as wascc attest FILE writes it");
        }
        return new Attestations(Map.of(file, List.copyOf(attestations)));
    }

    private static String text(Path file) throws DocumentException {
        byte[] bytes;
        try (InputStream in = Files.newInputStream(file)) {
            bytes = in.readNBytes(MAX_SIZE + 1);
        } catch (IOException e) {
            String why = e instanceof NoSuchFileException
                    ? "there is no such file"
                    : Files.isDirectory(file) ? "it is a directory" : String.valueOf(e.getMessage());
            throw new DocumentException(file + ": cannot be read: " + why, e);
        }
        if (bytes.length > MAX_SIZE) {
            throw new DocumentException(file + ": it is too large; such a file has at most " + MAX_SIZE + " bytes");
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

    /** These and others. */
    public Attestations and(Attestations others) {
        Map<String, List<Attestation>> all = new LinkedHashMap<>(byFile);
        all.putAll(others.byFile);
        return new Attestations(all);
    }

    public boolean isEmpty() {
        return byFile.isEmpty();
    }

    /** Those that say they are of the file with this SHA-256. */
    public List<Attestation> of(String sha256) {
        return byDigest.getOrDefault(sha256, List.of());
    }

    /** Those that say they are of some file of this actor. */
    public List<Attestation> ofModule(String module) {
        return byModule.getOrDefault(module, List.of());
    }

    /** By file, those in files of which none is of any of the files with these SHA-256. */
    public Map<String, List<Attestation>> besides(Set<String> digests) {
        Map<String, List<Attestation>> others = new LinkedHashMap<>();
        byFile.forEach((file, list) -> {
            if (list.stream()
                    .flatMap(attestation -> attestation.claimedSubjects().stream())
                    .noneMatch(subject -> digests.contains(subject.sha256()))) {
                others.put(file, list);
            }
        });
        return others;
    }
}
