package dev.wascc.lambda;

/** The function does not start, or an event could not be answered. The message is what Lambda is told, and holds no secret. */
public final class FunctionException extends Exception {
    private static final long serialVersionUID = 1L;

    /** Why; its words are the second part of {@code Lambda-Runtime-Function-Error-Type}. */
    public enum Reason {
        /** The manifest cannot be read, or asks for what is not to be had here. */
        MANIFEST_INVALID("ManifestInvalid", true),
        /** A module is refused: signature, hash, dates, issuer, policy. */
        ACTOR_REFUSED("ActorRefused", true),
        /** The environment says something that cannot be. */
        CONFIGURATION_INVALID("ConfigurationInvalid", true),
        /** A module does not start, or a provider refuses a binding. */
        START_FAILED("StartFailed", true),
        /** No actor takes this event. */
        NO_ROUTE("NoRoute", false),
        /** The event is not in the form it has to have. */
        EVENT_MALFORMED("EventMalformed", false),
        /** The actor's claims have expired, or do not hold yet. */
        ACTOR_EXPIRED("ActorExpired", false),
        /** The actor answered with an error or trapped. */
        ACTOR_FAILED("ActorFailed", false),
        /** The time of the invocation, or of a call, is over. */
        TIMED_OUT("TimedOut", false),
        /** The actor's answer is none, or none that this event can be answered by. */
        ANSWER_MALFORMED("AnswerMalformed", false),
        /** The answer is larger than Lambda takes. */
        ANSWER_TOO_LARGE("AnswerTooLarge", false),
        /** A defect of the runtime. */
        UNEXPECTED("Unexpected", false);

        private final String shown;
        private final boolean ofStart;

        Reason(String shown, boolean ofStart) {
            this.shown = shown;
            this.ofStart = ofStart;
        }
    }

    private final Reason reason;

    FunctionException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    FunctionException(Reason reason, String message, Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }

    /** The {@code errorType} of the error's body, as aws-lambda-wascc-runtime has it. */
    public String errorType() {
        return reason.ofStart ? "InitializationError" : "InvocationError";
    }

    /** The value of {@code Lambda-Runtime-Function-Error-Type}: a category and a reason. */
    public String category() {
        return "Runtime." + reason.shown;
    }
}
