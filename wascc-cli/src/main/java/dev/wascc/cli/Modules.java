package dev.wascc.cli;

import dev.wascc.claims.ActorModule;
import dev.wascc.claims.ClaimsException;
import dev.wascc.claims.LegacyReaders;
import dev.wascc.claims.Token;
import dev.wascc.claims.VerifiedActor;
import dev.wascc.gate.Admission;
import dev.wascc.gate.Gate;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reading modules that a command line names, and saying what is known of them. */
final class Modules {
    /** Far more than a token may have. */
    private static final int MAX_TOKEN_FILE = 1 << 20;

    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+");

    private Modules() {}

    /** @throws CliException with exit code 11 for a missing file, 2 for a directory */
    static ActorModule read(Path file) throws IOException, ClaimsException, CliException {
        if (Files.isDirectory(file)) {
            throw new CliException(ExitCode.USAGE, Command.shown(file) + " is a directory; name the .wasm files in it");
        }
        if (!Files.exists(file)) {
            throw new CliException(ExitCode.NOT_FOUND, Command.shown(file) + ": there is no such file");
        }
        return ActorModule.read(file);
    }

    /** Reads, and asks the gate; what is refused is said of the file. */
    static VerifiedActor admitted(Command command, Gate gate, Path file)
            throws IOException, ClaimsException, CliException {
        try {
            Admission admission = gate.admit(read(file));
            admission.findings().stream()
                    .flatMap(finding -> CheckedText.lines(finding, Command.shown(file)).stream())
                    .forEach(command::complain);
            return admission.actor();
        } catch (ClaimsException e) {
            String name = Command.shown(file);
            command.complain("wascc: " + name + " is refused:");
            throw new ClaimsException(e.findings().stream()
                    .map(finding -> finding.mendedBy(finding.remedyFor(name)))
                    .toList());
        }
    }

    /** The token that a file is, where it is no module but the text of one. */
    static Optional<Token> token(Path file) throws IOException, ClaimsException {
        if (!Files.isRegularFile(file) || Files.size(file) > MAX_TOKEN_FILE) {
            return Optional.empty();
        }
        String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8).strip();
        return TOKEN.matcher(text).matches() ? Optional.of(Token.parse(text)) : Optional.empty();
    }

    static String words(LegacyReaders readers) {
        return switch (readers) {
            case READ -> "readable by wascap 0.3 to 0.16 and wascc-host 0.14";
            case REFUSE ->
                "readable by wascap 0.10 and later; readers up to 0.8, and so wascc-host 0.14, refuse it: its code holds padded"
                        + " LEB128 numbers, which they shorten before they hash. Run it through wasm-opt before signing to serve them";
            case UNKNOWN ->
                "readable by wascap 0.10 and later; it holds instructions or sections that readers up to 0.8 may not know";
        };
    }

    /** Lower-case hex, as sha256sum prints it. */
    static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
