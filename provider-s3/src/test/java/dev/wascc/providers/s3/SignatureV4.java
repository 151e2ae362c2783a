package dev.wascc.providers.s3;

import com.sun.net.httpserver.HttpExchange;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Checks a request's AWS Signature Version 4, by Amazon's description of it ("Authenticating Requests: Authorization Header"). */
record SignatureV4(String accessKey, String secretKey, String region) {
    private static final Pattern AUTHORIZATION =
            Pattern.compile("AWS4-HMAC-SHA256 Credential=([^/]+)/([0-9]{8})/([^/]+)/s3/aws4_request,"
                    + " ?SignedHeaders=([^,]+), ?Signature=([0-9a-f]{64})");

    private static final String EMPTY = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    /** Why the request is refused, or null. */
    String complaint(HttpExchange exchange, String bodyHash) throws GeneralSecurityException {
        String header = exchange.getRequestHeaders().getFirst("Authorization");
        Matcher parts = AUTHORIZATION.matcher(header == null ? "" : header);
        if (!parts.matches()
                || !parts.group(1).equals(accessKey)
                || !parts.group(3).equals(region)) {
            return "AccessDenied";
        }
        List<String> signed = List.of(parts.group(4).split(";"));
        if (!signed.containsAll(List.of("host", "x-amz-date", "x-amz-content-sha256"))) {
            return "AccessDenied";
        }
        // A request without a body may leave its hash out; one with a body over plain HTTP may not.
        String claimed = exchange.getRequestHeaders().getFirst("x-amz-content-sha256");
        boolean unsigned = claimed.equals("UNSIGNED-PAYLOAD") && bodyHash.equals(EMPTY);
        if (!unsigned && !claimed.equals(bodyHash)) {
            return "XAmzContentSHA256Mismatch";
        }
        String canonical = String.join(
                "\n",
                exchange.getRequestMethod(),
                exchange.getRequestURI().getRawPath(),
                query(exchange.getRequestURI().getRawQuery()),
                signed.stream()
                        .map(name -> name + ":"
                                + exchange.getRequestHeaders().getFirst(name).strip() + "\n")
                        .collect(Collectors.joining()),
                parts.group(4),
                claimed);
        String scope = parts.group(2) + "/" + region + "/s3/aws4_request";
        String toSign = "AWS4-HMAC-SHA256\n" + exchange.getRequestHeaders().getFirst("x-amz-date") + "\n" + scope + "\n"
                + HexFormat.of()
                        .formatHex(MessageDigest.getInstance("SHA-256")
                                .digest(canonical.getBytes(StandardCharsets.UTF_8)));
        byte[] key = ("AWS4" + secretKey).getBytes(StandardCharsets.UTF_8);
        for (String step : List.of(parts.group(2), region, "s3", "aws4_request", toSign)) {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            key = mac.doFinal(step.getBytes(StandardCharsets.UTF_8));
        }
        return HexFormat.of().formatHex(key).equals(parts.group(5).toLowerCase(Locale.ROOT))
                ? null
                : "SignatureDoesNotMatch";
    }

    private static String query(String raw) {
        return raw == null
                ? ""
                : Arrays.stream(raw.split("&"))
                        .map(pair -> pair.contains("=") ? pair : pair + "=")
                        .sorted()
                        .collect(Collectors.joining("&"));
    }
}
