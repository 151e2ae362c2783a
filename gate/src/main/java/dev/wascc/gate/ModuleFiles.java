package dev.wascc.gate;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;

/**
 * The modules that arguments name: files, directories (all {@code .wasm} files in them, at any depth), globs, and {@code -} for
 * standard input. An argument that names nothing is a source that cannot be read, as a gate that looked at nothing has let
 * everything through. Symbolic links are followed, as whatever copies the directory follows them.
 */
public final class ModuleFiles {
    private ModuleFiles() {}

    /**
     * In the order of the arguments, those of a directory or glob by name.
     *
     * @param input for {@code -}
     */
    public static List<ModuleSource> named(List<String> arguments, InputStream input) {
        List<ModuleSource> sources = new ArrayList<>();
        boolean inputTaken = false;
        for (String argument : arguments) {
            if (!argument.equals("-")) {
                sources.addAll(named(argument));
            } else if (inputTaken) {
                IOException twice = new IOException("- is given twice, and standard input can be read but once");
                sources.add(new ModuleSource.OfNothing(argument, twice));
            } else {
                inputTaken = true;
                sources.add(ModuleSource.of("(standard input)", input));
            }
        }
        return sources;
    }

    private static List<ModuleSource> named(String argument) {
        try {
            return files(argument).stream().map(ModuleSource::of).toList();
        } catch (UncheckedIOException e) {
            IOException why = e.getCause() == null ? new IOException(e) : e.getCause();
            return List.of(new ModuleSource.OfNothing(argument, why));
        } catch (IOException e) {
            return List.of(new ModuleSource.OfNothing(argument, e));
        }
    }

    private static List<Path> files(String argument) throws IOException {
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
            throw new NoSuchFileException(argument, null, "it matches nothing: there is no directory " + base);
        }
        try {
            PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + glob);
            return found(base, matcher::matches, argument, "no file matches");
        } catch (PatternSyntaxException e) {
            throw new NoSuchFileException(
                    argument, null, "there is no such file, and it is no pattern: " + e.getDescription());
        }
    }

    private static List<Path> found(Path base, Predicate<Path> wanted, String argument, String otherwise)
            throws IOException {
        try (Stream<Path> files = Files.walk(base, FileVisitOption.FOLLOW_LINKS)) {
            List<Path> found = files.filter(wanted)
                    .filter(file -> !Files.isDirectory(file))
                    .sorted()
                    .toList();
            if (found.isEmpty()) {
                throw new NoSuchFileException(argument, null, otherwise);
            }
            return found;
        }
    }
}
