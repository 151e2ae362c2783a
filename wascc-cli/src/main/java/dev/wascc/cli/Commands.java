package dev.wascc.cli;

import java.util.List;
import java.util.Set;
import picocli.CommandLine;

/**
 * The commands by name. Only the one that is asked for is built: reading the annotations of all of them takes longer than most of
 * them run.
 */
final class Commands {
    private static final List<String> ALL = List.of(
            "keys",
            "sign",
            "inspect",
            "verify",
            "policy",
            "explain",
            "attest",
            "claims",
            "diff",
            "token",
            "par",
            "run",
            "call",
            "lambda",
            "completion");
    private static final String INSPECT_BEFORE = "caps";
    /** What is answered without any command. */
    private static final Set<String> VERSION = Set.of("-V", "--version");

    private Commands() {}

    /** By a switch and no map, so that the JVM loads the one that is asked for. */
    private static Class<?> type(String name) {
        return switch (name) {
            case "keys" -> KeysCommand.class;
            case "sign" -> SignCommand.class;
            case "inspect" -> InspectCommand.class;
            case "verify" -> VerifyCommand.class;
            case "policy" -> PolicyCommand.class;
            case "explain" -> ExplainCommand.class;
            case "attest" -> AttestCommand.class;
            case "claims" -> ClaimsCommand.class;
            case "diff" -> DiffCommand.class;
            case "token" -> TokenCommand.class;
            case "par" -> ParCommand.class;
            case "run" -> RunCommand.class;
            case "call" -> CallCommand.class;
            case "lambda" -> LambdaCommand.class;
            case "completion" -> CompletionCommand.class;
            default -> throw new IllegalArgumentException(name);
        };
    }

    /** {@code wascc} with the one command that the arguments begin with, or with all where they begin with none. */
    static CommandLine line(CommandFactory factory, String... args) {
        CommandLine root = new CommandLine(RootCommand.class, factory);
        String first = args.length == 0 ? "" : args[0];
        if (ALL.contains(first) && !first.equals("completion")) {
            root.addSubcommand(first, new CommandLine(type(first), factory));
        } else if (first.equals(INSPECT_BEFORE)) {
            addHidden(root, factory);
        } else if (args.length != 1 || !VERSION.contains(first)) {
            ALL.forEach(name -> root.addSubcommand(name, new CommandLine(type(name), factory)));
            addHidden(root, factory);
            root.addSubcommand("help", new CommandLine(CommandLine.HelpCommand.class, factory));
        }
        return root;
    }

    private static void addHidden(CommandLine root, CommandFactory factory) {
        CommandLine hidden = new CommandLine(InspectCommand.class, factory);
        hidden.getCommandSpec().usageMessage().hidden(true);
        root.addSubcommand(INSPECT_BEFORE, hidden);
    }
}
