package dev.wascc.gate.report;

/** What was asked for is no report, or has no place to go to. */
public final class InvalidReportTargetException extends Exception {
    private static final long serialVersionUID = 1L;

    InvalidReportTargetException(String message) {
        super(message);
    }
}
