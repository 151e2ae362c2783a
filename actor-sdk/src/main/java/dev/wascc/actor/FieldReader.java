package dev.wascc.actor;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads a MessagePack map of named fields, or an array of them in order. Unknown fields are passed over; one that is absent is empty, 0
 * or false. Malformed input, and a field of another type than the one it is asked for, is an {@link IllegalArgumentException}.
 *
 * <p>The message is looked through once; a field becomes an object when it is asked for, and not before: in Wasm it is objects that cost.
 */
public final class FieldReader {
    private static final int MAX_DEPTH = 16;
    private static final int NIL = 0xc0;

    private final byte[] in;
    private final String[] names;
    private final boolean named;
    /** Where fields begin: of a map the key and the value in turn, of an array the value. */
    private final int[] places;

    private int found;
    private int at;

    /** @param names of the fields, in the order in which an array has them */
    public FieldReader(byte[] in, String... names) {
        this.in = in;
        this.names = names;
        int b = take(1);
        int members = mapCount(b);
        named = members >= 0;
        if (named) {
            places = new int[2 * members];
            findMembers(members);
        } else {
            int elements = listCount(b);
            if (elements < 0) {
                throw malformed();
            }
            places = new int[Math.min(elements, names.length)];
            for (int i = 0; i < elements; i++) {
                if (i < places.length) {
                    places[found++] = at;
                }
                pass(1);
            }
        }
    }

    private void findMembers(int members) {
        for (int i = 0; i < members; i++) {
            int key = at;
            pass(1);
            int value = at;
            pass(1);
            if (isText(in[key] & 0xff) && (in[value] & 0xff) != NIL) {
                places[found++] = key;
                places[found++] = value;
            }
        }
    }

    public String text(String name) {
        return find(name) ? text() : "";
    }

    public long whole(String name) {
        if (!find(name)) {
            return 0;
        }
        if (value() instanceof Long number) {
            return number;
        }
        throw malformed();
    }

    public boolean flag(String name) {
        return find(name) && take(1) == 0xc3;
    }

    public byte[] bytes(String name) {
        if (!find(name)) {
            return new byte[0];
        }
        int b = take(1);
        int length = bytesLength(b);
        if (length >= 0) {
            return Arrays.copyOfRange(in, at, at + length);
        }
        byte[] bytes = new byte[requireList(b)];
        for (int i = 0; i < bytes.length; i++) {
            if (!(value() instanceof Long number)) {
                throw malformed();
            }
            bytes[i] = (byte) number.longValue();
        }
        return bytes;
    }

    public Map<String, String> textMap(String name) {
        Map<String, String> texts = new LinkedHashMap<>();
        int count = find(name) ? mapCount(take(1)) : 0;
        for (int i = 0; i < count; i++) {
            String key = text();
            if ((in[at] & 0xff) == NIL) {
                at++;
            } else {
                texts.put(key, String.valueOf(value()));
            }
        }
        return texts;
    }

    public List<String> texts(String name) {
        List<String> texts = new ArrayList<>();
        int count = find(name) ? listCount(take(1)) : 0;
        for (int i = 0; i < count; i++) {
            texts.add(text());
        }
        return texts;
    }

    /**
     * The messages in a list.
     *
     * @param fieldNames of their fields
     */
    public List<FieldReader> messages(String name, String... fieldNames) {
        List<FieldReader> messages = new ArrayList<>();
        int count = find(name) ? listCount(take(1)) : 0;
        for (int i = 0; i < count; i++) {
            int start = at;
            pass(1);
            messages.add(new FieldReader(Arrays.copyOfRange(in, start, at), fieldNames));
        }
        return messages;
    }

    /** Goes to the value of a field; false where it is absent. The last of several of a name counts. */
    private boolean find(String name) {
        if (named) {
            for (int i = found - 2; i >= 0; i -= 2) {
                at = places[i];
                if (isHere(name)) {
                    at = places[i + 1];
                    return true;
                }
            }
            return false;
        }
        for (int i = 0; i < found; i++) {
            if (names[i].equals(name)) {
                at = places[i];
                return (in[at] & 0xff) != NIL;
            }
        }
        return false;
    }

