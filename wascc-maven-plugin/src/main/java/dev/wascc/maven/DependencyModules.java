package dev.wascc.maven;

import dev.wascc.gate.ModuleSource;
import dev.wascc.provider.OneLine;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.apache.maven.artifact.Artifact;

/** The Wasm in a dependency, named by its coordinates. Archives are hostile: what they could cost is counted before it is spent. */
final class DependencyModules {
    private static final int MAX_ENTRIES = 1_000_000;
    private static final int MAX_MODULES = 10_000;
    /** Bytes of all modules of an archive, unpacked: 1 GiB. */
    private static final long MAX_TOTAL = 1L << 30;

    private static final List<String> ARCHIVES = List.of(".jar", ".zip", ".war", ".ear", ".aar");

    private DependencyModules() {}

    /**
     * The dependency itself, where it is a module; the modules in it, where it is an archive, or a directory as modules of one build
     * may be.
     *
     * @throws IOException it is not there, it cannot be read, or it is beyond all bounds
     */
    static List<ModuleSource> of(Artifact artifact, boolean lookInside) throws IOException {
        String name = coordinates(artifact);
        File file = artifact.getFile();
        if (file == null) {
            throw new IOException("the dependency " + name + " has no file; it was not resolved");
        }
        Path path = file.toPath();
        if (Files.isDirectory(path)) {
            return lookInside ? inDirectory(name, path) : List.of();
        }
        String ending = file.getName().toLowerCase(Locale.ROOT);
        if (artifact.getType().equals("wasm") || ending.endsWith(".wasm")) {
            return List.of(ModuleSource.of(name, path));
        }
        return lookInside && ARCHIVES.stream().anyMatch(ending::endsWith) ? inArchive(name, file) : List.of();
    }

    private static String coordinates(Artifact artifact) {
        String classifier = artifact.getClassifier();
        return artifact.getGroupId() + ":" + artifact.getArtifactId() + ":" + artifact.getType()
                + (classifier == null || classifier.isEmpty() ? "" : ":" + classifier) + ":" + artifact.getVersion();
    }

    private static List<ModuleSource> inDirectory(String name, Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(file -> isModule(file.toString()) && !Files.isDirectory(file))
                    .sorted()
                    .map(file -> ModuleSource.of(
                            name + "!/" + directory.relativize(file).toString().replace(File.separatorChar, '/'), file))
                    .toList();
        }
    }

    private static List<ModuleSource> inArchive(String name, File file) throws IOException {
        try (ZipFile zip = new ZipFile(file)) {
            if (zip.size() > MAX_ENTRIES) {
                throw new IOException("it has more than " + MAX_ENTRIES + " entries");
            }
            return inArchive(name, zip);
        } catch (IOException | IllegalArgumentException e) {
            throw new IOException(
                    "the dependency " + name + " cannot be looked into: " + OneLine.of(String.valueOf(e.getMessage()))
                            + "; exclude it by name if it may come in all the same",
                    e);
        }
    }

    private static List<ModuleSource> inArchive(String name, ZipFile zip) throws IOException {
        List<ModuleSource> modules = new ArrayList<>();
        Set<String> names = new HashSet<>();
        long total = 0;
        for (Enumeration<? extends ZipEntry> entries = zip.entries(); entries.hasMoreElements(); ) {
            ZipEntry entry = entries.nextElement();
            if (entry.isDirectory() || !isModule(entry.getName())) {
                continue;
            }
            total += entry.getSize();
            if (!names.add(entry.getName())) {
                throw new IOException("two of its entries are called " + entry.getName());
            }
            if (modules.size() == MAX_MODULES || total > MAX_TOTAL) {
                throw new IOException("the modules in it are more than " + MAX_MODULES + ", or larger than "
                        + (MAX_TOTAL >> 20) + " MiB together");
            }
            modules.add(ModuleSource.of(name + "!/" + entry.getName(), Path.of(zip.getName()), entry.getName()));
        }
        return modules;
    }

    private static boolean isModule(String name) {
        return name.toLowerCase(Locale.ROOT).endsWith(".wasm");
    }
}
