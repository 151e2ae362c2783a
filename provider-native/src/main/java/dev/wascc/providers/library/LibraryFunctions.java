package dev.wascc.providers.library;

import com.sun.jna.Callback;
import com.sun.jna.Function;
import com.sun.jna.Memory;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.LongByReference;
import com.sun.jna.ptr.PointerByReference;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The functions of {@code native-abi/wascc_provider.h}, version 1, in one library. */
final class LibraryFunctions {
    static final int VERSION = 1;
    static final int OK = 0;
    static final int ERROR = 1;
    /** More is no message that a host lets through. */
    private static final long MAX_ANSWER = 16 << 20;

    private static final String RUST = "__capability_provider_create";
    private static final String PREFIX = "wascc_provider_";

    /** {@code wascc_dispatch_fn}. */
    interface Dispatch extends Callback {
        int invoke(
                @Nullable Pointer userData,
                @Nullable Pointer actor,
                long actorLength,
                @Nullable Pointer operation,
                long operationLength,
                @Nullable Pointer message,
                long messageLength,
                Pointer out,
                Pointer outLength);
    }

    /** {@code wascc_release_fn}. */
    interface Release extends Callback {
        void invoke(@Nullable Pointer userData, @Nullable Pointer bytes, long length);
    }

    private final NativeLibrary library;
    private final Function create;
    private final Function destroy;
    private final Function configureDispatch;
    private final Function handleCall;
    private final Function free;

    private LibraryFunctions(NativeLibrary library) {
        this.library = library;
        create = library.getFunction(PREFIX + "create");
        destroy = library.getFunction(PREFIX + "destroy");
        configureDispatch = library.getFunction(PREFIX + "configure_dispatch");
        handleCall = library.getFunction(PREFIX + "handle_call");
        free = library.getFunction(PREFIX + "free");
    }

    /** @throws LibraryException it lacks a function, or is of another version; nothing of it was called but the version */
    static LibraryFunctions of(NativeLibrary library) throws LibraryException {
        String name = library.getFile() == null ? library.getName() : String.valueOf(library.getFile());
        if (!exports(library, PREFIX + "abi_version")) {
            throw new LibraryException(
                    exports(library, RUST)
                            ? name + " is a provider for Rust hosts: it exports " + RUST
                                    + ", which hands over a Rust trait object,"
                                    + " and the layout of these is known to the compiler that made it alone. Build its crate with the"
                                    + " feature static_plugin into a library that exports the functions of"
                                    + " native-abi/wascc_provider.h (docs/native-abi.md shows how)"
                            : name + " is no capability provider: it does not export " + PREFIX
                                    + "abi_version; docs/native-abi.md lists what one exports");
        }
        int version = library.getFunction(PREFIX + "abi_version").invokeInt(new Object[0]);
        if (version != VERSION) {
            throw new LibraryException(name + " speaks version " + Integer.toUnsignedString(version)
                    + " of the native interface, and this host speaks " + VERSION
                    + "; build it with the wascc_provider.h of this release");
        }
        try {
            return new LibraryFunctions(library);
        } catch (UnsatisfiedLinkError e) {
            throw new LibraryException(name + " lacks a function of native-abi/wascc_provider.h: " + e.getMessage(), e);
        }
    }

    private static boolean exports(NativeLibrary library, String function) {
        try {
            library.getFunction(function);
            return true;
        } catch (UnsatisfiedLinkError e) {
            return false;
        }
    }

    @Nullable
    Pointer create() {
        return create.invokePointer(new Object[0]);
    }

    void destroy(Pointer provider) {
        destroy.invokeVoid(new Object[] {provider});
    }

    int configureDispatch(Pointer provider, Dispatch dispatch, Release release) {
        return configureDispatch.invokeInt(new Object[] {provider, dispatch, release, null});
    }

    /** @throws LibraryException with the provider's own text, if it answered with an error */
    byte[] handleCall(Pointer provider, String origin, String operation, byte[] message) throws LibraryException {
        byte[] from = origin.getBytes(StandardCharsets.UTF_8);
        byte[] what = operation.getBytes(StandardCharsets.UTF_8);
        PointerByReference out = new PointerByReference();
        LongByReference length = new LongByReference();
        int status = handleCall.invokeInt(new Object[] {
            provider,
            copied(from),
            (long) from.length,
            copied(what),
            (long) what.length,
            copied(message),
            (long) message.length,
            out,
            length
        });
        byte[] answer = taken(out.getValue(), length.getValue());
        if (status == OK) {
            return answer;
        }
        String text = new String(answer, StandardCharsets.UTF_8);
        throw new LibraryException(text.isBlank() ? "the native provider answered with status " + status : text);
    }

    private byte[] taken(@Nullable Pointer bytes, long length) throws LibraryException {
        if (bytes == null) {
            return new byte[0];
        }
        try {
            if (length < 0 || length > MAX_ANSWER) {
                throw new LibraryException("the native provider answered " + Long.toUnsignedString(length)
                        + " bytes; the most is " + MAX_ANSWER);
            }
            return bytes.getByteArray(0, (int) length);
        } finally {
            free.invokeVoid(new Object[] {bytes, length});
        }
    }

    /** In memory that stays where it is while the call runs; one byte at least, as there is no memory of none. */
    static Memory copied(byte[] bytes) {
        Memory memory = new Memory(Math.max(1, bytes.length));
        memory.write(0, bytes, 0, bytes.length);
        return memory;
    }

    void close() {
        library.close();
    }
}
