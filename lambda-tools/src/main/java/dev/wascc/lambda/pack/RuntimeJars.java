package dev.wascc.lambda.pack;

import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The jars of the runtime, which this module carries as resources. */
final class RuntimeJars {
    private static final String DIRECTORY = "/dev/wascc/lambda/pack/jars";

    private RuntimeJars() {}

    /** Those of these groups by name, in order. */
    static List<PackedFile> of(Set<LibraryGroup> groups) throws IOException {
        List<String> names = names().stream()
                .filter(name -> groups.contains(LibraryGroup.of(name)))
                .toList();
        return files(names);
    }

    private static List<PackedFile> files(List<String> names) throws IOException {
        List<PackedFile> jars = new java.util.ArrayList<>();
        for (String name : names) {
            try (InputStream in = RuntimeJars.class.getResourceAsStream(DIRECTORY + "/" + name)) {
                if (in == null) {
                    throw new IOException("the runtime's jar " + name + " cannot be read");
                }
                jars.add(PackedFile.of(name, in.readAllBytes()));
            }
        }
        return jars;
    }

    private static List<String> names() throws IOException {
        try {
            Path program = Path.of(RuntimeJars.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            if (Files.isDirectory(program)) {
                return listed(program.resolve(DIRECTORY.substring(1)));
            }
            try (FileSystem jar = FileSystems.newFileSystem(program)) {
                return listed(jar.getPath(DIRECTORY));
            }
        } catch (URISyntaxException e) {
            throw new IOException("this program does not know where it lies", e);
        }
    }

    private static List<String> listed(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> String.valueOf(file.getFileName()))
                    .filter(name -> name.endsWith(".jar"))
                    .sorted()
                    .toList();
        }
    }
}
