package dev.wascc.gate;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The modules that arguments name: files, directories (all {@code .wasm} files in them, at any depth), globs, and {@code -} for
 * standard input. An argument that names nothing is an error, as a gate that looked at nothing has let everything through.
 */
public final class ModuleFiles {
    private ModuleFiles() {}

    /**
     * In the order of the arguments, those of a directory or glob by name.
     *
     * @param input for {@code -}
     * @throws NoSuchFileException a directory without modules, or a glob that matches none
     */
    public static List<ModuleSource> named(List<String> arguments, InputStream input) throws IOException {
        List<ModuleSource> sources = new ArrayList<>();
        boolean inputTaken = false;
        for (String argument : arguments) {
            if (argument.equals("-")) {
                if (inputTaken) {
                    throw new IOException("- is given twice, and standard input can be read but once");
                }
                inputTaken = true;
                sources.add(ModuleSource.of("(standard input)", input));
            } else {
                named(argument).forEach(file -> sources.add(ModuleSource.of(file)));
            }
        }
        return sources;
    }

    private static List<Path> named(String argument) throws IOException {
        try {
            Path path = Path.of(argument);
            if (Files.isDirectory(path)) {
                return found(
                        path, file -> file.toString().endsWith(".wasm"), argument, "the directory holds no .wasm file");
            }
            if (Files.exists(path) || !argument.matches(".*[*?\\[{].*")) {
                return List.of(path);
            }
        } catch (InvalidPathException e) {
            // a glob, where its characters are none of a file's name
        }
        String glob = argument.replace('\\', '/');
        int wild = glob.split("[*?\\[{]", 2)[0].lastIndexOf('/');
        Path base = wild < 0 ? Path.of("") : Path.of(glob.substring(0, Math.max(1, wild)));
        if (!Files.isDirectory(base)) {
            throw new NotDirectoryException(argument + " matches nothing: there is no directory " + base);
        }
        PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + glob);
        return found(base, matcher::matches, argument, "no file matches");
    }

    private static List<Path> found(Path base, Predicate<Path> wanted, String argument, String otherwise)
            throws IOException {
        try (Stream<Path> files = Files.walk(base)) {
            List<Path> found = files.filter(wanted)
                    .filter(file -> Files.isRegularFile(file) || Files.isSymbolicLink(file))
                    .filter(file -> !Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS))
                    .sorted()
                    .toList();
            if (found.isEmpty()) {
                throw new NoSuchFileException(argument, null, otherwise);
            }
            return found;
        }
    }
}
