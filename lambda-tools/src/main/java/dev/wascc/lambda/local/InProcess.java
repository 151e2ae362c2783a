package dev.wascc.lambda.local;

import dev.wascc.document.JsonTree;
import dev.wascc.lambda.ActorFunction;
import dev.wascc.lambda.Answer;
import dev.wascc.lambda.FunctionException;
import dev.wascc.lambda.FunctionSettings;
import dev.wascc.lambda.InvocationContext;
import dev.wascc.lambda.log.JsonLines;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.slf4j.event.Level;

/** The actors in this JVM, by the runtime's core: no bootstrap, no process. */
final class InProcess implements FunctionEnvironment {
    private final ActorFunction function;
    private final FunctionSettings settings;
    private final ExecutorService thread = Executors.newSingleThreadExecutor(work -> {
        Thread made = new Thread(work, "wascc-function");
        made.setDaemon(true);
        return made;
    });

    private InProcess(ActorFunction function, FunctionSettings settings) {
        this.function = function;
        this.settings = settings;
    }

    /** @param log takes each line that an actor logs */
    static InProcess start(FunctionSettings settings, Consumer<String> log) throws FunctionException {
        PrintStream lines = new PrintStream(new LineOutput(log), true, StandardCharsets.UTF_8);
        return new InProcess(
                ActorFunction.start(settings, new JsonLines(lines, Level.INFO, settings.clock())), settings);
    }

    @Override
    public Outcome invoke(Invocation invocation) throws InterruptedException {
        InvocationContext context =
                InvocationContext.of(invocation.requestId(), invocation.deadline(), invocation.traceId());
        Future<Answer> answer = thread.submit(() -> function.handle(invocation.event(), context));
        Duration left = Duration.between(settings.clock().instant(), invocation.deadline());
        try {
            return new Outcome(
                    Outcome.Kind.ANSWERED,
                    answer.get(Math.max(0, left.toMillis()), TimeUnit.MILLISECONDS)
                            .body());
        } catch (TimeoutException e) {
            answer.cancel(true);
            return LocalFunction.timedOut(invocation);
        } catch (ExecutionException e) {
            return e.getCause() instanceof FunctionException failure
                    ? error(Outcome.Kind.FAILED, failure)
                    : Outcome.error(Outcome.Kind.FAILED, "InvocationError", "the runtime failed: " + e.getCause());
        }
    }

    /** As the runtime tells it to Lambda, and Lambda to whoever called. */
    static Outcome error(Outcome.Kind kind, FunctionException failure) {
        Map<String, Object> error = new LinkedHashMap<>();
        error.put("errorMessage", String.valueOf(failure.getMessage()));
        error.put("errorType", failure.errorType());
        error.put("stackTrace", List.of());
        return new Outcome(kind, JsonTree.compact(error).getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public OptionalLong memory() {
        Runtime java = Runtime.getRuntime();
        return OptionalLong.of(java.totalMemory() - java.freeMemory() >> 20);
    }

    @Override
    public void close() {
        thread.shutdownNow();
        function.close();
    }
}
