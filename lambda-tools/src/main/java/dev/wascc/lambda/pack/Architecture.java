package dev.wascc.lambda.pack;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** A machine that Lambda runs functions on, by AWS's names. */
public enum Architecture {
    X86_64("x86_64", 62, "amd64"),
    ARM64("arm64", 183, "aarch64");

    private final String word;
    private final int elfMachine;
    private final String javaName;

    Architecture(String word, int elfMachine, String javaName) {
        this.word = word;
        this.elfMachine = elfMachine;
        this.javaName = javaName;
    }

    /** As {@code aws lambda create-function --architectures} takes it. */
    public String word() {
        return word;
    }

    /** The machine that this process runs on; empty where Lambda has none such, or this is not Linux. */
    public static Optional<Architecture> ofThisMachine() {
        boolean linux =
                System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("linux");
        return linux ? named(System.getProperty("os.arch", "")) : Optional.empty();
    }

    /** By AWS's name or by Java's. */
    public static Optional<Architecture> named(String name) {
        return Stream.of(values())
                .filter(architecture -> architecture.word.equals(name) || architecture.javaName.equals(name))
                .findFirst();
    }

    /** By {@code e_machine} of an ELF header. */
    static Optional<Architecture> ofElf(int machine) {
        return Stream.of(values())
                .filter(architecture -> architecture.elfMachine == machine)
                .findFirst();
    }
}
