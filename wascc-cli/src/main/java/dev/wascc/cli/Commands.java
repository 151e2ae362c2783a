package dev.wascc.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine;

/**
 * The commands by name. Only the one that is asked for is built: reading the annotations of all of them takes longer than most of
 * them run.
 */
final class Commands {
    private static final Map<String, Class<?>> ALL = new LinkedHashMap<>();
    private static final Map<String, Class<?>> HIDDEN = Map.of("caps", InspectCommand.class);

    /** What is answered without any command. */
    private static final Set<String> VERSION = Set.of("-V", "--version");

    static {
        ALL.put("keys", KeysCommand.class);
        ALL.put("sign", SignCommand.class);
        ALL.put("inspect", InspectCommand.class);
        ALL.put("verify", VerifyCommand.class);
        ALL.put("policy", PolicyCommand.class);
        ALL.put("explain", ExplainCommand.class);
        ALL.put("attest", AttestCommand.class);
        ALL.put("claims", ClaimsCommand.class);
        ALL.put("diff", DiffCommand.class);
        ALL.put("token", TokenCommand.class);
        ALL.put("run", RunCommand.class);
        ALL.put("call", CallCommand.class);
        ALL.put("completion", CompletionCommand.class);
    }

    private Commands() {}

    /** {@code wascc} with the one command that the arguments begin with, or with all where they begin with none. */
    static CommandLine line(CommandFactory factory, String... args) {
        CommandLine root = new CommandLine(RootCommand.class, factory);
        String first = args.length == 0 ? "" : args[0];
        if (ALL.containsKey(first) && !first.equals("completion")) {
            root.addSubcommand(first, new CommandLine(ALL.get(first), factory));
        } else if (HIDDEN.containsKey(first)) {
            addHidden(root, factory);
        } else if (args.length != 1 || !VERSION.contains(first)) {
            ALL.forEach((name, type) -> root.addSubcommand(name, new CommandLine(type, factory)));
            addHidden(root, factory);
            root.addSubcommand("help", new CommandLine(CommandLine.HelpCommand.class, factory));
        }
        return root;
    }

    private static void addHidden(CommandLine root, CommandFactory factory) {
        HIDDEN.forEach((name, type) -> {
            CommandLine hidden = new CommandLine(type, factory);
            hidden.getCommandSpec().usageMessage().hidden(true);
            root.addSubcommand(name, hidden);
        });
    }
}
