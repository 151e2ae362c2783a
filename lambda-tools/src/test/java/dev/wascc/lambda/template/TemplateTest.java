package dev.wascc.lambda.template;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.util.JavacTask;
import dev.wascc.lambda.SignedActor;
import dev.wascc.lambda.pack.Architecture;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.snakeyaml.engine.v2.api.ConstructNode;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.Tag;

class TemplateTest {
    @TempDir
    Path dir;

    private SignedActor actor;

    @BeforeEach
    void function() throws Exception {
        actor = SignedActor.in(dir, SignedActor.ANSWERS, "wascc:http_server", "wascc:keyvalue");
        actor.manifest(
                "bindings: [{actor: " + actor.key() + ", capability: 'wascc:keyvalue', values: {TABLE: counters}}]\n");
    }

    private String template(TemplateFormat format, String kind) throws Exception {
        if (kind.equals("function")) {
            Files.writeString(dir.resolve("bootstrap"), "#!/bin/sh\n");
        } else if (kind.equals("managed")) {
            Files.createDirectories(dir.resolve("lib"));
        }
        return Template.of(format, PackageFacts.of(dir, "java21", Architecture.ARM64));
    }

    @ParameterizedTest
    @CsvSource({"function", "layered", "managed"})
    void sams_file_is_yaml_with_the_functions_properties(String kind) throws Exception {
        String text = template(TemplateFormat.SAM, kind);
        assertThat(text).doesNotContain("{{", "}}");
        Map<?, ?> resources = (Map<?, ?>) ((Map<?, ?>) yaml(text)).get("Resources");
        Map<?, ?> properties = (Map<?, ?>) ((Map<?, ?>) resources.get("Actors")).get("Properties");
        boolean managed = kind.equals("managed");
        assertThat(properties.get("Runtime")).isEqualTo(managed ? "java21" : "provided.al2023");
        assertThat(properties.get("Handler")).isEqualTo(managed ? "dev.wascc.lambda.ActorHandler" : "not.used");
        assertThat(properties.get("Architectures")).isEqualTo(List.of("arm64"));
        assertThat(properties.containsKey("SnapStart")).isEqualTo(managed);
        assertThat(resources.containsKey("Runtime")).isEqualTo(kind.equals("layered"));
        assertThat(properties.get("Events")).isEqualTo(Map.of("Http", Map.of("Type", "HttpApi")));
        assertThat(text).contains("table/counters").doesNotContain("Action: '*'", "Resource: '*'", "Resource: \"*\"");
    }

    private static Object yaml(String text) {
        ConstructNode scalar = new ConstructNode() {
            @Override
            public Object construct(Node node) {
                return ((ScalarNode) node).getValue();
            }
        };
        LoadSettings settings = LoadSettings.builder()
                .setTagConstructors(
                        Map.of(new Tag("!Ref"), scalar, new Tag("!Sub"), scalar, new Tag("!GetAtt"), scalar))
                .build();
        return new Load(settings).loadFromString(text);
    }

    /** Blocks, lists and strings end as they began, and what is referred to is there. */
    @ParameterizedTest
    @CsvSource({"function", "layered", "managed"})
    void terraforms_file_is_whole_and_refers_to_what_it_has(String kind) throws Exception {
        String text = template(TemplateFormat.TERRAFORM, kind);
        assertThat(text)
                .doesNotContain("{{")
                .contains("\"dynamodb:GetItem\"", "table/counters")
                .doesNotContain("\"*\"");
        String code = text.replaceAll("(?m)#.*$", "").replaceAll("\"(\\$\\{[^}]*}|[^\"$]|\\$(?!\\{))*\"", "\"\"");
        Deque<Character> open = new ArrayDeque<>();
        for (char c : code.toCharArray()) {
            if ("{[(".indexOf(c) >= 0) {
                open.push("}])".charAt("{[(".indexOf(c)));
            } else if ("}])".indexOf(c) >= 0) {
                assertThat(open.poll()).isEqualTo(c);
            }
        }
        assertThat(open).isEmpty();
        java.util.regex.Matcher reference =
                java.util.regex.Pattern.compile("\\b(aws_\\w+)\\.(\\w+)\\.").matcher(text);
        int references = 0;
        while (reference.find()) {
            boolean data = text.startsWith("data.", reference.start() - "data.".length());
            assertThat(text)
                    .contains((data ? "data" : "resource") + " \"" + reference.group(1) + "\" \"" + reference.group(2)
                            + "\" {");
            references++;
        }
        assertThat(references).isPositive();
    }

    @ParameterizedTest
    @CsvSource({"function", "layered", "managed"})
    void cdks_file_is_java(String kind) throws Exception {
        String text = template(TemplateFormat.CDK, kind);
        assertThat(text).doesNotContain("{{", "}}\n}}");
        DiagnosticCollector<JavaFileObject> problems = new DiagnosticCollector<>();
        JavacTask task = (JavacTask) ToolProvider.getSystemJavaCompiler()
                .getTask(
                        null,
                        null,
                        problems,
                        List.of("-proc:none"),
                        null,
                        List.of(
                                new SimpleJavaFileObject(
                                        URI.create("string:///FunctionApp.java"), JavaFileObject.Kind.SOURCE) {
                                    @Override
                                    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                                        return text;
                                    }
                                }));
        assertThat(task.parse()).hasSize(1);
        assertThat(problems.getDiagnostics()).isEmpty();
    }

    @Test
    void a_function_without_http_has_no_api() throws Exception {
        SignedActor.in(dir, SignedActor.ANSWERS, "awslambda:event");
        assertThat(template(TemplateFormat.SAM, "function")).doesNotContain("HttpApi", "dynamodb");
        assertThat(template(TemplateFormat.TERRAFORM, "function")).doesNotContain("apigateway");
        assertThat(template(TemplateFormat.CDK, "function")).doesNotContain("HttpApi");
    }
}
