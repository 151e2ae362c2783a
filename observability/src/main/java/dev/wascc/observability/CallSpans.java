package dev.wascc.observability;

import dev.wascc.host.CallObserver;
import dev.wascc.host.Entity;
import dev.wascc.host.Invocation;
import dev.wascc.host.InvocationException;
import dev.wascc.provider.message.MessageFormatException;
import dev.wascc.provider.message.Shapes;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.opentelemetry.context.propagation.TextMapGetter;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One OpenTelemetry span for each call, nested as the calls are. Knows the API alone; what becomes of the spans is for the SDK or the
 * agent that the process has. A request of {@code wascc:http_server} continues the trace that its headers carry, as far as the
 * propagators read them. No payload, and no text by an actor but the names it calls, gets into a span.
 */
public final class CallSpans implements CallObserver {
    private static final AttributeKey<String> ORIGIN = AttributeKey.stringKey("wascc.origin");
    private static final AttributeKey<String> ACTOR = AttributeKey.stringKey("wascc.actor");
    private static final AttributeKey<String> CAPABILITY = AttributeKey.stringKey("wascc.capability");
    private static final AttributeKey<String> BINDING = AttributeKey.stringKey("wascc.binding");
    private static final AttributeKey<String> OPERATION = AttributeKey.stringKey("wascc.operation");
    private static final AttributeKey<String> ERROR = AttributeKey.stringKey("error.type");
    private static final TextMapGetter<Map<String, String>> HEADERS = new TextMapGetter<>() {
        @Override
        @SuppressWarnings("deprecation") // abstract, so that there is no way round it
        public Iterable<String> keys(Map<String, String> headers) {
            return headers.keySet();
        }

        @Override
        public @Nullable String get(@Nullable Map<String, String> headers, String name) {
            return headers == null ? null : headers.get(name);
        }
    };

    private final OpenTelemetry openTelemetry;
    private final Tracer tracer;

    public CallSpans(OpenTelemetry openTelemetry) {
        this.openTelemetry = openTelemetry;
        this.tracer = openTelemetry.getTracer("dev.wascc");
    }

    @Override
    @SuppressWarnings("MustBeClosedChecker") // closed when the call ends
    public Observation begin(Invocation invocation) {
        String operation = CallName.bounded(invocation.operation());
        boolean fromProvider = invocation.origin() instanceof Entity.Capability;
        SpanBuilder builder = tracer.spanBuilder(operation)
                .setParent(parent(invocation))
                .setSpanKind(fromProvider ? SpanKind.SERVER : SpanKind.INTERNAL)
                .setAttribute(ORIGIN, CallName.text(invocation.origin()))
                .setAttribute(OPERATION, operation);
        if (invocation.target() instanceof Entity.Capability capability) {
            builder.setAttribute(CAPABILITY, CallName.bounded(capability.id()))
                    .setAttribute(BINDING, CallName.bounded(capability.binding()));
        } else {
            builder.setAttribute(ACTOR, CallName.text(invocation.target()));
        }
        Span span = builder.startSpan();
        Scope scope = span.makeCurrent();
        return new Observation() {
            @Override
            public void answered(byte[] answer) {
                scope.close();
                span.end();
            }

            @Override
            public void failed(InvocationException failure) {
                span.setStatus(StatusCode.ERROR);
                span.setAttribute(ERROR, failure.reason().name());
                answered(new byte[0]);
            }
        };
    }

    @Override
    public Runnable carried(Runnable work) {
        return Context.current().wrap(work);
    }

    private Context parent(Invocation invocation) {
        Context here = Context.current();
        boolean request = invocation.origin() instanceof Entity.Capability from
                && from.id().equals("wascc:http_server")
                && !Span.fromContext(here).getSpanContext().isValid();
        if (!request) {
            return here;
        }
        try {
            Map<String, String> headers =
                    Shapes.HTTP_REQUEST.decode(invocation.payload()).textMap("header");
            return openTelemetry.getPropagators().getTextMapPropagator().extract(here, headers, HEADERS);
        } catch (MessageFormatException e) {
            return here;
        }
    }
}
