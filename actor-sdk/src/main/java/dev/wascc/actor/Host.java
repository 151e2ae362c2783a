package dev.wascc.actor;

/** The one way out of an actor. */
public final class Host {
    /** How calls get out: by waPC in a module, by anything in a test. */
    interface Door {
        byte[] call(byte[] binding, byte[] namespace, byte[] operation, byte[] payload);

        void log(byte[] text);
    }

    static Door door = new WapcDoor();

    private Host() {}

    /**
     * Calls a capability, or another actor by its public key.
     *
     * @param binding the name of the binding, {@code default} for the usual one
     * @throws HostException the host refused, or the other side failed
     */
    public static byte[] call(String binding, String capability, String operation, byte[] payload) {
        return door.call(utf8(binding), utf8(capability), utf8(operation), payload);
    }

    /** Writes a line to the host's console log; needs no capability. */
    public static void console(String line) {
        door.log(utf8(line));
    }

    static byte[] utf8(String text) {
        return Utf8.encode(text);
    }
}
