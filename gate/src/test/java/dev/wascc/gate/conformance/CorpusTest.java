package dev.wascc.gate.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wascc.claims.ClaimsRule;
import dev.wascc.claims.Rule;
import dev.wascc.gate.PolicyRule;
import dev.wascc.gate.use.PrivilegeRule;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The files of the corpus are those that are written here; {@code -Dwascc.corpus=write} writes them anew. */
class CorpusTest {
    private static final Path CORPUS = Path.of("../conformance");
    private static final List<String> WRITTEN = List.of("modules", "policies", "traces", "attestations");

    @Test
    void committed_files_are_what_is_written() throws Exception {
        Map<String, byte[]> files = Corpus.files();
        if ("write".equals(System.getProperty("wascc.corpus"))) {
            write(files);
        }
        Map<String, byte[]> committed = committed();
        assertThat(committed.keySet()).isEqualTo(files.keySet());
        files.forEach(
                (path, content) -> assertThat(committed.get(path)).as(path).isEqualTo(content));
    }

    @Test
    void there_are_enough_of_each_kind() {
        List<Case> cases = Corpus.cases();
        assertThat(cases.stream().filter(one -> one.exitCode() != 0)).hasSizeGreaterThan(200);
        assertThat(cases.stream().filter(one -> one.exitCode() == 0)).hasSizeGreaterThan(30);
        assertThat(cases).extracting(Case::id).doesNotHaveDuplicates();
    }

    @Test
    void every_rule_is_broken_at_least_twice() {
        Map<String, Integer> broken = new TreeMap<>();
        for (Case one : Corpus.cases()) {
            Stream.concat(one.rules().stream(), one.warnings().stream())
                    .forEach(rule -> broken.merge(rule, 1, Integer::sum));
        }
        Stream.of(ClaimsRule.values(), PolicyRule.values(), PrivilegeRule.values())
                .flatMap(Stream::<Rule>of)
                // S011 is of an option without a policy file, which a file cannot show.
                .filter(rule -> rule != ClaimsRule.CAPABILITY_NOT_ALLOWED)
                .forEach(rule -> assertThat(broken.getOrDefault(rule.id(), 0))
                        .as(rule.id())
                        .isGreaterThanOrEqualTo(2));
    }

    private static void write(Map<String, byte[]> files) throws Exception {
        for (String directory : WRITTEN) {
            if (Files.exists(CORPUS.resolve(directory))) {
                try (Stream<Path> old = Files.walk(CORPUS.resolve(directory))) {
                    for (Path path : old.sorted(Comparator.reverseOrder()).toList()) {
                        Files.delete(path);
                    }
                }
            }
        }
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            Path path = CORPUS.resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.write(path, file.getValue());
        }
    }

    private static Map<String, byte[]> committed() throws Exception {
        Map<String, byte[]> committed = new TreeMap<>();
        try (Stream<Path> paths = Files.walk(CORPUS)) {
            for (Path path : paths.filter(Files::isRegularFile).toList()) {
                String name = CORPUS.relativize(path).toString().replace('\\', '/');
                if (name.contains("/") || name.equals("cases.json")) {
                    committed.put(name, Files.readAllBytes(path));
                }
            }
        }
        return committed;
    }
}
