package dev.wascc.gate.conformance;

import dev.wascc.document.JsonTree;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** All cases, and the files of the corpus, by path. The same every time: keys are fixed, and nobody asks a clock. */
final class Corpus {
    private Corpus() {}

    static List<Case> cases() {
        return Stream.of(
                        GoodCases.forms(),
                        TokenCases.presence(),
                        TokenCases.several(),
                        TokenCases.segments(),
                        HeaderCases.all(),
                        SignatureCases.all(),
                        ClaimsCases.spelling(),
                        ClaimsCases.members(),
                        HashCases.modules(),
                        HashCases.claimed(),
                        KeyCases.all(),
                        DateCases.all(),
                        ModuleCases.all(),
                        GoodCases.policies(),
                        PolicyCases.rules(),
                        PolicyCases.capabilities(),
                        PolicyCases.revisions(),
                        PolicyCases.claims(),
                        PrivilegeCases.imports(),
                        PrivilegeCases.use(),
                        ProvenanceCases.all(),
                        GoodCases.brokenPolicies())
                .flatMap(List::stream)
                .toList();
    }

    static Map<String, byte[]> files() throws Exception {
        Map<String, byte[]> files = new TreeMap<>();
        for (Case one : cases()) {
            put(files, one.file(), one.module());
            one.files().forEach((path, text) -> put(files, path, Bytes.utf8(text)));
        }
        put(files, "cases.json", Bytes.utf8(index()));
        return files;
    }

    private static void put(Map<String, byte[]> files, String path, byte[] content) {
        if (files.put(path, content) != null) {
            throw new IllegalStateException(path + " is written twice");
        }
    }

    /** One case to a line, so that changes can be read. */
    private static String index() throws Exception {
        OldTools oldTools = new OldTools();
        Map<String, Object> keys = new LinkedHashMap<>();
        keys.put("account", Key.ACCOUNT.text());
        keys.put("partner", Key.PARTNER.text());
        keys.put("stranger", Key.STRANGER.text());
        keys.put("module", Key.MODULE.text());
        List<String> lines = new ArrayList<>();
        for (Case one : cases()) {
            lines.add("    " + JsonTree.compact(one.json(oldTools)));
        }
        return "{\n  \"schemaVersion\": 1,\n  \"keys\": " + JsonTree.compact(keys) + ",\n  \"cases\": [\n"
                + lines.stream().collect(Collectors.joining(",\n")) + "\n  ]\n}\n";
    }
}
