package dev.wascc.wapc;

/** Answers a guest's calls. Runs on the thread that called the guest, and is interrupted when that call runs out of time. */
@FunctionalInterface
public interface HostCall {
    /** For guests that have no business with their host. */
    HostCall NONE = (binding, namespace, operation, payload) -> {
        throw new UnsupportedOperationException("Missing host callback function!");
    };

    /**
     * @param binding as the guest gave it, maybe empty
     * @param payload the caller's own; keep it or not
     * @return what the guest reads as its response; not copied, do not modify afterwards
     * @throws Exception the guest reads its message
     */
    byte[] call(String binding, String namespace, String operation, byte[] payload) throws Exception;
}
