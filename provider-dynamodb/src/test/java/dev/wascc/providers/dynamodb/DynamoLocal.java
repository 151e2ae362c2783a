package dev.wascc.providers.dynamodb;

import dev.wascc.provider.contract.ServerProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Assumptions;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

/**
 * Amazon's DynamoDB Local, from the directory that {@code WASCC_DYNAMODB_LOCAL} names or {@code ~/.cache/wascc/dynamodb-local}; {@code
 * .ci/run} fills it. Without it a test is skipped, and fails where the environment has {@code CI=true}.
 */
final class DynamoLocal implements AutoCloseable {
    private final ServerProcess server;

    private DynamoLocal(ServerProcess server) {
        this.server = server;
    }

    static DynamoLocal start(Path directory) throws Exception {
        String named = System.getenv("WASCC_DYNAMODB_LOCAL");
        Path jars = named == null
                ? Path.of(System.getProperty("user.home"), ".cache", "wascc", "dynamodb-local")
                : Path.of(named);
        boolean there = Files.isDirectory(jars);
        if (!there && "true".equals(System.getenv("CI"))) {
            throw new AssertionError("CI needs DynamoDB Local in " + jars);
        }
        Assumptions.assumeTrue(there, "skipped: there is no DynamoDB Local in " + jars);
        Path launcher =
                Path.of(DynamoLocal.class.getResource("/LoopbackDynamo.java").toURI());
        return new DynamoLocal(ServerProcess.start(
                directory,
                port -> List.of(
                        "java",
                        "-Xmx256m",
                        "-Dsqlite4java.library.path=" + jars,
                        "-cp",
                        jars + "/*",
                        launcher.toString(),
                        String.valueOf(port))));
    }

    /** Values of a binding to a new table. */
    Map<String, String> newTable() {
        Map<String, String> values = values("t-" + UUID.randomUUID());
        try (DynamoDbClient client = DynamoSettings.of(values, Map.of()).client()) {
            client.createTable(table -> table.tableName(values.get("TABLE"))
                    .attributeDefinitions(id -> id.attributeName("id").attributeType(ScalarAttributeType.S))
                    .keySchema(id -> id.attributeName("id").keyType(KeyType.HASH))
                    .billingMode(BillingMode.PAY_PER_REQUEST));
        }
        return values;
    }

    Map<String, String> values(String table) {
        return Map.of(
                "TABLE",
                table,
                "ENDPOINT",
                "http://127.0.0.1:" + server.port(),
                "AWS_ACCESS_KEY",
                "test",
                "AWS_SECRET_ACCESS_KEY",
                "test");
    }

    @Override
    public void close() {
        server.close();
    }
}
