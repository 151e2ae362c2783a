package dev.wascc.providers.library;

import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import dev.wascc.provider.Binding;
import dev.wascc.provider.CapabilityDescriptor;
import dev.wascc.provider.CapabilityProvider;
import dev.wascc.provider.Dispatcher;
import dev.wascc.provider.message.DescriptorMessage;
import dev.wascc.provider.message.MessageFormatException;
import dev.wascc.provider.message.Shapes;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A capability provider in a shared library, through {@code native-abi/wascc_provider.h}. Loading one is for the person who runs the host
 * to allow: a library does what it likes with the whole process.
 */
public final class LibraryProvider implements CapabilityProvider {
    private static final Logger LOG = LoggerFactory.getLogger(LibraryProvider.class);
    private static final String SYSTEM = "system";
    private static final Duration LAST_CALLS = Duration.ofSeconds(5);

    private final LibraryFunctions functions;
    private final Pointer handle;
    private final CapabilityDescriptor descriptor;
    private final String file;
    /** Calls hold it for reading, so that nothing is freed under them; of callers none ever waits for another. */
    private final ReentrantReadWriteLock use = new ReentrantReadWriteLock();

    private @Nullable DispatchCallbacks callbacks;
    private boolean closed;

    private LibraryProvider(LibraryFunctions functions, Pointer handle, CapabilityDescriptor descriptor, String file) {
        this.functions = functions;
        this.handle = handle;
        this.descriptor = descriptor;
        this.file = file;
    }

    /**
     * Loads a library and asks what it provides.
     *
     * @param sha256 the digest it must have, 64 hexadecimal digits, looked at before anything of it runs; null for any
     * @throws LibraryException it is not there, of another digest, no provider, or of another version
     */
    public static LibraryProvider load(Path file, @Nullable String sha256) throws LibraryException {
        NativeLibrary library = LibraryFile.load(file, sha256);
        LibraryProvider loaded = null;
        try {
            LibraryFunctions functions = LibraryFunctions.of(library);
            Pointer handle = functions.create();
            if (handle == null) {
                throw new LibraryException(file + " made no provider: wascc_provider_create answered NULL");
            }
            byte[] answer = functions.handleCall(handle, SYSTEM, DescriptorMessage.OPERATION, new byte[0]);
            try {
                loaded = new LibraryProvider(
                        functions, handle, DescriptorMessage.decode(answer), String.valueOf(file.getFileName()));
                return loaded;
            } catch (MessageFormatException e) {
                throw new LibraryException(file + " does not say what it provides: " + e.getMessage(), e);
            }
        } finally {
            if (loaded == null) {
                library.close();
            }
        }
    }

    @Override
    public CapabilityDescriptor descriptor() {
        return descriptor;
    }

    @Override
    public String backend(String actor) {
        return "library " + file;
    }

    @Override
    public void start(Dispatcher toActors) throws LibraryException {
        DispatchCallbacks made = new DispatchCallbacks(toActors);
        callbacks = made;
        if (functions.configureDispatch(handle, made.dispatch(), made.release()) != LibraryFunctions.OK) {
            throw new LibraryException("Failed to configure dispatch on provider " + file);
        }
    }

    @Override
    public void bind(Binding binding) throws LibraryException {
        call(SYSTEM, "BindActor", configuration(binding.actor(), binding.values()));
    }

    @Override
    public void unbind(String actor) throws LibraryException {
        call(SYSTEM, "RemoveActor", configuration(actor, Map.of()));
    }

    private static byte[] configuration(String actor, Map<String, String> values) {
        return Shapes.CAPABILITY_CONFIGURATION
                .message()
                .with("module", actor)
                .with("values", values)
                .encode();
    }

    @Override
    public byte[] handle(String actor, String operation, byte[] payload) throws LibraryException {
        if (actor.equals(SYSTEM)) {
            throw new IllegalArgumentException("an actor is not called " + SYSTEM);
        }
        return call(actor, operation, payload);
    }

    private byte[] call(String origin, String operation, byte[] payload) throws LibraryException {
        use.readLock().lock();
        try {
            if (closed) {
                throw new LibraryException("the provider " + file + " is closed");
            }
            return functions.handleCall(handle, origin, operation, payload);
        } finally {
            use.readLock().unlock();
        }
    }

    /** Waits five seconds for calls that are under way; a library whose calls do not end stays loaded. */
    @Override
    public void close() throws InterruptedException {
        if (!use.writeLock().tryLock(LAST_CALLS.toSeconds(), TimeUnit.SECONDS)) {
            LOG.warn("calls into {} do not end; it stays loaded", file);
            return;
        }
        try {
            if (!closed) {
                closed = true;
                functions.destroy(handle);
                functions.close();
                callbacks = null;
            }
        } finally {
            use.writeLock().unlock();
        }
    }
}
