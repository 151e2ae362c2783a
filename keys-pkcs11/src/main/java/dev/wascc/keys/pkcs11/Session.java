package dev.wascc.keys.pkcs11;

import com.sun.jna.Memory;
import com.sun.jna.NativeLong;
import com.sun.jna.Pointer;
import dev.wascc.keys.pkcs11.Cryptoki.Call;
import dev.wascc.nkeys.KeyAccessException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A session with a token. Closing it logs out when it is the last one of this process with that token: PKCS#11 ties the login to the
 * token and not to the session, and another key may be signing.
 */
final class Session implements AutoCloseable {
    private static final int SERIAL = 4;
    private static final int USER = 1;
    private static final int MAX_OBJECTS = 64;
    private static final int MAX_VALUE = 1024;
    private static final int MAX_SIGNATURE = 256;
    private static final long EDDSA = 0x1057;

    private final Cryptoki library;
    private final NativeLong handle;
    private boolean closed;

    private Session(Cryptoki library, NativeLong handle) {
        this.library = library;
        this.handle = handle;
    }

    /** Takes the library over: it is closed with the session. */
    static Session open(Cryptoki library, Token token) throws KeyAccessException {
        Memory handle = Layout.HERE.ulongOf(0);
        library.must(
                "no session with the token " + Text.shown(token.label()),
                Call.C_OPEN_SESSION,
                ulong(token.slot()),
                ulong(SERIAL),
                Pointer.NULL,
                Pointer.NULL,
                handle);
        return new Session(library, ulong(Layout.HERE.ulongAt(handle, 0)));
    }

    /** @param pin none for a token that has keys of its own to type it */
    void login(Optional<char[]> pin) throws KeyAccessException {
        byte[] utf8 = pin.map(Session::utf8).orElse(new byte[0]);
        Memory text = new Memory(Math.max(1, utf8.length));
        text.write(0, utf8, 0, utf8.length);
        Arrays.fill(utf8, (byte) 0);
        long returned = library.call(
                Call.C_LOGIN, handle, ulong(USER), pin.isPresent() ? text : Pointer.NULL, ulong(utf8.length));
        text.clear();
        if (returned != ReturnValue.ALREADY_LOGGED_IN) {
            ReturnValue.require("the token does not let anybody in", returned);
        }
    }

    private static byte[] utf8(char[] text) {
        ByteBuffer encoded = StandardCharsets.UTF_8.encode(CharBuffer.wrap(text));
        byte[] bytes = new byte[encoded.remaining()];
        encoded.get(bytes);
        Arrays.fill(encoded.array(), (byte) 0);
        return bytes;
    }

    /** The handles of all objects that have these attributes, {@value #MAX_OBJECTS} at most. */
    List<Long> find(Map<Long, byte[]> attributes) throws KeyAccessException {
        Layout layout = Layout.HERE;
        Memory template = new Memory((long) attributes.size() * layout.tripleSize());
        List<Memory> values = new ArrayList<>();
        attributes.forEach((type, value) -> {
            Memory memory = new Memory(Math.max(1, value.length));
            memory.write(0, value, 0, value.length);
            triple(template, values.size(), type, memory, value.length);
            values.add(memory);
        });
        library.must("the token cannot be searched", Call.C_FIND_OBJECTS_INIT, handle, template, ulong(values.size()));
        Memory found = new Memory((long) MAX_OBJECTS * layout.ulong());
        Memory count = layout.ulongOf(0);
        List<Long> handles = new ArrayList<>();
        try {
            // A library may give fewer at a time than there is room for.
            do {
                library.must(
                        "the token cannot be searched", Call.C_FIND_OBJECTS, handle, found, ulong(MAX_OBJECTS), count);
                for (int i = 0; i < Math.min(MAX_OBJECTS, layout.ulongAt(count, 0)); i++) {
                    handles.add(layout.ulongAt(found, (long) i * layout.ulong()));
                }
            } while (layout.ulongAt(count, 0) > 0 && handles.size() < MAX_OBJECTS);
        } finally {
            library.call(Call.C_FIND_OBJECTS_FINAL, handle);
            values.forEach(Memory::clear);
        }
        return handles;
    }

    /** An attribute's bytes; nothing where the object has none, or does not give it out. */
    Optional<byte[]> attribute(long object, long type) throws KeyAccessException {
        Layout layout = Layout.HERE;
        Memory value = new Memory(MAX_VALUE);
        Memory triple = new Memory(layout.tripleSize());
        triple(triple, 0, type, value, MAX_VALUE);
        long returned = library.call(Call.C_GET_ATTRIBUTE_VALUE, handle, ulong(object), triple, ulong(1));
        if (returned == ReturnValue.ATTRIBUTE_TYPE_INVALID || returned == ReturnValue.ATTRIBUTE_SENSITIVE) {
            return Optional.empty();
        }
        ReturnValue.require("the key's attributes cannot be read", returned);
        long length = layout.ulongAt(triple, layout.lengthOffset());
        return length > 0 && length <= MAX_VALUE ? Optional.of(value.getByteArray(0, (int) length)) : Optional.empty();
    }

    /** Pure Ed25519: CKM_EDDSA without parameters (PKCS#11 3.0). */
    byte[] sign(long key, byte[] message) throws KeyAccessException {
        Layout layout = Layout.HERE;
        Memory mechanism = new Memory(layout.tripleSize());
        mechanism.clear();
        layout.setUlong(mechanism, 0, EDDSA);
        library.must("the token did not sign", Call.C_SIGN_INIT, handle, mechanism, ulong(key));
        Memory signature = new Memory(MAX_SIGNATURE);
        Memory length = layout.ulongOf(MAX_SIGNATURE);
        library.must("the token did not sign", Call.C_SIGN, handle, message, ulong(message.length), signature, length);
        return signature.getByteArray(0, (int) Math.min(MAX_SIGNATURE, layout.ulongAt(length, 0)));
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            library.call(Call.C_CLOSE_SESSION, handle);
            library.close();
        }
    }

    private static void triple(Memory array, int index, long type, Memory value, long length) {
        Layout layout = Layout.HERE;
        long at = (long) index * layout.tripleSize();
        layout.setUlong(array, at, type);
        array.setPointer(at + layout.valueOffset(), value);
        layout.setUlong(array, at + layout.lengthOffset(), length);
    }

    private static NativeLong ulong(long value) {
        return new NativeLong(value, true);
    }
}
