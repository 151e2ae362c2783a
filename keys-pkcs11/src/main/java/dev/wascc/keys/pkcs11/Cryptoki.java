package dev.wascc.keys.pkcs11;

import com.sun.jna.Function;
import com.sun.jna.Library;
import com.sun.jna.Memory;
import com.sun.jna.NativeLibrary;
import com.sun.jna.NativeLong;
import com.sun.jna.Platform;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.PointerByReference;
import dev.wascc.nkeys.KeyAccessException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * A PKCS#11 library, through the function list that it hands out. A process initialises a library once, however many keys are open,
 * and finalises it when the last is closed. It stays loaded: few libraries bear to be unloaded.
 */
final class Cryptoki {
    /** Places in CK_FUNCTION_LIST, which are the order of the functions in the specification. */
    enum Call {
        C_INITIALIZE(0),
        C_FINALIZE(1),
        C_GET_SLOT_LIST(4),
        C_GET_TOKEN_INFO(6),
        C_OPEN_SESSION(12),
        C_CLOSE_SESSION(13),
        C_LOGIN(18),
        C_GET_ATTRIBUTE_VALUE(24),
        C_FIND_OBJECTS_INIT(26),
        C_FIND_OBJECTS(27),
        C_FIND_OBJECTS_FINAL(28),
        C_SIGN_INIT(42),
        C_SIGN(43);

        private final int index;

        Call(int index) {
            this.index = index;
        }
    }

    private static final int OS_LOCKING_OK = 2;
    private static final int RTLD_NOW = 2;
    private static final Map<Path, Cryptoki> LOADED = new HashMap<>();

    private final Path file;
    /** Unloaded when nothing refers to it any more, whatever of it is still in use. */
    @SuppressWarnings("unused")
    private final NativeLibrary loaded;

    private final Pointer functions;
    private int users;
    private boolean ours;

    private Cryptoki(Path file, NativeLibrary loaded, Pointer functions) {
        this.file = file;
        this.loaded = loaded;
        this.functions = functions;
    }

    /** The library, initialised; {@link #close} gives it back. */
    static Cryptoki open(Path file) throws KeyAccessException {
        synchronized (LOADED) {
            Cryptoki library = LOADED.get(file);
            if (library == null) {
                library = load(file);
                LOADED.put(file, library);
            }
            if (library.users == 0) {
                library.initialize();
            }
            library.users++;
            return library;
        }
    }

    void close() {
        synchronized (LOADED) {
            users--;
            if (users == 0 && ours) {
                call(Call.C_FINALIZE, Pointer.NULL);
            }
        }
    }

    /** Calls a function; gives what it returned, {@link ReturnValue#OK} or why not. */
    long call(Call call, Object... arguments) {
        Function function = Function.getFunction(functions.getPointer(Layout.HERE.functionOffset(call.index)));
        NativeLong returned = (NativeLong) function.invoke(NativeLong.class, arguments);
        return returned.longValue() & 0xffff_ffffL;
    }

    /** As {@link #call}, where anything but success is an error. */
    void must(String what, Call call, Object... arguments) throws KeyAccessException {
        ReturnValue.require(what, call(call, arguments));
    }

    private void initialize() throws KeyAccessException {
        Layout layout = Layout.HERE;
        Memory arguments = new Memory(layout.initializeSize());
        arguments.clear();
        layout.setUlong(arguments, layout.initializeFlagsOffset(), OS_LOCKING_OK);
        long returned = call(Call.C_INITIALIZE, arguments);
        ours = returned != ReturnValue.ALREADY_INITIALIZED;
        if (ours) {
            ReturnValue.require("the PKCS#11 library " + file + " does not start", returned);
        }
    }

    private static Cryptoki load(Path file) throws KeyAccessException {
        try {
            Map<String, Object> options = Platform.isWindows() ? Map.of() : Map.of(Library.OPTION_OPEN_FLAGS, RTLD_NOW);
            NativeLibrary loaded = NativeLibrary.getInstance(file.toString(), options);
            Function getList = loaded.getFunction("C_GetFunctionList");
            PointerByReference list = new PointerByReference();
            NativeLong returned = (NativeLong) getList.invoke(NativeLong.class, new Object[] {list});
            ReturnValue.require("the PKCS#11 library " + file + " gives no functions", returned.longValue());
            if (list.getValue() == null) {
                throw new KeyAccessException("the PKCS#11 library " + file + " gives no functions");
            }
            return new Cryptoki(file, loaded, list.getValue());
        } catch (UnsatisfiedLinkError | NoClassDefFoundError e) {
            // The loader's text is of one machine and many lines; its cause is for --debug.
            throw new KeyAccessException(
                    "the file " + file + " cannot be loaded as a PKCS#11 library on this system", e);
        }
    }
}
