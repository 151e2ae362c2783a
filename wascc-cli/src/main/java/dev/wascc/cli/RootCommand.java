package dev.wascc.cli;

import picocli.CommandLine;
import picocli.CommandLine.IVersionProvider;

/** {@code wascc} itself: its version, its help, and the exit codes of all commands. */
@CommandLine.Command(
        name = "wascc",
        versionProvider = RootCommand.Version.class,
        description = "Secure WebAssembly actors: keys, signed claims, checks, and a host.",
        subcommands = {
            KeysCommand.class,
            SignCommand.class,
            InspectCommand.class,
            VerifyCommand.class,
            TokenCommand.class,
            RunCommand.class,
            CallCommand.class,
            CompletionCommand.class,
            ClaimsCommand.class
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done, verified",
            "1:unexpected failure",
            "2:usage, or no key",
            "10:not signed",
            "11:no such file",
            "12:signature or module hash does not match, or no trusted issuer's signature",
            "13:expired, or not yet valid",
            "14:policy violated",
            "15:malformed Wasm or token",
            "20:the actor failed",
            "130:interrupted",
            "143:terminated"
        },
        footer = {"", "Seeds are read from FILE, env:NAME or - (standard input), and never taken as an argument."})
final class RootCommand extends Command {
    @Override
    public Integer call() {
        spec.commandLine().usage(surroundings.err());
        return 2;
    }

    /** The version in the manifest of the program's jar. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = RootCommand.class.getPackage().getImplementationVersion();
            return new String[] {"wascc " + (version == null ? "(development)" : version)};
        }
    }
}
