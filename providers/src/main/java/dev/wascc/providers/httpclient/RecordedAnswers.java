package dev.wascc.providers.httpclient;

import dev.wascc.provider.OneLine;
import dev.wascc.provider.message.Message;
import dev.wascc.provider.message.MessageTree;
import dev.wascc.provider.message.Shapes;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * Answers from a file, and no network at all: a YAML list of {@code {method, url, status, header, body}}. {@code method} is GET and
 * {@code status} 200 where they are left out; a body that is no text is {@code {base64: …}}.
 */
final class RecordedAnswers {
    private static final int MAX_FILE = 16 << 20;
    private static final List<String> MEMBERS = List.of("method", "url", "status", "header", "body");

    private final String file;
    private final Map<String, Message> answers;

    private RecordedAnswers(String file, Map<String, Message> answers) {
        this.file = file;
        this.answers = answers;
    }

    /** @throws IOException the file cannot be read; @throws IllegalArgumentException says where its form is wrong */
    static RecordedAnswers read(Path file) throws IOException {
        byte[] bytes;
        try (InputStream in = Files.newInputStream(file)) {
            bytes = in.readNBytes(MAX_FILE + 1);
        }
        if (bytes.length > MAX_FILE) {
            throw new IOException("RECORDED " + file + " is larger than " + MAX_FILE + " bytes");
        }
        LoadSettings settings = LoadSettings.builder()
                .setLabel(file.toString())
                .setAllowDuplicateKeys(false)
                .setMaxAliasesForCollections(50)
                .setCodePointLimit(MAX_FILE)
                .build();
        Object tree;
        try {
            tree = new Load(settings).loadFromString(new String(bytes, StandardCharsets.UTF_8));
        } catch (YamlEngineException e) {
            throw new IllegalArgumentException("RECORDED " + file + " is no YAML: " + e.getMessage(), e);
        }
        if (!(tree instanceof List<?> list)) {
            throw new IllegalArgumentException("RECORDED " + file + " is a list of exchanges: - url: https://…");
        }
        Map<String, Message> answers = new LinkedHashMap<>();
        for (Object exchange : list) {
            add(answers, exchange, "RECORDED " + file + ", exchange " + (answers.size() + 1));
        }
        return new RecordedAnswers(file.toString(), answers);
    }

    private static void add(Map<String, Message> answers, Object exchange, String where) {
        if (!(exchange instanceof Map<?, ?> members) || !(members.get("url") instanceof String url)) {
            throw new IllegalArgumentException(where + " is a mapping that has at least a url");
        }
        for (Object member : members.keySet()) {
            if (!MEMBERS.contains(member)) {
                throw new IllegalArgumentException(where + " has a member " + member + "; there are " + MEMBERS);
            }
        }
        Object method = members.get("method");
        Object status = members.get("status");
        Map<String, Object> response = new LinkedHashMap<>();
        response.put("statusCode", status == null ? Integer.valueOf(200) : status);
        response.put("header", members.get("header") == null ? Map.of() : members.get("header"));
        response.put("body", members.get("body") == null ? "" : members.get("body"));
        try {
            Message message = MessageTree.parse(Shapes.HTTP_RESPONSE, response);
            if (answers.put((method == null ? "GET" : method) + " " + url, message) != null) {
                throw new IllegalArgumentException("it answers what another one answers");
            }
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(where + ": " + e.getMessage(), e);
        }
    }

    Message answer(OutgoingRequest request) throws Refusal {
        String asked = request.method() + " " + request.url();
        Message answer = answers.get(asked);
        if (answer == null) {
            throw new Refusal("no answer is recorded for " + OneLine.of(asked, 400) + "; " + file + " has "
                    + answers.size() + " others");
        }
        return answer;
    }
}
