package dev.wascc.actor;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads a MessagePack map of named fields, or an array of them in order. Unknown fields are passed over; one that is absent is empty, 0
 * or false. Malformed input is an {@link IllegalArgumentException}.
 */
public final class FieldReader {
    private static final int MAX_DEPTH = 16;

    private final byte[] in;
    private final Map<String, Object> fields = new HashMap<>();
    private int at;

    /** @param names of the fields, in the order in which an array has them */
    public FieldReader(byte[] in, String... names) {
        this.in = in;
        Object top = value(0);
        if (top instanceof Map<?, ?> map) {
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                if (entry.getKey() instanceof String name && entry.getValue() != null) {
                    fields.put(name, entry.getValue());
                }
            }
        } else if (top instanceof List<?> list) {
            for (int i = 0; i < names.length && i < list.size(); i++) {
                Object value = list.get(i);
                if (value != null) {
                    fields.put(names[i], value);
                }
            }
        } else {
            throw malformed();
        }
    }

    public String text(String name) {
        Object value = fields.get(name);
        return value == null ? "" : value instanceof byte[] bytes ? utf8(bytes) : (String) value;
    }

    public long whole(String name) {
        Object value = fields.get(name);
        return value == null ? 0 : (Long) value;
    }

    public boolean flag(String name) {
        return Boolean.TRUE.equals(fields.get(name));
    }

    public byte[] bytes(String name) {
        Object value = fields.get(name);
        if (value instanceof List<?> list) {
            byte[] bytes = new byte[list.size()];
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] = (byte) ((Long) list.get(i)).longValue();
            }
            return bytes;
        }
        return value == null ? new byte[0] : value instanceof String text ? Host.utf8(text) : (byte[]) value;
    }

    public Map<String, String> textMap(String name) {
        Map<String, String> texts = new LinkedHashMap<>();
        if (fields.get(name) instanceof Map<?, ?> map) {
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                texts.put((String) entry.getKey(), String.valueOf(entry.getValue()));
            }
        }
        return texts;
    }

    public List<String> texts(String name) {
        List<String> texts = new ArrayList<>();
        if (fields.get(name) instanceof List<?> list) {
            for (Object element : list) {
                texts.add((String) element);
            }
        }
        return texts;
    }

    /** A list of maps; other elements are passed over. */
    public List<Map<?, ?>> maps(String name) {
        List<Map<?, ?>> maps = new ArrayList<>();
        if (fields.get(name) instanceof List<?> list) {
            for (Object element : list) {
                if (element instanceof Map<?, ?> map) {
                    maps.add(map);
                }
            }
        }
        return maps;
    }

    private @Nullable Object value(int depth) {
        if (depth > MAX_DEPTH) {
            throw malformed();
        }
        int b = take(1);
        if (b < 0x80) {
            return (long) b;
        } else if (b < 0x90) {
            return map(b & 15, depth);
        } else if (b < 0xa0) {
            return list(b & 15, depth);
        } else if (b < 0xc0) {
            return utf8(raw(b & 31));
        } else if (b >= 0xe0) {
            return (long) (byte) b;
        }
        return switch (b) {
            case 0xc0 -> null;
            case 0xc2 -> Boolean.FALSE;
            case 0xc3 -> Boolean.TRUE;
            case 0xc4, 0xc5, 0xc6 -> raw(take(1 << b - 0xc4));
            case 0xca -> (double) Float.intBitsToFloat((int) big(4));
            case 0xcb -> Double.longBitsToDouble(big(8));
            case 0xcc, 0xcd, 0xce, 0xcf -> big(1 << b - 0xcc);
            case 0xd0 -> (long) (byte) big(1);
            case 0xd1 -> (long) (short) big(2);
            case 0xd2 -> (long) (int) big(4);
            case 0xd3 -> big(8);
            case 0xd9, 0xda, 0xdb -> utf8(raw(take(1 << b - 0xd9)));
            case 0xdc, 0xdd -> list(take(2 << b - 0xdc), depth);
            case 0xde, 0xdf -> map(take(2 << b - 0xde), depth);
            default -> throw malformed();
        };
    }

    private Map<Object, Object> map(int count, int depth) {
        requireAtLeast(count);
        Map<Object, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < count; i++) {
            Object key = value(depth + 1);
            Object value = value(depth + 1);
            if (key != null && value != null) {
                map.put(key, value);
            }
        }
        return map;
    }

    private List<@Nullable Object> list(int count, int depth) {
        requireAtLeast(count);
        List<@Nullable Object> list = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            list.add(value(depth + 1));
        }
        return list;
    }

    private byte[] raw(int length) {
        requireAtLeast(length);
        byte[] bytes = new byte[length];
        System.arraycopy(in, at, bytes, 0, length);
        at += length;
        return bytes;
    }

    /** An unsigned number that must fit an int, as lengths do. */
    private int take(int bytes) {
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

    private static String utf8(byte[] bytes) {
        return Utf8.decode(bytes);
    }

    private static IllegalArgumentException malformed() {
        return new IllegalArgumentException("malformed MessagePack");
    }
}
