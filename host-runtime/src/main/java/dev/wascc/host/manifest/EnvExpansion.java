package dev.wascc.host.manifest;

import java.util.Map;

/**
 * {@code ${NAME}} and {@code ${NAME:default}} in a value, by the rules of envmnt 0.8.4 that wascc-host uses: an unset name without a
 * default is left as it stands, a variable that is set and empty is empty, nothing nests. Done on values after parsing, so that
 * no variable can change the structure of a manifest.
 */
final class EnvExpansion {
    private EnvExpansion() {}

    static String expand(String text, Map<String, String> environment) {
        StringBuilder expanded = new StringBuilder();
        int at = 0;
        while (at < text.length()) {
            int start = text.indexOf("${", at);
            if (start < 0) {
                break;
            }
            expanded.append(text, at, start);
            int end = expression(text, start + 2);
            if (end < 0) {
                expanded.append("${");
                at = start + 2;
            } else {
                expanded.append(value(text.substring(start, end + 1), environment));
                at = end + 1;
            }
        }
        return expanded.append(text, at, text.length()).toString();
    }

    /** Where the expression that begins here is closed, or -1 where it is none. */
    private static int expression(String text, int from) {
        boolean inName = true;
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '}') {
                return i;
            }
            if (c == '\t' || c == '\r' || c == '\n' || inName && (c == ' ' || c == '=')) {
                return -1;
            }
            inName &= c != ':';
        }
        return -1;
    }

    private static String value(String expression, Map<String, String> environment) {
        String inner = expression.substring(2, expression.length() - 1);
        int colon = inner.indexOf(':');
        String name = colon < 0 ? inner : inner.substring(0, colon);
        String value = environment.get(name);
        if (value != null) {
            return value;
        }
        return colon < 0 ? expression : inner.substring(colon + 1);
    }
}
