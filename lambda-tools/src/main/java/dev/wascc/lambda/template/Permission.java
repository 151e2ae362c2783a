package dev.wascc.lambda.template;

import dev.wascc.host.manifest.Manifest;
import dev.wascc.provider.Binding;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the function's role has to be allowed, and no more.
 *
 * @param actions by IAM's names
 * @param resource an ARN with {@code ${Partition}}, {@code ${Region}} and {@code ${Account}} in it
 */
public record Permission(List<String> actions, String resource) {
    /** What keyvalue does with a table: each operation is one of these calls. */
    private static final List<String> TABLE =
            List.of("dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:UpdateItem", "dynamodb:DeleteItem");

    private static final List<String> OBJECTS = List.of("s3:GetObject", "s3:PutObject", "s3:DeleteObject");
    private static final List<String> BUCKET = List.of("s3:ListBucket");

    public Permission {
        actions = List.copyOf(actions);
    }

    /** By the bindings of a manifest: its tables and buckets. */
    static Set<Permission> of(Manifest manifest) {
        Set<Permission> permissions = new LinkedHashSet<>();
        for (Binding binding : manifest.bindings()) {
            permissions.addAll(of(binding.capability(), binding.values()));
        }
        return permissions;
    }

    private static List<Permission> of(String capability, Map<String, String> values) {
        List<Permission> permissions = new ArrayList<>();
        String table = values.getOrDefault("TABLE", "");
        if (capability.equals("wascc:keyvalue") && table.matches("[A-Za-z0-9_.-]+")) {
            permissions.add(new Permission(TABLE, "arn:${Partition}:dynamodb:${Region}:${Account}:table/" + table));
        }
        boolean s3 =
                values.containsKey("REGION") || values.getOrDefault("URL", "").startsWith("s3:");
        if (capability.equals("wascc:blobstore") && s3) {
            // Which buckets an actor names is known to the actor alone.
            permissions.add(new Permission(BUCKET, "arn:${Partition}:s3:::REPLACE-WITH-YOUR-BUCKET"));
            permissions.add(new Permission(OBJECTS, "arn:${Partition}:s3:::REPLACE-WITH-YOUR-BUCKET/*"));
        }
        return permissions;
    }
}
