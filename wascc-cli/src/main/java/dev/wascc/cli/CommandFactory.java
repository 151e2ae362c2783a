package dev.wascc.cli;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;

/** Makes commands, and gives them their surroundings. */
final class CommandFactory implements CommandLine.IFactory {
    private final CommandLine.IFactory plain = CommandLine.defaultFactory();
    private final Main.Surroundings surroundings;
    private final List<Command> commands = new ArrayList<>();

    CommandFactory(Main.Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public <K> K create(Class<K> type) throws Exception {
        K made = plain.create(type);
        if (made instanceof Command command) {
            command.surroundings = surroundings;
            commands.add(command);
        }
        return made;
    }

    /** All commands have ended. */
    void end() {
        commands.forEach(command -> command.atEnd.forEach(Runnable::run));
    }
}
