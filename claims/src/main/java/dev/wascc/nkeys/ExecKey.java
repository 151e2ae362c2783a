package dev.wascc.nkeys;

import java.time.Duration;
import java.util.Base64;

/**
 * A key behind a program, as {@code exec:COMMAND}. {@code COMMAND public-key} prints the nkey (A…), {@code COMMAND sign} reads the
 * message on standard input and prints the 64 bytes of its signature as base64. What docs/keys.md promises to such programs is here.
 */
final class ExecKey implements IssuerKey {
    static final String SCHEME = "exec:";
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final ExternalProgram program;
    private final PublicKey publicKey;

    private ExecKey(ExternalProgram program, PublicKey publicKey) {
        this.program = program;
        this.publicKey = publicKey;
    }

    static ExecKey open(String reference) throws KeyAccessException {
        return open(reference, LIMIT);
    }

    /** @param limit for one run of the program */
    static ExecKey open(String reference, Duration limit) throws KeyAccessException {
        ExternalProgram program = new ExternalProgram(CommandWords.of(reference.substring(SCHEME.length())), limit);
        String line = program.line("public-key", new byte[0]);
        try {
            return new ExecKey(program, PublicKey.parse(line));
        } catch (InvalidKeyTextException e) {
            throw new KeyAccessException(
                    "the program " + program.name() + " of the key did not print a public key: " + e.getMessage(), e);
        }
    }

    @Override
    public PublicKey publicKey() {
        return publicKey;
    }

    @Override
    public byte[] sign(byte[] message) throws KeyAccessException {
        String line = program.line("sign", message);
        try {
            return Base64.getDecoder().decode(line.replace('-', '+').replace('_', '/'));
        } catch (IllegalArgumentException e) {
            // Not for a cause: it would show what was printed.
            throw new KeyAccessException("the program " + program.name() + " of the key did not print base64");
        }
    }
}
