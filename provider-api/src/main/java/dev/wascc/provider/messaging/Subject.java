package dev.wascc.provider.messaging;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A subject of NATS, tokens between dots, as a pattern: {@code *} stands for one token, {@code >} at the end for one or more. See
 * docs.nats.io, "Subject-Based Messaging".
 */
public final class Subject {
    private static final int MAX_LENGTH = 4096;

    private final String text;
    private final String[] tokens;

    private Subject(String text) {
        this.text = text;
        this.tokens = text.split("\\.", -1);
    }

    /**
     * What may be subscribed to.
     *
     * @throws IllegalArgumentException it is no subject; the message says why
     */
    public static Subject pattern(String text) {
        Subject subject = new Subject(requireTokens(text));
        for (int i = 0; i < subject.tokens.length - 1; i++) {
            if (subject.tokens[i].equals(">")) {
                throw new IllegalArgumentException("a subject has > at its end alone");
            }
        }
        return subject;
    }

    /**
     * What may be published to: no wildcards.
     *
     * @throws IllegalArgumentException it is no subject; the message says why
     */
    public static String literal(String text) {
        for (String token : requireTokens(text).split("\\.", -1)) {
            if (token.equals("*") || token.equals(">")) {
                throw new IllegalArgumentException("a message has one subject, without * and >");
            }
        }
        return text;
    }

    /** The patterns of a binding's {@code SUBSCRIPTION}, a list with commas; blanks around them do not count. */
    public static List<Subject> subscription(Map<String, String> values) {
        List<Subject> subjects = new ArrayList<>();
        String list = values.getOrDefault("SUBSCRIPTION", "");
        if (!list.isBlank()) {
            for (String subject : list.split(",", -1)) {
                try {
                    subjects.add(pattern(subject.strip()));
                } catch (IllegalArgumentException e) {
                    throw new IllegalArgumentException(
                            "SUBSCRIPTION is a list of subjects with commas: " + e.getMessage());
                }
            }
        }
        return subjects;
    }

    /** A binding's {@code QUEUEGROUP_NAME}, empty where there is none. */
    public static String queueGroup(Map<String, String> values) {
        String group = values.getOrDefault("QUEUEGROUP_NAME", "").strip();
        if (!group.isEmpty() && !plain(group)) {
            throw new IllegalArgumentException("QUEUEGROUP_NAME is a word without blanks");
        }
        return group;
    }

    private static String requireTokens(String text) {
        boolean sound = text.length() <= MAX_LENGTH && plain(text);
        for (String token : text.split("\\.", -1)) {
            sound &= !token.isEmpty();
        }
        if (!sound) {
            throw new IllegalArgumentException(
                    "a subject is tokens between dots, without blanks, control characters and empty tokens, of "
                            + MAX_LENGTH + " characters at most");
        }
        return text;
    }

    private static boolean plain(String text) {
        return text.chars().noneMatch(c -> c <= ' ' || c == 0x7f);
    }

    /** Whether a message with that subject, which has no wildcards, is meant. */
    public boolean matches(String literal) {
        String[] other = literal.split("\\.", -1);
        for (int i = 0; i < tokens.length; i++) {
            if (tokens[i].equals(">")) {
                return other.length > i;
            }
            if (i >= other.length || !tokens[i].equals("*") && !tokens[i].equals(other[i])) {
                return false;
            }
        }
        return tokens.length == other.length;
    }

    @Override
    public String toString() {
        return text;
    }
}
