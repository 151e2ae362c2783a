package dev.wascc.lambda.local;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** The variables that Lambda sets. */
final class LocalEnvironment {
    private static final String NAME = "wascc-local";
    static final String ARN = "arn:aws:lambda:us-east-1:123456789012:function:" + NAME;

    private LocalEnvironment() {}

    /**
     * The variables of a function: Lambda's, then those of this process that it lets through.
     *
     * @param own of this process; also the credentials and the region that the function uses
     */
    static Map<String, String> of(Path directory, int memory, Map<String, String> own) {
        Map<String, String> variables = new HashMap<>(own);
        variables.put("LAMBDA_TASK_ROOT", directory.toString());
        variables.put("LAMBDA_RUNTIME_DIR", directory.toString());
        variables.put("_HANDLER", "not.used");
        variables.put("AWS_LAMBDA_FUNCTION_NAME", NAME);
        variables.put("AWS_LAMBDA_FUNCTION_VERSION", "$LATEST");
        variables.put("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", String.valueOf(memory));
        variables.put("AWS_LAMBDA_LOG_GROUP_NAME", "/aws/lambda/" + NAME);
        variables.put("AWS_LAMBDA_LOG_STREAM_NAME", "local");
        variables.put("AWS_LAMBDA_INITIALIZATION_TYPE", "on-demand");
        variables.putIfAbsent("AWS_REGION", "us-east-1");
        variables.putIfAbsent("TZ", ":UTC");
        return variables;
    }
}
