package dev.wascc.observability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wascc.claims.VerifiedActor;
import dev.wascc.host.ActorLimits;
import dev.wascc.host.Host;
import dev.wascc.provider.Binding;
import dev.wascc.provider.message.Shapes;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.propagation.ContextPropagators;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CallSpansTest {
    private final InMemorySpanExporter exporter = InMemorySpanExporter.create();
    private final OpenTelemetrySdk sdk = OpenTelemetrySdk.builder()
            .setTracerProvider(SdkTracerProvider.builder()
                    .addSpanProcessor(SimpleSpanProcessor.create(exporter))
                    .build())
            .setPropagators(ContextPropagators.create(W3CTraceContextPropagator.getInstance()))
            .build();
    private final Host host = Host.builder().observer(new CallSpans(sdk)).build();
    private final Store http = new Store("wascc:http_server");
    private VerifiedActor actor;

    @BeforeEach
    void host() throws Exception {
        actor = Actors.claiming("wascc:keyvalue", "wascc:http_server");
        host.add(actor);
        host.add(new Store("wascc:keyvalue"), "default");
        host.add(http, "default");
        host.bind(Binding.of(actor.key().text(), "wascc:keyvalue", Map.of()));
        host.bind(Binding.of(actor.key().text(), "wascc:http_server", Map.of()));
    }

    @AfterEach
    void close() {
        host.close();
        sdk.close();
    }

    private static String attribute(SpanData span, String name) {
        return span.getAttributes().get(AttributeKey.stringKey(name));
    }

    @Test
    void a_span_for_each_call_is_nested_as_the_calls_are() throws Exception {
        host.call(actor.key(), "forward", Actors.forward("wascc:keyvalue", "Add", "secret".getBytes()));
        List<SpanData> spans = exporter.getFinishedSpanItems();
        assertThat(spans).extracting(SpanData::getName).containsExactly("Add", "forward");
        SpanData add = spans.get(0);
        SpanData forward = spans.get(1);
        assertThat(add.getParentSpanId()).isEqualTo(forward.getSpanId());
        assertThat(forward.getParentSpanContext().isValid()).isFalse();
        assertThat(attribute(forward, "wascc.actor")).isEqualTo(actor.key().text());
        assertThat(attribute(forward, "wascc.origin")).isEqualTo("system");
        assertThat(attribute(add, "wascc.origin")).isEqualTo(actor.key().text());
        assertThat(attribute(add, "wascc.capability")).isEqualTo("wascc:keyvalue");
        assertThat(attribute(add, "wascc.binding")).isEqualTo("default");
        assertThat(spans.toString()).doesNotContain("secret");
        assertThat(Span.current().getSpanContext().isValid()).isFalse();
    }

    @Test
    void spans_are_nested_the_same_where_an_actor_has_a_stack_of_its_own() throws Exception {
        host.remove(actor.key());
        host.add(actor, host.defaults().withLimits(ActorLimits.defaults().withStackSize(256 << 10)));
        host.bind(Binding.of(actor.key().text(), "wascc:keyvalue", Map.of()));
        host.call(actor.key(), "forward", Actors.forward("wascc:keyvalue", "Add", new byte[0]));
        List<SpanData> spans = exporter.getFinishedSpanItems();
        assertThat(spans).extracting(SpanData::getName).containsExactly("Add", "forward");
        assertThat(spans.get(0).getParentSpanId()).isEqualTo(spans.get(1).getSpanId());
        assertThat(Span.current().getSpanContext().isValid()).isFalse();
    }

    @Test
    void a_call_that_is_refused_says_why_and_no_actors_text() {
        assertThatThrownBy(() -> host.call(actor.key(), "forward", Actors.forward("acme:x", "Do", new byte[0])))
                .isNotNull();
        SpanData refused = exporter.getFinishedSpanItems().get(0);
        assertThat(refused.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
        assertThat(attribute(refused, "error.type")).isEqualTo("NOT_CLAIMED");
        assertThat(Span.current().getSpanContext().isValid()).isFalse();
    }

    @Test
    void a_request_goes_on_with_the_trace_that_its_headers_carry() throws Exception {
        byte[] request = Shapes.HTTP_REQUEST
                .message()
                .with("method", "GET")
                .with("path", "/")
                .with("queryString", "")
                .with("header", Map.of("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"))
                .with("body", new byte[0])
                .encode();
        http.dispatcher.dispatch(actor.key().text(), "echo", request);
        SpanData span = exporter.getFinishedSpanItems().get(0);
        assertThat(span.getTraceId()).isEqualTo("0af7651916cd43dd8448eb211c80319c");
        assertThat(span.getParentSpanId()).isEqualTo("b7ad6b7169203331");
    }
}
