package dev.wascc.lambda;

import dev.wascc.provider.Binding;
import dev.wascc.provider.CapabilityDescriptor;
import dev.wascc.provider.CapabilityDescriptor.Direction;
import dev.wascc.provider.CapabilityDescriptor.Operation;
import dev.wascc.provider.CapabilityProvider;
import dev.wascc.provider.Dispatcher;
import java.util.List;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** Lambda itself as a provider: to be bound to it is to get its events. */
final class EventSource implements CapabilityProvider {
    static final String HTTP = "wascc:http_server";
    static final String RAW = "awslambda:event";
    static final String HANDLE_REQUEST = "HandleRequest";
    static final String HANDLE_EVENT = "HandleEvent";

    private final CapabilityDescriptor descriptor;
    private final Routes routes;
    private final Class<? extends Route> kind;
    private final BiFunction<Binding, Dispatcher, Route> route;
    private volatile @Nullable Dispatcher dispatcher;

    private EventSource(
            CapabilityDescriptor descriptor,
            Routes routes,
            Class<? extends Route> kind,
            BiFunction<Binding, Dispatcher, Route> route) {
        this.descriptor = descriptor;
        this.routes = routes;
        this.kind = kind;
        this.route = route;
    }

    /** Events that are HTTP requests. */
    static EventSource http(Routes routes) {
        return new EventSource(
                descriptor(HTTP, "AWS Lambda, HTTP", HANDLE_REQUEST), routes, HttpRoute.class, HttpRoute::of);
    }

    /** Events as they come. */
    static EventSource raw(Routes routes) {
        return new EventSource(descriptor(RAW, "AWS Lambda", HANDLE_EVENT), routes, RawRoute.class, RawRoute::of);
    }

    private static CapabilityDescriptor descriptor(String capability, String name, String operation) {
        return new CapabilityDescriptor(
                capability,
                name,
                "0.1.0",
                1,
                "Hands the events of an AWS Lambda function to actors",
                List.of(new Operation(operation, Direction.TO_ACTOR, "")));
    }

    @Override
    public CapabilityDescriptor descriptor() {
        return descriptor;
    }

    @Override
    public void start(Dispatcher toActors) {
        dispatcher = toActors;
    }

    @Override
    public void bind(Binding binding) {
        Dispatcher actors = dispatcher;
        if (actors == null) {
            throw new IllegalStateException("bound before it was started");
        }
        routes.add(route.apply(binding, actors));
    }

    @Override
    public void unbind(String actor) {
        routes.remove(actor, kind);
    }

    @Override
    public byte[] handle(String actor, String operation, byte[] payload) {
        throw new IllegalArgumentException("Unsupported operation: " + operation);
    }
}
