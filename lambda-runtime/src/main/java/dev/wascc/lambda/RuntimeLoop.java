package dev.wascc.lambda;

import dev.wascc.lambda.FunctionException.Reason;
import dev.wascc.lambda.RuntimeApi.Next;
import dev.wascc.lambda.RuntimeApi.StatusException;
import dev.wascc.provider.OneLine;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes event after event and tells Lambda one answer of each. Where Lambda cannot be talked to, it waits 100 ms, then twice as long each
 * time, up to 5 s, and gives up after {@value #MAX_FAILURES} failures in a row.
 */
final class RuntimeLoop {
    private static final Logger LOG = LoggerFactory.getLogger(RuntimeLoop.class);
    private static final String TRACE_PROPERTY = "com.amazonaws.xray.traceHeader";
    private static final int MAX_FAILURES = 12;
    private static final long FIRST_MILLIS = 100;
    private static final long LAST_MILLIS = Duration.ofSeconds(5).toMillis();

    private final RuntimeApi api;
    private final Handler handler;
    private final Pause pause;
    private int failures;

    /** What answers events: by an answer or an exception. */
    interface Handler {
        Answer handle(byte[] event, InvocationContext context) throws FunctionException;
    }

    /** Waits; {@link Thread#sleep(long)}. */
    interface Pause {
        void sleep(long milliseconds) throws InterruptedException;
    }

    RuntimeLoop(RuntimeApi api, Handler handler, Pause pause) {
        this.api = api;
        this.handler = handler;
        this.pause = pause;
    }

    /** Serves until Lambda is gone, or says that this process has to end; the exit code for it. */
    int run() throws InterruptedException {
        while (true) {
            try {
                Next next = next();
                answer(next);
            } catch (IOException e) {
                LOG.error("{}; the runtime ends", OneLine.of(String.valueOf(e.getMessage())));
                return 1;
            }
        }
    }

    private Next next() throws IOException, InterruptedException {
        while (true) {
            try {
                Next next = api.next();
                failures = 0;
                return next;
            } catch (IOException e) {
                waitAfter(e);
            }
        }
    }

    private void answer(Next next) throws IOException, InterruptedException {
        InvocationContext context = next.context();
        trace(context.traceId());
        byte[] event = next.event();
        if (event == null) {
            fail(
                    context,
                    new FunctionException(Reason.EVENT_MALFORMED, "the event broke off on its way to the runtime"));
            return;
        }
        Answer answer;
        try {
            answer = handled(event, context);
        } catch (FunctionException e) {
            fail(context, e);
            return;
        }
        int refusal = tell(() -> api.answered(context.requestId(), answer));
        if (refusal == 413) {
            fail(
                    context,
                    new FunctionException(
                            Reason.ANSWER_TOO_LARGE, "Lambda takes no answer of " + answer.body().length + " bytes"));
        }
    }

    @SuppressWarnings("IllegalCatch") // an event is answered whatever happens
    private Answer handled(byte[] event, InvocationContext context) throws FunctionException {
        try {
            return handler.handle(event, context);
        } catch (RuntimeException | LinkageError | StackOverflowError | OutOfMemoryError e) {
            throw new FunctionException(Reason.UNEXPECTED, "the runtime failed: " + e, e);
        } finally {
            // A call that was stopped must not stop the next one.
            Thread.interrupted();
        }
    }

    private void fail(InvocationContext context, FunctionException failure) throws IOException, InterruptedException {
        LOG.error("{} {}", context.requestId(), OneLine.of(String.valueOf(failure.getMessage())));
        tell(() -> api.failed(context.requestId(), failure));
    }

    /** Something that Lambda is told. */
    private interface Telling {
        void tell() throws IOException;
    }

    /**
     * Tells it until it is known to have come: Lambda takes one answer for each id, and refuses a second, so that repeating it does no harm.
     *
     * @return 0, or the status by which Lambda refused it
     */
    private int tell(Telling telling) throws IOException, InterruptedException {
        while (true) {
            try {
                telling.tell();
                failures = 0;
                return 0;
            } catch (StatusException e) {
                if (e.fatal()) {
                    throw e;
                } else if (e.status() / 100 == 4 && e.status() != 429) {
                    LOG.warn("{}", e.getMessage());
                    return e.status();
                }
                waitAfter(e);
            } catch (IOException e) {
                waitAfter(e);
            }
        }
    }

    /** @throws IOException the failure itself: it was one too many, or Lambda says that all is over */
    private void waitAfter(IOException failure) throws IOException, InterruptedException {
        failures++;
        if (failures >= MAX_FAILURES || failure instanceof StatusException status && status.fatal()) {
            throw failure;
        }
        long millis = Math.min(LAST_MILLIS, FIRST_MILLIS << Math.min(failures - 1, 10));
        LOG.warn("{}; again in {} ms", OneLine.of(String.valueOf(failure.getMessage())), millis);
        pause.sleep(millis);
    }

    /** Where AWS's SDK for Java looks for it; a process cannot change its own environment. */
    private static void trace(@Nullable String traceId) {
        if (traceId == null) {
            System.clearProperty(TRACE_PROPERTY);
        } else {
            System.setProperty(TRACE_PROPERTY, traceId);
        }
    }
}
