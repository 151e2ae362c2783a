package dev.wascc.gate;

import java.util.List;

/**
 * A rule of a policy, for people.
 *
 * @param label the pattern it matches by, in quotes
 * @param line where it stands, from 1
 * @param level how seriously it is taken
 * @param asks what it asks, a key and its value each
 * @param reachable false where a rule before it matches every actor
 */
public record RuleOutline(String label, int line, Level level, List<String> asks, boolean reachable) {
    public RuleOutline {
        asks = List.copyOf(asks);
    }
}
