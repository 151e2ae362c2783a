package dev.wascc.cli;

import picocli.CommandLine;

/** Makes commands, and gives them their surroundings. */
final class CommandFactory implements CommandLine.IFactory {
    private final CommandLine.IFactory plain = CommandLine.defaultFactory();
    private final Main.Surroundings surroundings;

    CommandFactory(Main.Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public <K> K create(Class<K> type) throws Exception {
        K made = plain.create(type);
        if (made instanceof Command command) {
            command.surroundings = surroundings;
        }
        return made;
    }
}
