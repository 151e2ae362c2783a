package dev.wascc.maven;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.maven.artifact.Artifact;
import org.apache.maven.plugin.MojoFailureException;
import org.jspecify.annotations.Nullable;

/** Names of dependencies, {@code groupId:artifactId}, where {@code *} stands for any characters but a colon. */
record ArtifactPatterns(Map<String, Pattern> patterns) {
    /**
     * @param parameter where they stand
     * @throws MojoFailureException one is none
     */
    static ArtifactPatterns of(@Nullable List<String> texts, String parameter) throws MojoFailureException {
        Map<String, Pattern> patterns = new LinkedHashMap<>();
        for (String text : texts == null ? List.<String>of() : texts) {
            String name = text.strip();
            if (!name.matches("[\\w.*-]+:[\\w.*-]+")) {
                throw new MojoFailureException("<" + parameter + "> holds names of dependencies, groupId:artifactId,"
                        + " with * for any characters; " + name + " is none");
            }
            patterns.put(name, Pattern.compile(name.replace(".", "\\.").replace("*", "[^:]*")));
        }
        return new ArtifactPatterns(patterns);
    }

    boolean isEmpty() {
        return patterns.isEmpty();
    }

    boolean matches(Artifact artifact) {
        return patterns.values().stream().anyMatch(pattern -> matches(pattern, artifact));
    }

    /** Those that are for nothing here, misspelt perhaps. */
    List<String> matchingNone(Collection<Artifact> artifacts) {
        List<String> idle = new ArrayList<>();
        patterns.forEach((name, pattern) -> {
            if (artifacts.stream().noneMatch(artifact -> matches(pattern, artifact))) {
                idle.add(name);
            }
        });
        return idle;
    }

    private static boolean matches(Pattern pattern, Artifact artifact) {
        return pattern.matcher(artifact.getGroupId() + ":" + artifact.getArtifactId())
                .matches();
    }
}
