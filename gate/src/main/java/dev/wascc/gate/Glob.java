package dev.wascc.gate;

import java.util.List;

/** A pattern: {@code *} stands for any text, {@code ?} for one character, everything else for itself, case and all. */
record Glob(String pattern) {

    boolean matches(String text) {
        int at = 0;
        int p = 0;
        int star = -1;
        int resume = 0;
        while (at < text.length()) {
            if (p < pattern.length() && pattern.charAt(p) == '*') {
                star = p++;
                resume = at;
            } else if (p < pattern.length() && (pattern.charAt(p) == '?' || pattern.charAt(p) == text.charAt(at))) {
                p++;
                at++;
            } else if (star >= 0) {
                p = star + 1;
                at = ++resume;
            } else {
                return false;
            }
        }
        while (p < pattern.length() && pattern.charAt(p) == '*') {
            p++;
        }
        return p == pattern.length();
    }

    static List<Glob> of(List<String> patterns) {
        return patterns.stream().map(Glob::new).toList();
    }

    static boolean any(List<Glob> globs, String text) {
        return globs.stream().anyMatch(glob -> glob.matches(text));
    }

    static String listed(List<Glob> globs) {
        return globs.isEmpty()
                ? "none"
                : String.join(", ", globs.stream().map(Glob::pattern).toList());
    }
}
