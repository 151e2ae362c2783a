package dev.wascc.providers.s3;

import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;
import software.amazon.awssdk.services.s3.S3Configuration;

/** What a binding's values say of a server; the texts of its exceptions hold names of values, never a value that may be secret. */
record S3Settings(Region region, @Nullable URI endpoint, AwsCredentialsProvider credentials, boolean pathStyle) {
    static final String SCHEME = "s3://";
    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration ANSWER = Duration.ofSeconds(30);

    /** @throws IllegalArgumentException says which value is wrong */
    static S3Settings of(Map<String, String> given) {
        Map<String, String> values = new HashMap<>(given);
        String url = given.getOrDefault("URL", "");
        if (url.startsWith(SCHEME)) {
            String place = url.substring(SCHEME.length());
            values.putIfAbsent(place.matches("[a-z0-9-]+") ? "REGION" : "ENDPOINT", place);
        }
        String region = values.getOrDefault("REGION", "us-east-1").strip();
        if (!region.matches("[a-z0-9-]{1,63}")) {
            throw new IllegalArgumentException("REGION is a name like eu-central-1");
        }
        URI endpoint =
                values.containsKey("ENDPOINT") ? endpoint(values.get("ENDPOINT").strip()) : null;
        String style = values.getOrDefault("PATH_STYLE", String.valueOf(endpoint != null))
                .strip();
        if (!style.equals("true") && !style.equals("false")) {
            throw new IllegalArgumentException("PATH_STYLE is true or false");
        }
        return new S3Settings(Region.of(region), endpoint, credentials(values), style.equals("true"));
    }

    private static URI endpoint(String text) {
        URI uri;
        try {
            uri = URI.create(text.contains("://") ? text : "https://" + text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("ENDPOINT is a host, host:port or a URL without a path");
        }
        boolean web = "https".equals(uri.getScheme()) || "http".equals(uri.getScheme());
        boolean bare = uri.getPath() == null
                || uri.getPath().isEmpty()
                || uri.getPath().equals("/");
        if (!web || !bare || uri.getHost() == null || uri.getUserInfo() != null || uri.getQuery() != null) {
            throw new IllegalArgumentException("ENDPOINT is a host, host:port or a URL without a path");
        }
        return uri;
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

    /** Where the buckets are, for people. */
    String place() {
        return endpoint == null
                ? region.id()
                : endpoint.getHost() + (endpoint.getPort() < 0 ? "" : ":" + endpoint.getPort());
    }

    S3Client client() {
        S3ClientBuilder builder = S3Client.builder()
                .region(region)
                .credentialsProvider(credentials)
                .httpClientBuilder(UrlConnectionHttpClient.builder()
                        .connectionTimeout(CONNECT)
                        .socketTimeout(ANSWER))
                // Other servers than Amazon's know neither checksums in trailers nor bodies that are signed in pieces.
                .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
                .serviceConfiguration(S3Configuration.builder()
                        .pathStyleAccessEnabled(pathStyle)
                        .chunkedEncodingEnabled(false)
                        .build());
        if (endpoint != null) {
            builder.endpointOverride(endpoint);
        }
        return builder.build();
    }

    /** Without the credentials. */
    @Override
    public String toString() {
        return "S3Settings[" + place() + "]";
    }
}
