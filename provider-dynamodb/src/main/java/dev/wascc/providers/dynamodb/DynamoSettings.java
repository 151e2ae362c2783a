package dev.wascc.providers.dynamodb;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClientBuilder;

/**
 * What a binding's values say: {@code TABLE}, {@code REGION} (the function's own, else us-east-1), {@code ENDPOINT} for others than Amazon's,
 * {@code AWS_ACCESS_KEY}, {@code AWS_SECRET_ACCESS_KEY} and {@code AWS_TOKEN} where they are not those of the process. The texts of its
 * exceptions hold names of values, never a value that may be secret.
 */
record DynamoSettings(String table, Region region, @Nullable URI endpoint, AwsCredentialsProvider credentials) {
    private static final Duration CONNECT = Duration.ofSeconds(2);
    private static final Duration ANSWER = Duration.ofSeconds(5);

    /** @throws IllegalArgumentException says which value is wrong */
    static DynamoSettings of(Map<String, String> values, Map<String, String> environment) {
        String table = values.getOrDefault("TABLE", "").strip();
        if (!table.matches("[A-Za-z0-9_.:/-]{3,255}")) {
            throw new IllegalArgumentException("TABLE is the name of a table, or its ARN");
        }
        String here = environment.getOrDefault("AWS_REGION", "us-east-1");
        String region = values.getOrDefault("REGION", here).strip();
        if (!region.matches("[a-z0-9-]{1,63}")) {
            throw new IllegalArgumentException("REGION is a name like eu-central-1");
        }
        String endpoint = values.get("ENDPOINT");
        return new DynamoSettings(
                table, Region.of(region), endpoint == null ? null : endpoint(endpoint.strip()), credentials(values));
    }

    private static URI endpoint(String text) {
        try {
            URI uri = URI.create(text);
            boolean web = "https".equals(uri.getScheme()) || "http".equals(uri.getScheme());
            if (web && uri.getHost() != null && uri.getUserInfo() == null) {
                return uri;
            }
        } catch (IllegalArgumentException e) {
            // said below
        }
        throw new IllegalArgumentException("ENDPOINT is a URL like http://127.0.0.1:8000");
    }

    private static AwsCredentialsProvider credentials(Map<String, String> values) {
        String key = values.getOrDefault("AWS_ACCESS_KEY", "");
        String secret = values.getOrDefault("AWS_SECRET_ACCESS_KEY", "");
        String token = values.getOrDefault("AWS_TOKEN", "");
        if (key.isBlank() != secret.isBlank()) {
            throw new IllegalArgumentException(
                    "AWS_ACCESS_KEY and AWS_SECRET_ACCESS_KEY are given together or not at all");
        }
        if (key.isBlank()) {
            return DefaultCredentialsProvider.builder().build();
        }
        AwsCredentials credentials = token.isBlank()
                ? AwsBasicCredentials.create(key, secret)
                : AwsSessionCredentials.create(key, secret, token);
        return StaticCredentialsProvider.create(credentials);
    }

    /** A client that asks once: whether a write whose answer was lost has been done is not known, and only its caller may decide. */
    DynamoDbClient client() {
        DynamoDbClientBuilder builder = DynamoDbClient.builder()
                .region(region)
                .credentialsProvider(credentials)
                .overrideConfiguration(settings -> settings.retryStrategy(AwsRetryStrategy.doNotRetry()))
                .httpClientBuilder(UrlConnectionHttpClient.builder()
                        .connectionTimeout(CONNECT)
                        .socketTimeout(ANSWER));
        if (endpoint != null) {
            builder.endpointOverride(endpoint);
        }
        return builder.build();
    }

    /** For people. */
    String shown() {
        return "dynamodb " + table + " in " + (endpoint == null ? region.id() : endpoint.getAuthority());
    }

    /** Without the credentials. */
    @Override
    public String toString() {
        return shown();
    }
}
