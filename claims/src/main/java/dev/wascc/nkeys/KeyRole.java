package dev.wascc.nkeys;

import java.util.Locale;
import java.util.Optional;

/** What a key is for. Its letter begins the public key's text; the prefix bytes are those of the crate nkeys. */
public enum KeyRole {
    ACCOUNT('A', 0x00),
    CLUSTER('C', 0x10),
    MODULE('M', 0x60),
    SERVER('N', 0x68),
    OPERATOR('O', 0x70),
    USER('U', 0xA0),
    /** A capability provider. */
    SERVICE('V', 0xA8);

    private final char letter;
    private final int prefix;

    KeyRole(char letter, int prefix) {
        this.letter = letter;
        this.prefix = prefix;
    }

    /** First letter of a public key of this role. */
    public char letter() {
        return letter;
    }

    /** The role as one lower-case word, as it stands in key file names: {@code account}, {@code module}, … */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The role with this name, whatever its case; {@code provider} and {@code actor} are taken for service and module. */
    public static Optional<KeyRole> named(String name) {
        String wanted = name.toLowerCase(Locale.ROOT);
        for (KeyRole role : values()) {
            if (role.word().equals(wanted)) {
                return Optional.of(role);
            }
        }
        return switch (wanted) {
            case "actor" -> Optional.of(MODULE);
            case "provider" -> Optional.of(SERVICE);
            case "host" -> Optional.of(SERVER);
            default -> Optional.empty();
        };
    }

    int prefix() {
        return prefix;
    }

    static Optional<KeyRole> ofPrefix(int prefix) {
        for (KeyRole role : values()) {
            if (role.prefix == prefix) {
                return Optional.of(role);
            }
        }
        return Optional.empty();
    }
}
