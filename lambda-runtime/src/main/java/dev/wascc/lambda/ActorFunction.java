package dev.wascc.lambda;

import dev.wascc.host.Host;
import dev.wascc.host.HostException;
import dev.wascc.host.InvocationException;
import dev.wascc.lambda.FunctionException.Reason;
import dev.wascc.lambda.event.BatchEvent;
import dev.wascc.lambda.event.EventException;
import dev.wascc.lambda.event.HttpEvent;
import dev.wascc.lambda.event.LambdaEvent;
import dev.wascc.lambda.log.CurrentInvocation;
import dev.wascc.lambda.log.JsonLines;
import dev.wascc.provider.Binding;
import dev.wascc.provider.DispatchException;
import dev.wascc.provider.message.MessageFormatException;
import dev.wascc.provider.message.Shapes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The actors of a manifest as a Lambda function: loaded, verified and compiled by {@link #start}, and from then on each event is handed to
 * one of them. May be used by several threads; an actor takes so many events at a time as it has instances.
 */
public final class ActorFunction implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ActorFunction.class);
    /** An actor is stopped so long before Lambda would stop the process, so that the error can still be told. */
    static final Duration MARGIN = Duration.ofMillis(200);

    private static final Duration UNLIMITED = Duration.ofDays(1);

    private final Host host;
    private final Routes routes;
    private final Clock clock;

    ActorFunction(Host host, Routes routes, Clock clock) {
        this.host = host;
        this.routes = routes;
        this.clock = clock;
    }

    /**
     * Reads the manifest and starts its actors.
     *
     * @throws FunctionException whatever stands in the way, with the file and, of a manifest, the line
     */
    public static ActorFunction start(FunctionSettings settings) throws FunctionException {
        return start(settings, JsonLines.standardOutput());
    }

    /** The same, with what actors log going elsewhere than to standard output. */
    public static ActorFunction start(FunctionSettings settings, JsonLines log) throws FunctionException {
        return FunctionStart.start(settings, log);
    }

    /**
     * Answers one event: by an answer or by an exception, always by one.
     *
     * @param event not copied; do not modify before this returns
     * @throws FunctionException nobody takes it, or the actor failed, was too slow, or answered what cannot be handed on
     */
    public Answer handle(byte[] event, InvocationContext context) throws FunctionException {
        try (CurrentInvocation.Scope scope = new CurrentInvocation(context.requestId(), context.traceId()).begin()) {
            Answer answer = answer(LambdaEvent.of(event), context);
            if (answer.body().length > answer.limit()) {
                throw new FunctionException(
                        Reason.ANSWER_TOO_LARGE,
                        "the answer has " + answer.body().length + " bytes; Lambda takes " + answer.limit());
            }
            return answer;
        } catch (EventException e) {
            throw new FunctionException(Reason.EVENT_MALFORMED, String.valueOf(e.getMessage()), e);
        }
    }

    private Answer answer(LambdaEvent event, InvocationContext context) throws FunctionException, EventException {
        Optional<HttpEvent> http = routes.takesHttp() ? event.http() : Optional.empty();
        if (http.isPresent()) {
            String path = http.get().path();
            if (routes.byPath() && HttpRoute.dotted(path)) {
                return Answer.buffered(http.get().plain(400, "Bad Request"));
            }
            Optional<HttpRoute> route = routes.http(path);
            if (route.isPresent()) {
                return http(http.get(), route.get(), context);
            }
        }
        Optional<RawRoute> raw = routes.raw(event.sources());
        if (raw.isPresent()) {
            return Answer.buffered(raw(event, raw.get(), context));
        } else if (http.isPresent()) {
            return Answer.buffered(http.get().plain(404, "Not Found"));
        }
        throw new FunctionException(
                Reason.NO_ROUTE,
                "Not an HTTP request, and no actor takes events from " + String.join(", ", event.sources())
                        + "; bind one to awslambda:event, with this SOURCE or without one");
    }

    private Answer http(HttpEvent event, HttpRoute route, InvocationContext context)
            throws FunctionException, EventException {
        byte[] request = event.request(context.traceId());
        byte[] reply = call(route, EventSource.HANDLE_REQUEST, request, context);
        try {
            return route.streams() && context.streams() && event.ofFunctionUrl()
                    ? new Answer(event.streamedAnswer(reply), true)
                    : Answer.buffered(event.answer(reply));
        } catch (EventException e) {
            throw malformed(route, EventSource.HANDLE_REQUEST, e);
        }
    }

    private byte[] raw(LambdaEvent event, RawRoute route, InvocationContext context) throws FunctionException {
        Optional<BatchEvent> batch = route.items() ? event.batch() : Optional.empty();
        return batch.isPresent()
                ? BatchEvent.failures(failed(batch.get(), route, context))
                : event(event.bytes(), route, context);
    }

    private byte[] event(byte[] event, RawRoute route, InvocationContext context) throws FunctionException {
        byte[] request = Shapes.LAMBDA_EVENT.message().with("body", event).encode();
        byte[] reply = call(route, EventSource.HANDLE_EVENT, request, context);
        try {
            return Shapes.LAMBDA_EVENT.decode(reply).bytes("body");
        } catch (MessageFormatException e) {
            throw malformed(route, EventSource.HANDLE_EVENT, e);
        }
    }

    /** One record after the other. What is ordered ends at the first that fails, and all behind it have failed too. */
    private List<BatchEvent.Item> failed(BatchEvent batch, RawRoute route, InvocationContext context) {
        List<BatchEvent.Item> failed = new ArrayList<>();
        for (BatchEvent.Item item : batch.items()) {
            if (batch.ordered() && !failed.isEmpty()) {
                failed.add(item);
                continue;
            }
            try {
                event(item.event(), route, context);
            } catch (FunctionException e) {
                LOG.warn("record {} failed: {}", item.id(), e.getMessage());
                failed.add(item);
            }
        }
        return failed;
    }

    private byte[] call(Route route, String operation, byte[] request, InvocationContext context)
            throws FunctionException {
        Duration time = left(context.deadline());
        if (time.isNegative() || time.isZero()) {
            throw new FunctionException(
                    Reason.TIMED_OUT,
                    "Guest " + route.actor() + " failed to handle " + operation
                            + ": no time is left of the invocation");
        }
        try {
            return route.dispatcher().dispatch(route.actor(), operation, request, time);
        } catch (DispatchException e) {
            throw new FunctionException(
                    reason(e), "Guest " + route.actor() + " failed to handle " + operation + ": " + e.getMessage(), e);
        }
    }

    private Duration left(@Nullable Instant deadline) {
        return deadline == null
                ? UNLIMITED
                : Duration.between(clock.instant(), deadline).minus(MARGIN);
    }

    private static Reason reason(DispatchException e) {
        if (e.getCause() instanceof InvocationException cause) {
            return switch (cause.reason()) {
                case TIMED_OUT, INTERRUPTED -> Reason.TIMED_OUT;
                case EXPIRED -> Reason.ACTOR_EXPIRED;
                case TOO_LARGE -> Reason.EVENT_MALFORMED;
                default -> Reason.ACTOR_FAILED;
            };
        }
        return Reason.ACTOR_FAILED;
    }

    private static FunctionException malformed(Route route, String operation, Exception e) {
        return new FunctionException(
                Reason.ANSWER_MALFORMED,
                "Guest " + route.actor() + " failed to handle " + operation + ": " + e.getMessage(),
                e);
    }

    /**
     * Makes a restored copy one of its own: each actor starts anew before its next event, without being compiled again, as what it drew of
     * random numbers would be the same in every copy otherwise; and providers connect anew. Dates of claims are held against the clock at
     * each event in any case.
     *
     * @throws FunctionException a provider does not get its connection back
     */
    public void renew() throws FunctionException {
        host.renew();
        for (Binding binding : host.inventory().bindings()) {
            boolean outward = !AutomaticBindings.isEvents(binding.capability())
                    && !binding.capability().equals(binding.actor());
            if (outward) {
                try {
                    host.unbind(binding.actor(), binding.capability(), binding.name());
                    host.bind(binding);
                } catch (HostException e) {
                    throw new FunctionException(
                            Reason.START_FAILED, "a binding was not restored: " + e.getMessage(), e);
                }
            }
        }
    }

    @Override
    public void close() {
        host.close();
    }
}
