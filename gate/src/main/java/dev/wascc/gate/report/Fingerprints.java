package dev.wascc.gate.report;

import dev.wascc.claims.Finding;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Names for findings that stay the same between runs and machines, so that a server knows a finding again: made of rule, file and
 * message, without its instants and counts, which change by the day. No two in one report are the same.
 */
final class Fingerprints {
    private static final Pattern CHANGING =
            Pattern.compile("\\d{4}-\\d\\d-\\d\\d(T[\\d:.]+Z?)?|(?<![\\p{L}\\d])\\d+(?![\\p{L}\\d])");

    private final Map<String, Integer> seen = new HashMap<>();

    String of(Finding finding, String file) {
        return of(finding.rule().id(), file, finding.message());
    }

    String of(String rule, String file, String message) {
        String what = rule + '\0' + file + '\0' + CHANGING.matcher(message).replaceAll("#");
        int before = seen.merge(what, 1, Integer::sum) - 1;
        return hash(before == 0 ? what : what + '\0' + before);
    }

    private static String hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 20);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
