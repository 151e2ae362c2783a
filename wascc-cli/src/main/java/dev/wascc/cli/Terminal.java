package dev.wascc.cli;

import dev.wascc.provider.OneLine;
import java.io.Console;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Whether a person looks on. */
final class Terminal {
    private static final Path STANDARD_ERROR = Path.of("/proc/self/fd/2");

    private Terminal() {}

    /** Whether input and output are a terminal's and, as far as the system tells, standard error is as well. */
    static boolean present() {
        Console console = System.console();
        return console != null && isTerminal(console) && !redirectedError();
    }

    /** Asks for a secret, and does not show what is typed. */
    static Optional<char[]> secret(String question) {
        Console console = System.console();
        return console == null
                ? Optional.empty()
                : Optional.ofNullable(console.readPassword("%s: ", OneLine.of(question)));
    }

    /** From JDK 22 on there is a console in any case, and this method that tells. */
    private static boolean isTerminal(Console console) {
        try {
            return (Boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (ReflectiveOperationException e) {
            return true;
        }
    }

    private static boolean redirectedError() {
        try {
            return Files.isSymbolicLink(STANDARD_ERROR)
                    && !Files.readSymbolicLink(STANDARD_ERROR).startsWith("/dev");
        } catch (IOException e) {
            return false;
        }
    }
}
