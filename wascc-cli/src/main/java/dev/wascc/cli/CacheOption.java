package dev.wascc.cli;

import dev.wascc.wapc.CodeCache;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where translated modules are kept: as asked by the option, else by the variable, else in the user's directory for such things. */
final class CacheOption {
    private static final String OFF = "off";
    private static final String VARIABLE = "WASCC_CACHE";

    @Option(
            names = "--cache",
            paramLabel = "DIR|off",
            description = "Where translated modules are kept between runs; else WASCC_CACHE, else the user's cache"
                    + " directory. Closed to others, or it is refused.")
    @Nullable
    String asked;

    /** @throws IOException the directory that was asked for cannot be used */
    CodeCache open(Command command) throws IOException {
        String variable = command.surroundings.environment().get(VARIABLE);
        String place = asked != null ? asked : variable;
        if (place != null && !place.isBlank()) {
            return place.equals(OFF)
                    ? CodeCache.none()
                    : CodeCache.directory(path(command, place), CodeCache.DEFAULT_SIZE);
        }
        Optional<Path> usual = CodeCache.userDirectory(
                command.surroundings.environment(),
                System.getProperty("os.name", ""),
                System.getProperty("user.home", ""));
        try {
            return usual.isEmpty() ? CodeCache.none() : CodeCache.directory(usual.get(), CodeCache.DEFAULT_SIZE);
        } catch (IOException e) {
            // Nobody asked for it, and everything works without.
            if (command.verbose) {
                command.say("translated modules are not kept: " + e.getMessage());
            }
            return CodeCache.none();
        }
    }

    private static Path path(Command command, String place) {
        try {
            return Path.of(place);
        } catch (InvalidPathException e) {
            throw command.usage("--cache " + place + " is no path: " + e.getReason());
        }
    }
}
