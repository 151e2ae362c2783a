package dev.wascc.wapc;

import com.dylibso.chicory.runtime.Instance;
import java.nio.charset.StandardCharsets;

/** {@code env.abort(message, file, line, column)} of plain AssemblyScript builds: a trap that says what the guest said. */
final class AssemblyScriptAbort {
    private static final int MAX_TEXT = 1024;

    private AssemblyScriptAbort() {}

    static long[] abort(Instance instance, long... args) {
        throw Stop.trap("abort: " + text(instance, args[0]) + " at " + text(instance, args[1]) + ":"
                + (args[2] & 0xffff_ffffL) + ":" + (args[3] & 0xffff_ffffL));
    }

    /** A string of that language: UTF-16, its length in bytes in the word before it; null is 0. */
    private static String text(Instance instance, long pointer) {
        long at = pointer & 0xffff_ffffL;
        if (at < 4) {
            return "(none)";
        }
        GuestMemory memory = new GuestMemory(instance.memory());
        memory.require(at - 4, 4);
        long length = Math.min(instance.memory().readInt((int) at - 4) & 0xffff_fffeL, MAX_TEXT);
        return new String(memory.read(at, length, MAX_TEXT), StandardCharsets.UTF_16LE);
    }
}
