package dev.wascc.keys.pkcs11;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.Platform;
import com.sun.jna.Pointer;

/**
 * How PKCS#11 lays out C's structures here: CK_ULONG is C's unsigned long (8 bytes on 64-bit Unix, 4 on Windows), and on Windows
 * structures are packed (PKCS#11 base specification, "Platform- and compiler-dependent directives").
 *
 * @param ulong bytes of a CK_ULONG
 * @param pointer bytes of a pointer
 * @param packed whether nothing stands between members
 */
record Layout(int ulong, int pointer, boolean packed) {
    static final Layout HERE = new Layout(Native.LONG_SIZE, Native.POINTER_SIZE, Platform.isWindows());

    /** CK_ATTRIBUTE and CK_MECHANISM are both {type, pointer, length}: the offset of the pointer. */
    int valueOffset() {
        return packed ? ulong : Math.max(ulong, pointer);
    }

    /** The offset of their length. */
    int lengthOffset() {
        return valueOffset() + pointer;
    }

    /** Their size in an array. */
    int tripleSize() {
        return packed ? lengthOffset() + ulong : valueOffset() + pointer + Math.max(ulong, pointer);
    }

    /** CK_FUNCTION_LIST begins with a CK_VERSION of two bytes; the offset of a function in it. */
    int functionOffset(int index) {
        return (packed ? 2 : pointer) + index * pointer;
    }

    /** CK_C_INITIALIZE_ARGS: four pointers, flags, a pointer; the offset of the flags. */
    int initializeFlagsOffset() {
        return 4 * pointer;
    }

    int initializeSize() {
        return 4 * pointer + (packed ? ulong : Math.max(ulong, pointer)) + pointer;
    }

    void setUlong(Pointer at, long offset, long value) {
        if (ulong == Long.BYTES) {
            at.setLong(offset, value);
        } else {
            at.setInt(offset, (int) value);
        }
    }

    long ulongAt(Pointer at, long offset) {
        return ulong == Long.BYTES ? at.getLong(offset) : at.getInt(offset) & 0xffff_ffffL;
    }

    /** A CK_ULONG of its own, for what a function returns through a pointer. */
    Memory ulongOf(long value) {
        Memory memory = new Memory(ulong);
        setUlong(memory, 0, value);
        return memory;
    }
}
