package dev.wascc.gate.provenance;

import dev.wascc.document.DocumentException;
import dev.wascc.document.JsonTree;
import dev.wascc.gate.provenance.SourceTree.State;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Provenance as an in-toto Statement v1 with a SLSA Provenance v1 predicate, and back (github.com/in-toto/attestation, spec/v1;
 * slsa.dev/provenance/v1).
 */
final class StatementJson {
    static final String TYPE = "https://in-toto.io/Statement/v1";
    static final String PREDICATE_TYPE = "https://slsa.dev/provenance/v1";

    private static final String GIT = "git+";
    private static final String CODE = "wascc_codeSha256";
    private static final String MODULE = "wascc_module";
    private static final String WORKING_TREE = "wascc_workingTree";
    private static final List<String> PARAMETERS = List.of("source", "project", "tool");

    private StatementJson() {}

    static String write(Provenance provenance) {
        Map<String, @Nullable Object> definition = new LinkedHashMap<>();
        definition.put("buildType", provenance.buildType());
        definition.put("externalParameters", parameters(provenance));
        definition.put("resolvedDependencies", dependencies(provenance));
        Map<String, @Nullable Object> statement = new LinkedHashMap<>();
        statement.put("_type", TYPE);
        statement.put(
                "subject",
                provenance.subjects().stream().map(StatementJson::subject).toList());
        statement.put("predicateType", PREDICATE_TYPE);
        statement.put("predicate", present("buildDefinition", definition, "runDetails", details(provenance)));
        return JsonTree.compact(statement);
    }

    private static Map<String, Object> parameters(Provenance provenance) {
        return present("source", provenance.source().url(), "project", provenance.project(), "tool", provenance.tool());
    }

    private static List<Map<String, Object>> dependencies(Provenance provenance) {
        List<Map<String, Object>> all = new ArrayList<>();
        SourceTree source = provenance.source();
        if (source.url() != null || source.commit() != null) {
            all.add(present(
                    "uri", source.url() == null ? null : GIT + source.url(),
                    "digest", source.commit() == null ? null : Map.of("gitCommit", source.commit()),
                    "annotations",
                            source.state() == State.UNKNOWN ? null : Map.of(WORKING_TREE, word(source.state()))));
        }
        all.addAll(files(provenance.materials()));
        return all;
    }

    private static List<Map<String, Object>> files(List<Material> files) {
        return files.stream()
                .map(file -> present("name", file.name(), "uri", file.uri(), "digest", Map.of("sha256", file.sha256())))
                .toList();
    }

    private static Map<String, Object> subject(Subject subject) {
        Map<String, Object> annotations = present(CODE, subject.codeSha256(), MODULE, subject.module());
        return present(
                "name", subject.name(),
                "digest", Map.of("sha256", subject.sha256()),
                "annotations", annotations.isEmpty() ? null : annotations);
    }

    private static Map<String, Object> details(Provenance provenance) {
        BuildRun run = provenance.run();
        Map<String, Object> metadata = present(
                "invocationId",
                run.invocation(),
                "startedOn",
                text(run.startedOn()),
                "finishedOn",
                text(run.finishedOn()));
        List<Map<String, Object>> byproducts = files(provenance.byproducts());
        return present(
                "builder", Map.of("id", run.builder()),
                "metadata", metadata.isEmpty() ? null : metadata,
                "byproducts", byproducts.isEmpty() ? null : byproducts);
    }

    private static @Nullable String text(@Nullable Instant instant) {
        return instant == null
                ? null
                : Instant.ofEpochSecond(instant.getEpochSecond()).toString();
    }

    private static String word(State state) {
        return state.name().toLowerCase(Locale.ROOT);
    }

