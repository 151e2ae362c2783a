package dev.wascc.cli;

import dev.wascc.claims.archive.Content;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** A shared library, and what machines it is for. */
@SuppressWarnings("NullAway.Init") // set by picocli, as they are required
final class LibraryOptions {
    @Option(
            names = {"-a", "--arch"},
            required = true,
            paramLabel = "ARCH-OS",
            description = "What the library is for: x86_64-linux, aarch64-linux, aarch64-macos, x86_64-windows, …")
    String target;

    @Option(
            names = {"-b", "--binary"},
            required = true,
            paramLabel = "LIBRARY",
            description = "The shared library.")
    Path library;

    Content content() throws CliException {
        if (!Files.isRegularFile(library)) {
            throw new CliException(ExitCode.NOT_FOUND, Command.shown(library) + ": there is no such file");
        }
        return () -> Files.newInputStream(library);
    }
}
