package dev.wascc.lambda.template;

import dev.wascc.lambda.pack.Architecture;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A starting file for the deployment of a package: function, role, log, and an HTTP API where an actor takes requests. Each is a file of
 * resources whose parts in {@code {{braces}}} stand for what differs, and whose lines between {@code {{#word}}}, or {@code {{^word}}}, and
 * {@code {{/word}}} are there where the word holds, or does not.
 */
public final class Template {
    private static final Pattern MARK = Pattern.compile(" *\\{\\{([#^/])(\\w+)}}");

    private Template() {}

    /** The text of the file. */
    public static String of(TemplateFormat format, PackageFacts facts) {
        String text =
                switch (format) {
                    case SAM -> resource("template.yaml").replace("{{permissions}}", Sam.statements(facts));
                    case TERRAFORM -> resource("main.tf").replace("{{permissions}}", Terraform.statements(facts));
                    case CDK -> resource("FunctionApp.java.txt").replace("{{permissions}}", Cdk.statements(facts));
                };
        Map<String, Boolean> words =
                Map.of("http", facts.http(), "layer", facts.layer() != null, "managed", facts.managed());
        return chosen(text, words)
                .replace("{{zip}}", facts.zip())
                .replace("{{layer}}", facts.layer() == null ? "" : facts.layer())
                .replace("{{runtime}}", facts.runtime())
                .replace("{{handler}}", facts.handler())
                .replace("{{arch}}", facts.architecture().word())
                .replace("{{ARCH}}", facts.architecture() == Architecture.ARM64 ? "ARM_64" : "X86_64")
                .replace("{{family}}", facts.managed() ? "RuntimeFamily.JAVA" : "RuntimeFamily.OTHER");
    }

    private static String chosen(String text, Map<String, Boolean> words) {
        Deque<Boolean> kept = new ArrayDeque<>();
        StringBuilder chosen = new StringBuilder();
        text.lines().forEach(line -> {
            Matcher mark = MARK.matcher(line);
            if (!mark.matches()) {
                if (!kept.contains(false)) {
                    chosen.append(line).append('\n');
                }
            } else if (mark.group(1).equals("/")) {
                kept.pop();
            } else {
                boolean holds = words.getOrDefault(mark.group(2), false);
                kept.push(mark.group(1).equals("#") == holds);
            }
        });
        return chosen.toString();
    }

    private static String resource(String name) {
        try (InputStream in = Template.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("this program has lost its " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String quoted(List<String> texts) {
        return texts.stream().map(text -> '"' + text + '"').collect(Collectors.joining(", "));
    }

    /** IAM statements in the words of each tool. */
    private static final class Sam {
        static String statements(PackageFacts facts) {
            return facts.permissions().stream()
                    .map(permission -> "              - Effect: Allow\n                Action: ["
                            + String.join(", ", permission.actions()) + "]\n                Resource: !Sub "
                            + permission
                                    .resource()
                                    .replace("${Partition}", "${AWS::Partition}")
                                    .replace("${Region}", "${AWS::Region}")
                                    .replace("${Account}", "${AWS::AccountId}")
                            + "\n")
                    .sorted()
                    .collect(Collectors.joining());
        }
    }

    private static final class Terraform {
        static String statements(PackageFacts facts) {
            return facts.permissions().stream()
                    .map(permission ->
                            "      {\n        Effect   = \"Allow\"\n        Action   = [" + quoted(permission.actions())
                                    + "]\n        Resource = \""
                                    + permission
                                            .resource()
                                            .replace("${Partition}", "${data.aws_partition.current.partition}")
                                            .replace("${Region}", "${data.aws_region.current.name}")
                                            .replace("${Account}", "${data.aws_caller_identity.current.account_id}")
                                    + "\"\n      },\n")
                    .sorted()
                    .collect(Collectors.joining());
        }
    }

    private static final class Cdk {
        static String statements(PackageFacts facts) {
            return facts.permissions().stream()
                    .map(permission -> "        role.addToPolicy(PolicyStatement.Builder.create()\n"
                            + "                .actions(List.of(" + quoted(permission.actions()) + "))\n"
                            + "                .resources(List.of(\""
                            + permission
                                    .resource()
                                    .replace("${Partition}", "\" + getPartition() + \"")
                                    .replace("${Region}", "\" + getRegion() + \"")
                                    .replace("${Account}", "\" + getAccount() + \"")
                            + "\"))\n                .build());\n")
                    .sorted()
                    .collect(Collectors.joining());
        }
    }
}
