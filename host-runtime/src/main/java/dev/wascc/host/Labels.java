package dev.wascc.host;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** A host's labels: its owner's, and {@code hostcore.*}, which the machine alone sets, in Rust's words (std::env::consts). */
final class Labels {
    private static final String RESERVED = "hostcore.";
    private static final Map<String, String> ARCHITECTURES = Map.ofEntries(
            Map.entry("amd64", "x86_64"),
            Map.entry("i386", "x86"),
            Map.entry("i486", "x86"),
            Map.entry("i586", "x86"),
            Map.entry("i686", "x86"),
            Map.entry("arm64", "aarch64"),
            Map.entry("ppc", "powerpc"),
            Map.entry("ppc64", "powerpc64"),
            Map.entry("ppc64le", "powerpc64"));

    private Labels() {}

    /** @param machine {@code os.arch} and {@code os.name} as the JVM has them */
    static Map<String, String> of(Map<String, String> owners, String machine, String system) {
        Map<String, String> all = new TreeMap<>(owners);
        all.keySet().removeIf(key -> key.startsWith(RESERVED));
        String os = os(system.toLowerCase(Locale.ROOT));
        all.put(RESERVED + "arch", ARCHITECTURES.getOrDefault(machine, machine));
        all.put(RESERVED + "os", os);
        all.put(RESERVED + "osfamily", os.equals("windows") ? "windows" : "unix");
        return all;
    }

    private static String os(String java) {
        if (java.startsWith("windows")) {
            return "windows";
        }
        if (java.startsWith("mac")) {
            return "macos";
        }
        return java.equals("sunos") ? "solaris" : java;
    }
}