    /** Name, value, name, value …; those whose value is null are left out. */
    private static Map<String, Object> present(@Nullable Object... pairs) {
        Map<String, Object> members = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            Object value = pairs[i + 1];
            if (value != null) {
                members.put(String.valueOf(pairs[i]), value);
            }
        }
        return members;
    }

    /**
     * Reads a statement.
     *
     * @return empty where it is one of another type, of which nothing can be said
     */
    static Optional<Provenance> read(String json) throws DocumentException {
        Members statement = Members.of(JsonTree.read(json), "statement");
        if (!statement.text("_type").equals(TYPE)
                || !statement.uri("predicateType").equals(PREDICATE_TYPE)) {
            return Optional.empty();
        }
        List<Subject> subjects = new ArrayList<>();
        for (Members subject : statement.objects("subject")) {
            subject(subject).ifPresent(subjects::add);
        }
        if (statement.objects("subject").isEmpty()) {
            throw statement.wrong("subject", "a list with something in it");
        }
        Members predicate = statement.object("predicate");
        Members definition = predicate.object("buildDefinition");
        String type = definition.uri("buildType");
        Members parameters = definition.object("externalParameters");
        Members details = predicate.object("runDetails");
        BuildRun run = run(details);
        if (!type.equals(Provenance.BUILD_TYPE)) {
            return Optional.of(
                    new Provenance(subjects, type, null, null, SourceTree.UNKNOWN, List.of(), run, List.of()));
        }
        for (Object name : parameters.values().keySet()) {
            if (!PARAMETERS.contains(String.valueOf(name))) {
                throw new DocumentException(parameters.path() + " has the unknown member "
                        + dev.wascc.claims.Printable.of(String.valueOf(name)));
            }
        }
        List<Material> materials = new ArrayList<>();
        SourceTree source =
                dependencies(definition, parameters.optionalText("source").orElse(null), materials);
        return Optional.of(new Provenance(
                subjects,
                type,
                parameters.optionalText("tool").orElse(null),
                parameters.optionalText("project").orElse(null),
                source,
                materials,
                run,
                byproducts(details)));
    }

    /** Empty for one without SHA-256, which no file of ours can be matched with. */
    private static Optional<Subject> subject(Members subject) throws DocumentException {
        Optional<String> sha256 = subject.object("digest").hex("sha256", 64);
        Optional<Members> annotations = subject.optionalObject("annotations");
        String name = subject.optionalText("name").orElse("_");
        return sha256.isEmpty()
                ? Optional.empty()
                : Optional.of(new Subject(
                        name,
                        sha256.get(),
                        annotations.isEmpty()
                                ? null
                                : annotations.get().hex(CODE, 64).orElse(null),
                        annotations.isEmpty()
                                ? null
                                : annotations.get().optionalText(MODULE).orElse(null)));
    }

    /** A repository's address, which a statement of another tool may give without {@code git+}. */
    private static String withoutScheme(String uri) {
        return uri.startsWith(GIT) ? uri.substring(GIT.length()) : uri;
    }

    private static SourceTree dependencies(Members definition, @Nullable String url, List<Material> materials)
            throws DocumentException {
        SourceTree source = new SourceTree(url, null, State.UNKNOWN);
        boolean found = false;
        for (Members dependency : definition.objects("resolvedDependencies")) {
            Optional<String> uri = dependency.optionalText("uri");
            Optional<Members> digest = dependency.optionalObject("digest");
            boolean git = uri.map(text -> text.startsWith(GIT)).orElse(false)
                    || digest.isPresent() && digest.get().has("gitCommit");
            if (git) {
                if (found
                        || !java.util.Objects.equals(
                                url, uri.map(StatementJson::withoutScheme).orElse(null))) {
                    throw new DocumentException(
                            dependency.path() + " and externalParameters.source name different sources");
                }
                found = true;
                source = new SourceTree(
                        url,
                        digest.isEmpty()
                                ? null
                                : digest.get().hex("gitCommit", 40, 64).orElse(null),
                        state(dependency));
            } else if (digest.isPresent() && digest.get().hex("sha256", 64).isPresent()) {
                materials.add(new Material(
                        dependency.optionalText("name").orElse(null),
                        uri.orElse(null),
                        digest.get().text("sha256")));
            } else if (uri.isEmpty() && digest.isEmpty() && !dependency.has("content")) {
                throw new DocumentException(dependency.path() + " has no uri, digest or content");
            }
        }
        return source;
    }

    /** Those with a SHA-256; what else a builder leaves behind is nothing to us. */
    private static List<Material> byproducts(Members details) throws DocumentException {
        List<Material> files = new ArrayList<>();
        for (Members file : details.objects("byproducts")) {
            Optional<Members> digest = file.optionalObject("digest");
            if (digest.isPresent() && digest.get().hex("sha256", 64).isPresent()) {
                files.add(new Material(
                        file.optionalText("name").orElse(null),
                        file.optionalText("uri").orElse(null),
                        digest.get().text("sha256")));
            }
        }
        return files;
    }

    private static State state(Members dependency) throws DocumentException {
        Optional<Members> annotations = dependency.optionalObject("annotations");
        Optional<String> word =
                annotations.isEmpty() ? Optional.empty() : annotations.get().optionalText(WORKING_TREE);
        if (word.isEmpty()) {
            return State.UNKNOWN;
        }
        return word.get().equals(word(State.CLEAN)) ? State.CLEAN : State.MODIFIED;
    }

    private static BuildRun run(Members details) throws DocumentException {
        Optional<Members> metadata = details.optionalObject("metadata");
        BuildRun run = new BuildRun(
                details.object("builder").uri("id"),
                metadata.isEmpty()
                        ? null
                        : metadata.get().optionalText("invocationId").orElse(null),
                null,
                null);
        return metadata.isEmpty()
                ? run
                : run.between(
                        metadata.get().instant("startedOn").orElse(null),
                        metadata.get().instant("finishedOn").orElse(null));
    }
}
