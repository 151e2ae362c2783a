package dev.wascc.gate;

import dev.wascc.claims.AtomicFile;
import dev.wascc.claims.Claims;
import dev.wascc.claims.Metadata;
import dev.wascc.claims.Printable;
import dev.wascc.document.Document;
import dev.wascc.document.DocumentException;
import dev.wascc.document.Fields;
import dev.wascc.document.Node;
import dev.wascc.document.Node.Mapping;
import dev.wascc.nkeys.InvalidKeyTextException;
import dev.wascc.nkeys.PublicKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The highest revision of each actor that was let through, by subject: a file beside the policy, in version control like it.
 *
 * @param entries by subject
 */
public record RevisionLock(SortedMap<String, Entry> entries) {
    private static final Object ONE_AT_A_TIME = new Object();

    /**
     * @param revision the highest seen
     * @param hash of the module that had it, as in its claims
     */
    public record Entry(String name, int revision, String hash) {}

    public RevisionLock {
        entries = Collections.unmodifiableSortedMap(new TreeMap<>(entries));
    }

    /**
     * Reads a lock file.
     *
     * @return empty where there is none
     * @throws DocumentException where it is there and not in order
     */
    public static Optional<RevisionLock> read(Path file) throws DocumentException {
        return Files.exists(file) ? Optional.of(of(Document.read(file, true))) : Optional.empty();
    }

    static RevisionLock of(Document document) throws DocumentException {
        Fields top = Fields.of(document.file(), document.root(), "a lock file", java.util.List.of("version", "actors"));
        top.number(top.required("version"), "version", 1, 1);
        SortedMap<String, Entry> entries = new TreeMap<>();
        Optional<Node> actors = top.optional("actors");
        if (actors.isPresent()) {
            if (!(actors.get() instanceof Mapping mapping)) {
                throw top.at(actors.get().place(), "actors is a mapping of subjects");
            }
            for (Map.Entry<String, Node> member : mapping.members().entrySet()) {
                requireKey(top, mapping, member.getKey());
                Fields entry = Fields.of(
                        document.file(),
                        member.getValue(),
                        "an actor in a lock file",
                        java.util.List.of("name", "revision", "hash"));
                entries.put(
                        member.getKey(),
                        new Entry(
                                entry.text(entry.required("name"), "name"),
                                entry.number(
                                        entry.required("revision"), "revision", Integer.MIN_VALUE, Integer.MAX_VALUE),
                                entry.text(entry.required("hash"), "hash")));
            }
        }
        return new RevisionLock(entries);
    }

    private static void requireKey(Fields top, Mapping mapping, String subject) throws DocumentException {
        try {
            PublicKey.parse(subject);
        } catch (InvalidKeyTextException e) {
            throw top.at(
                    mapping.keys().getOrDefault(subject, mapping.place()),
                    "an actor in a lock file is named by its public key: " + e.getMessage());
        }
    }

    /**
     * Adds revisions to a file, made where it is not there.
     *
     * @return whether it is now another than before
     */
    static boolean raise(Path file, Collection<Claims<Metadata.Actor>> passed) throws IOException {
        synchronized (ONE_AT_A_TIME) {
            try {
                Optional<RevisionLock> before = read(file);
                RevisionLock raised = before.orElseGet(RevisionLock::empty);
                for (Claims<Metadata.Actor> claims : passed) {
                    raised = raised.with(claims);
                }
                if (before.isPresent() && before.get().equals(raised)) {
                    return false;
                }
                raised.write(file);
                return true;
            } catch (DocumentException e) {
                throw new IOException(e.getMessage(), e);
            }
        }
    }

    static RevisionLock empty() {
        return new RevisionLock(new TreeMap<>());
    }

    /** This with the revision of one more actor, where it is higher than what is here. */
    RevisionLock with(Claims<Metadata.Actor> claims) {
        Integer revision = claims.metadata().revision();
        Entry before = entries.get(claims.subject());
        if (revision == null || before != null && before.revision() >= revision) {
            return this;
        }
        SortedMap<String, Entry> raised = new TreeMap<>(entries);
        String name = claims.metadata().name();
        raised.put(
                claims.subject(),
                new Entry(
                        name == null ? "" : Printable.of(name),
                        revision,
                        claims.metadata().hash()));
        return new RevisionLock(raised);
    }

    /** Writes it whole; the same entries give the same bytes. */
    void write(Path file) throws IOException {
        StringBuilder text = new StringBuilder(
                """
                # The highest revision of each actor that passed the policy. Written by: wascc verify --update-lock
                version: 1
                actors:
                """);
        entries.forEach((subject, entry) -> text.append("  ")
                .append(subject)
                .append(": { name: '")
                .append(entry.name().replace("'", "''"))
                .append("', revision: ")
                .append(entry.revision())
                .append(", hash: '")
                .append(entry.hash())
                .append("' }\n"));
        AtomicFile.write(file, text.toString().getBytes(StandardCharsets.UTF_8));
    }
}
