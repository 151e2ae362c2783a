package dev.wascc.gate.provenance;

/** An attestation that nobody trusted signed, or that was changed since. The message says which, and can follow the attestation's name. */
public final class AttestationException extends Exception {
    private static final long serialVersionUID = 1L;

    public AttestationException(String message) {
        super(message);
    }
}
