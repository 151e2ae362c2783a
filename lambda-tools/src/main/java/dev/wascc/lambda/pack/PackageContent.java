package dev.wascc.lambda.pack;

import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The files of a package, by name. */
final class PackageContent {
    private final TreeMap<String, PackedFile> files = new TreeMap<>();

    void add(PackedFile file) {
        files.put(file.name(), file);
    }

    void addAll(Collection<PackedFile> more) {
        more.forEach(this::add);
    }

    /** Everything below a directory; what a link leads to is taken in its place. */
    void addTree(String prefix, Path directory) throws IOException {
        try (Stream<Path> found = Files.walk(directory, FileVisitOption.FOLLOW_LINKS)) {
            for (Path file : found.filter(Files::isRegularFile).toList()) {
                add(PackedFile.read(prefix + "/" + slashed(directory.relativize(file)), file));
            }
        }
    }

    static String slashed(Path path) {
        return path.toString().replace(path.getFileSystem().getSeparator(), "/");
    }

    Optional<PackedFile> get(String name) {
        @Nullable PackedFile file = files.get(name);
        return Optional.ofNullable(file);
    }

    /** By name, in order. */
    List<PackedFile> files() {
        return List.copyOf(files.values());
    }

    /** Bytes when it is unpacked. */
    long size() {
        return files.values().stream().mapToLong(file -> file.content().length).sum();
    }

    /** What lies at the top: files by name, directories with a slash. */
    List<String> top() {
        return files.keySet().stream()
                .map(name -> name.contains("/") ? name.substring(0, name.indexOf('/') + 1) : name)
                .distinct()
                .toList();
    }
}
