package dev.wascc.lambda.pack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wascc.provider.CapabilityProvider;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.spi.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RuntimeJarsTest {
    @TempDir
    Path dir;

    private List<Path> jars(Set<LibraryGroup> groups) throws Exception {
        List<Path> jars = new ArrayList<>();
        for (PackedFile jar : RuntimeJars.of(groups)) {
            jars.add(Files.write(dir.resolve(jar.name()), jar.content()));
        }
        return jars;
    }

    /** On a class path of its own jars alone, each provider of a group can be made. */
    @ParameterizedTest
    @CsvSource({"PROVIDERS, 8", "REDIS, 1", "AWS, 2"})
    void a_group_has_all_that_its_providers_need(LibraryGroup group, int atLeast) throws Exception {
        List<URL> urls = new ArrayList<>();
        for (Path jar : jars(EnumSet.of(LibraryGroup.CORE, group))) {
            urls.add(jar.toUri().toURL());
        }
        try (URLClassLoader alone =
                new URLClassLoader(urls.toArray(URL[]::new), ClassLoader.getPlatformClassLoader())) {
            Class<?> service = alone.loadClass(CapabilityProvider.class.getName());
            List<Object> found = new ArrayList<>();
            ServiceLoader.load(service, alone).forEach(found::add);
            assertThat(found).hasSizeGreaterThanOrEqualTo(atLeast);
        }
    }

    @Test
    void the_core_has_the_runtime_and_no_provider() throws Exception {
        assertThat(RuntimeJars.of(EnumSet.of(LibraryGroup.CORE)).stream().map(PackedFile::name))
                .anyMatch(name -> name.startsWith("dev.wascc.wascc-lambda-runtime-"))
                .noneMatch(name -> name.contains("-provider-") && !name.contains("provider-api"))
                .isSorted();
    }

    /** jdeps of the JDK is asked which modules the jars refer to; what is optional to a library is listed here. */
    @Test
    void the_java_of_a_package_has_the_modules_that_the_jars_need() throws Exception {
        ToolProvider jdeps = ToolProvider.findFirst("jdeps").orElseThrow();
        Set<String> optional = Set.of(
                "java.sql",
                "java.desktop",
                "java.instrument",
                "java.security.jgss",
                "java.compiler",
                "jdk.net",
                "java.transaction.xa");
        StringWriter out = new StringWriter();
        List<String> command = new ArrayList<>(List.of("--multi-release", "17", "--ignore-missing-deps", "-s"));
        jars(EnumSet.allOf(LibraryGroup.class)).forEach(jar -> command.add(jar.toString()));
        assertThat(jdeps.run(new PrintWriter(out), new PrintWriter(out), command.toArray(String[]::new)))
                .as(out.toString())
                .isZero();
        assertThat(out.toString()
                        .lines()
                        .map(line -> line.replaceFirst(".* -> ", "").strip())
                        .filter(name -> name.startsWith("java.") || name.startsWith("jdk."))
                        .filter(name -> !optional.contains(name))
                        .distinct())
                .isSubsetOf(JavaImage.MODULES);
    }
}
