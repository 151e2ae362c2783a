package dev.wascc.host.portable;

import dev.wascc.provider.Binding;
import dev.wascc.provider.CapabilityDescriptor;
import dev.wascc.provider.CapabilityProvider;
import dev.wascc.provider.message.DescriptorMessage;
import dev.wascc.provider.message.MessageFormatException;
import dev.wascc.provider.message.Shapes;
import java.util.Map;
import java.util.Set;

/**
 * A provider that is a WebAssembly module. It is called as an actor is, by operation and payload alone: it is not told which actor calls,
 * so that actors that must not share what it keeps need providers of different binding names.
 */
public final class PortableProvider implements CapabilityProvider {
    /** What a module is asked to say what it provides. */
    public static final String DESCRIPTOR = DescriptorMessage.OPERATION;

    private static final String REMOVE_ACTOR = "RemoveActor";
    /** The module cannot see who calls it, so nobody but its host may say these. */
    private static final Set<String> OF_THE_HOST =
            Set.of(DescriptorMessage.OPERATION, "BindActor", REMOVE_ACTOR, "PerformLiveUpdate", "Initialize");

    private final CapabilityDescriptor descriptor;
    private final PortableGuest guest;

    private PortableProvider(CapabilityDescriptor descriptor, PortableGuest guest) {
        this.descriptor = descriptor;
        this.guest = guest;
    }

    /**
     * Asks a module that runs what it provides.
     *
     * @throws MessageFormatException its answer is no descriptor
     * @throws Exception it did not answer
     */
    public static PortableProvider of(PortableGuest guest) throws Exception {
        return new PortableProvider(descriptor(guest.call(DESCRIPTOR, request())), guest);
    }

    /** The payload of {@link #DESCRIPTOR}: unlike a native provider, which is sent nothing, a portable one is sent a HealthRequest. */
    public static byte[] request() {
        return Shapes.HEALTH_REQUEST.message().with("placeholder", false).encode();
    }

    /**
     * The answer to {@link #DESCRIPTOR}.
     *
     * @throws MessageFormatException it is no descriptor
     */
    public static CapabilityDescriptor descriptor(byte[] answer) throws MessageFormatException {
        return DescriptorMessage.decode(answer);
    }

    @Override
    public CapabilityDescriptor descriptor() {
        return descriptor;
    }

    @Override
    public void bind(Binding binding) throws Exception {
        guest.bind(binding);
    }

    @Override
    public void unbind(String actor) throws Exception {
        byte[] nothing = Shapes.CAPABILITY_CONFIGURATION
                .message()
                .with("module", actor)
                .with("values", Map.of())
                .encode();
        guest.unbind(actor, REMOVE_ACTOR, nothing);
    }

    @Override
    public byte[] handle(String actor, String operation, byte[] payload) throws Exception {
        if (OF_THE_HOST.contains(operation)) {
            throw new IllegalArgumentException("the operation " + operation + " is for the host alone");
        }
        return guest.call(operation, payload);
    }

    @Override
    public void close() {
        guest.close();
    }
}
