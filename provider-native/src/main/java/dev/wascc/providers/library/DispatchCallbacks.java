package dev.wascc.providers.library;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import dev.wascc.provider.DispatchException;
import dev.wascc.provider.Dispatcher;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What a library calls. It may come on any thread: JNA makes one that the JVM does not know a thread of it. Nothing is thrown into the
 * library. What is answered lies in memory that this object holds until it is released.
 */
final class DispatchCallbacks {
    private static final long MAX_TEXT = 4096;
    private static final long MAX_MESSAGE = 16 << 20;

    private final Dispatcher dispatcher;
    private final Map<Long, Memory> answers = new ConcurrentHashMap<>();
    // The library holds pointers to these; the fields keep them from being collected.
    private final LibraryFunctions.Dispatch dispatch = this::dispatch;
    private final LibraryFunctions.Release release = this::release;

    DispatchCallbacks(Dispatcher dispatcher) {
        this.dispatcher = dispatcher;
    }

    LibraryFunctions.Dispatch dispatch() {
        return dispatch;
    }

    LibraryFunctions.Release release() {
        return release;
    }

    /** What was answered and not released. */
    int held() {
        return answers.size();
    }

    @SuppressWarnings("IllegalCatch") // the wall to foreign code, which can catch nothing
    private int dispatch(
            @Nullable Pointer userData,
            @Nullable Pointer actor,
            long actorLength,
            @Nullable Pointer operation,
            long operationLength,
            @Nullable Pointer message,
            long messageLength,
            Pointer out,
            Pointer outLength) {
        byte[] answer;
        int status = LibraryFunctions.OK;
        try {
            answer = dispatcher.dispatch(
                    text(actor, actorLength),
                    text(operation, operationLength),
                    bytes(message, messageLength, MAX_MESSAGE));
        } catch (DispatchException | RuntimeException | Error e) {
            status = LibraryFunctions.ERROR;
            answer = String.valueOf(e.getMessage()).getBytes(StandardCharsets.UTF_8);
        }
        Memory memory = LibraryFunctions.copied(answer);
        answers.put(Pointer.nativeValue(memory), memory);
        out.setPointer(0, memory);
        outLength.setLong(0, answer.length);
        return status;
    }

    private void release(@Nullable Pointer userData, @Nullable Pointer bytes, long length) {
        if (bytes != null) {
            answers.remove(Pointer.nativeValue(bytes));
        }
    }

    private static String text(@Nullable Pointer bytes, long length) {
        return new String(bytes(bytes, length, MAX_TEXT), StandardCharsets.UTF_8);
    }

    private static byte[] bytes(@Nullable Pointer bytes, long length, long max) {
        if (length < 0 || length > max || bytes == null && length > 0) {
            throw new IllegalArgumentException("a length is beyond what can be: " + Long.toUnsignedString(length));
        }
        return bytes == null ? new byte[0] : bytes.getByteArray(0, (int) length);
    }
}
