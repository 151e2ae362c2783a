package dev.wascc.providers.file;

/**
 * What a store knows of a key: its type, when it goes, and either a string or where a list or set is.
 *
 * @param expiresAt milliseconds since 1970, or {@link #NEVER}
 * @param first the place of a list's head; places grow towards its end
 * @param count of the items of a list or set
 * @param text of a string
 */
record Head(Type type, long expiresAt, long first, int count, String text) {
    static final long NEVER = Long.MAX_VALUE;
    private static final int FIELDS = 5;
    /** So that heads can be put before it for ever. */
    private static final long FIRST_PLACE = Long.MAX_VALUE / 2;

    enum Type {
        STRING,
        LIST,
        SET
    }

    static Head string(String text, long expiresAt) {
        return new Head(Type.STRING, expiresAt, 0, 0, text);
    }

    static Head list() {
        return new Head(Type.LIST, NEVER, FIRST_PLACE, 0, "");
    }

    static Head set() {
        return new Head(Type.SET, NEVER, 0, 0, "");
    }

    /** Reads what {@link #written} wrote. */
    static Head parse(String written) {
        String[] fields = written.split("\\|", FIELDS);
        return new Head(
                Type.valueOf(fields[0]),
                Long.parseLong(fields[1]),
                Long.parseLong(fields[2]),
                Integer.parseInt(fields[3]),
                fields[4]);
    }

    String written() {
        return type + "|" + expiresAt + "|" + first + "|" + count + "|" + text;
    }

    /** The list with one more item before its head, at {@link #first}. */
    Head pushed() {
        return new Head(type, expiresAt, first - 1, count + 1, text);
    }

    Head counted(int more) {
        return new Head(type, expiresAt, first, count + more, text);
    }

    Head require(Type expected, String key) {
        if (type != expected) {
            throw new IllegalStateException("the value of " + key + " is of another type than this operation is for");
        }
        return this;
    }
}
