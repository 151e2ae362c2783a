package dev.wascc.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which release this is. */
final class VersionOptions {
    @Option(
            names = {"-r", "--rev"},
            paramLabel = "N",
            description = "A number that grows with each release.")
    @Nullable
    Integer revision;

    @Option(names = "--ver", paramLabel = "TEXT", description = "A version for people.")
    @Nullable
    String version;
}