    private boolean isHere(String name) {
        int length = bytesLength(take(1));
        if (length < name.length()) {
            return false;
        }
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c > 0x7f) {
                return Utf8.decode(in, at, length).equals(name);
            }
            if (in[at + i] != c) {
                return false;
            }
        }
        return length == name.length();
    }

    private String text() {
        int length = bytesLength(take(1));
        if (length < 0) {
            throw malformed();
        }
        String text = Utf8.decode(in, at, length);
        at += length;
        return text;
    }

    /** A number, a truth value or a text. */
    private Object value() {
        int start = at;
        int b = take(1);
        if (b < 0x80 || b >= 0xe0) {
            return (long) (byte) b;
        }
        return switch (b) {
            case 0xc2 -> Boolean.FALSE;
            case 0xc3 -> Boolean.TRUE;
            case 0xca -> (double) Float.intBitsToFloat((int) big(4));
            case 0xcb -> Double.longBitsToDouble(big(8));
            case 0xcc, 0xcd, 0xce, 0xcf -> big(1 << b - 0xcc);
            case 0xd0 -> (long) (byte) big(1);
            case 0xd1 -> (long) (short) big(2);
            case 0xd2 -> (long) (int) big(4);
            case 0xd3 -> big(8);
            default -> {
                at = start;
                yield text();
            }
        };
    }

    /** Goes behind a value of any type. */
    private void pass(int depth) {
        if (depth > MAX_DEPTH) {
            throw malformed();
        }
        int b = take(1);
        if (b < 0x80 || b >= 0xe0) {
            return;
        }
        int length = bytesLength(b);
        if (length < 0) {
            int members = mapCount(b);
            int values = members >= 0 ? 2 * members : listCount(b);
            for (int i = 0; i < values; i++) {
                pass(depth + 1);
            }
            length = values >= 0 ? 0 : scalarLength(b);
        }
        requireAtLeast(length);
        at += length;
    }

    private static int scalarLength(int b) {
        return switch (b) {
            case 0xc0, 0xc2, 0xc3 -> 0;
            case 0xca, 0xcb -> 4 << b - 0xca;
            case 0xcc, 0xcd, 0xce, 0xcf -> 1 << b - 0xcc;
            case 0xd0, 0xd1, 0xd2, 0xd3 -> 1 << b - 0xd0;
            default -> throw malformed();
        };
    }

    private static boolean isText(int b) {
        return b >= 0xa0 && b < 0xc0 || b >= 0xd9 && b <= 0xdb;
    }

    /** Of a text or bytes, which are all there; below 0 for what is neither. */
    private int bytesLength(int b) {
        int length;
        if (b >= 0xa0 && b < 0xc0) {
            length = b & 31;
        } else if (b >= 0xd9 && b <= 0xdb) {
            length = take(1 << b - 0xd9);
        } else if (b >= 0xc4 && b <= 0xc6) {
            length = take(1 << b - 0xc4);
        } else {
            return -1;
        }
        requireAtLeast(length);
        return length;
    }

    /** How many members a map has, below 0 for no map. */
    private int mapCount(int b) {
        int count = b >= 0x80 && b < 0x90 ? b & 15 : b == 0xde || b == 0xdf ? take(2 << b - 0xde) : -1;
        // Each is two bytes at least.
        requireAtLeast(Math.max(count, 0));
        requireAtLeast(2 * Math.max(count, 0));
        return count;
    }

    /** How many elements a list has, below 0 for no list. */
    private int listCount(int b) {
        int count = b >= 0x90 && b < 0xa0 ? b & 15 : b == 0xdc || b == 0xdd ? take(2 << b - 0xdc) : -1;
        requireAtLeast(Math.max(count, 0));
        return count;
    }

    private int requireList(int b) {
        int count = listCount(b);
        if (count < 0) {
            throw malformed();
        }
        return count;
    }

    /** An unsigned number that must fit an int, as lengths do. */
    private int take(int bytes) {
        if (bytes == 1) {
            requireAtLeast(1);
            return in[at++] & 0xff;
        }
        long value = big(bytes);
        if (value < 0 || value > Integer.MAX_VALUE) {
            throw malformed();
        }
        return (int) value;
    }

    private long big(int bytes) {
        requireAtLeast(bytes);
        long value = 0;
        for (int i = 0; i < bytes; i++) {
            value = value << 8 | in[at++] & 0xff;
        }
        return value;
    }

    private void requireAtLeast(int bytes) {
        if (bytes < 0 || bytes > in.length - at) {
            throw malformed();
        }
    }

    private static IllegalArgumentException malformed() {
        return new IllegalArgumentException("malformed MessagePack");
    }
}
