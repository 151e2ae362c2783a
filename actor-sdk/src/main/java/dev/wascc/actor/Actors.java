package dev.wascc.actor;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.teavm.interop.Export;

/** What an actor answers to. Its {@code main} says so, once, before the first call. */
public final class Actors {
    private static final byte[] NOTHING = new byte[0];
    private static final Map<String, Handler> HANDLERS = new HashMap<>();

    private Actors() {}

    /** Answers {@code HandleRequest}, and health checks. */
    public static void serve(HttpActor actor) {
        on("HandleRequest", payload -> actor.handle(HttpRequest.read(payload)).write());
    }

    /** Takes messages, {@code DeliverMessage}. */
    public static void subscribe(Subscriber actor) {
        on("DeliverMessage", payload -> {
            actor.receive(Delivery.read(payload));
            return NOTHING;
        });
    }

    /** Takes chunks of downloads, {@code ReceiveChunk}. */
    public static void receive(ChunkReceiver actor) {
        on("ReceiveChunk", payload -> {
            actor.receive(Chunk.read(payload));
            return NOTHING;
        });
    }

    /** Takes events of AWS Lambda, {@code HandleEvent}. */
    public static void onEvent(EventActor actor) {
        on("HandleEvent", payload -> {
            byte[] event = new FieldReader(payload, "body").bytes("body");
            return new FieldWriter(1).bytes("body", actor.handle(event)).toBytes();
        });
    }

    /** Serves other actors as a portable capability provider. */
    public static void provide(PortableProvider provider) {
        on("GetCapabilityDescriptor", payload -> provider.descriptor().toBytes());
        on("BindActor", payload -> {
            FieldReader binding = new FieldReader(payload, "module", "values");
            provider.bind(binding.text("module"), binding.textMap("values"));
            return NOTHING;
        });
        on("RemoveActor", payload -> {
            provider.unbind(new FieldReader(payload, "module").text("module"));
            return NOTHING;
        });
        for (PortableProvider.Operation operation : provider.descriptor().operations()) {
            on(operation.name(), payload -> provider.handle(operation.name(), payload));
        }
    }

    /** Answers an operation of any name. */
    public static void on(String operation, Handler handler) {
        HANDLERS.put(operation, handler);
        HANDLERS.putIfAbsent("HealthRequest", payload -> NOTHING);
    }

    static byte[] dispatch(String operation, byte[] payload) throws Exception {
        Handler handler = HANDLERS.get(operation);
        if (handler == null) {
            throw new IllegalArgumentException("No handler registered for function " + operation);
        }
        return handler.handle(payload);
    }

    /** The entry that the host calls; 1 for success. */
    @Export(name = "__guest_call")
    @SuppressWarnings("IllegalCatch") // the wall between guest and host: nothing may leave it but an error text
    static int guestCall(int operationLength, int requestLength) {
        try {
            byte[] operation = new byte[operationLength];
            byte[] request = new byte[requestLength];
            WapcDoor.request(operation, request);
            WapcDoor.respond(dispatch(Utf8.decode(operation), request));
            return 1;
        } catch (Throwable e) {
            WapcDoor.fail(Host.utf8(text(e)));
            return 0;
        }
    }

    private static String text(Throwable e) {
        @Nullable String message = e.getMessage();
        return message == null ? e.getClass().getName() : message;
    }
}
