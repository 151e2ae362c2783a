package dev.wascc.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.wascc.lambda.log.JsonLogProvider;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Clock;
import java.time.Instant;
import org.crac.Core;
import org.crac.Resource;
import org.slf4j.LoggerFactory;

/**
 * The handler for the managed runtimes java17 and later: {@code dev.wascc.lambda.ActorHandler}. The actors are loaded, verified and
 * compiled when it is made, and so are in a SnapStart snapshot; each restored copy starts them anew from there.
 */
public final class ActorHandler implements RequestStreamHandler {
    private static final String TRACE_PROPERTY = "com.amazonaws.xray.traceHeader";

    private final ActorFunction function;
    private final Clock clock;
    /** Held here as well: the context of checkpoints does not hold on to it. */
    private final Resource snapshot;

    /** By the environment of the function; Lambda makes it once. */
    public ActorHandler() throws FunctionException {
        this(settings(), Core.getGlobalContext());
    }

    ActorHandler(FunctionSettings settings, org.crac.Context<Resource> snapshots) throws FunctionException {
        this.function = ActorFunction.start(settings);
        this.clock = settings.clock();
        this.snapshot = new Snapshot(function);
        snapshots.register(snapshot);
    }

    private static FunctionSettings settings() {
        JsonLogProvider.use();
        return FunctionSettings.of(System.getenv());
    }

    /** What is to be done around a snapshot. */
    private record Snapshot(ActorFunction function) implements Resource {
        @Override
        public void beforeCheckpoint(org.crac.Context<? extends Resource> context) {
            // All that can be loaded is loaded by now.
        }

        @Override
        public void afterRestore(org.crac.Context<? extends Resource> context) throws FunctionException {
            function.renew();
            LoggerFactory.getLogger(ActorHandler.class).info("restored from a snapshot; the actors start anew");
        }
    }

    /** @throws FunctionException is what Lambda reports as the error of the invocation */
    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
        try {
            Answer answer = function.handle(input.readAllBytes(), context(context));
            output.write(answer.body());
        } catch (FunctionException e) {
            throw new InvocationError(e);
        }
    }

    private InvocationContext context(Context context) {
        Instant deadline = clock.instant().plusMillis(context.getRemainingTimeInMillis());
        return InvocationContext.of(context.getAwsRequestId(), deadline, System.getProperty(TRACE_PROPERTY));
    }

    /** Lambda reports the class of an exception and its message. */
    public static final class InvocationError extends RuntimeException {
        private static final long serialVersionUID = 1L;

        InvocationError(FunctionException failure) {
            super(failure.getMessage(), failure);
        }
    }
}
