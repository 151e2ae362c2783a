package dev.wascc.actor;

/** {@code wascc:extras}: unique ids, a sequence and random numbers. Every method throws a {@link HostException} where the host refuses. */
public final class Extras {
    private Extras() {}

    /** A random UUID in lower case. */
    public static String guid() {
        return ask("RequestGuid", 0, 0).text("guid");
    }

    /** 0 for this actor's first call, then 1, and so on. */
    public static long sequence() {
        return ask("RequestSequence", 0, 0).whole("sequenceNumber");
    }

    /** A number of at least min and below max. Both are unsigned 32 bits on the wire. */
    public static long random(long min, long max) {
        if (min < 0 || max <= min || max > 0xffff_ffffL) {
            throw new IllegalArgumentException(
                    "no random number from " + min + " to below " + max + ": needs 0 <= min < max <= 4294967295");
        }
        return ask("RequestRandom", min, max).whole("randomNumber");
    }

    private static FieldReader ask(String operation, long min, long max) {
        byte[] request = new FieldWriter(5)
                .flag("guid", operation.equals("RequestGuid"))
                .flag("sequence", operation.equals("RequestSequence"))
                .flag("random", operation.equals("RequestRandom"))
                .whole("min", min)
                .whole("max", max)
                .toBytes();
        byte[] answer = Host.call("default", "wascc:extras", operation, request);
        return new FieldReader(answer, "guid", "sequenceNumber", "randomNumber");
    }
}
