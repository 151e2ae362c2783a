package dev.wascc.actor;

import org.teavm.interop.Address;
import org.teavm.interop.Import;

/**
 * The imports of waPC. An address is taken in the very expression that uses it: the collector moves objects, and would move them
 * away from an address that was kept.
 */
final class WapcDoor implements Host.Door {
    @Import(module = "wapc", name = "__guest_request")
    private static native void guestRequest(Address operation, Address request);

    @Import(module = "wapc", name = "__guest_response")
    private static native void guestResponse(Address text, int length);

    @Import(module = "wapc", name = "__guest_error")
    private static native void guestError(Address text, int length);

    @Import(module = "wapc", name = "__host_call")
    private static native int hostCall(
            Address binding,
            int bindingLength,
            Address namespace,
            int namespaceLength,
            Address operation,
            int operationLength,
            Address payload,
            int payloadLength);

    @Import(module = "wapc", name = "__host_response_len")
    private static native int hostResponseLength();

    @Import(module = "wapc", name = "__host_response")
    private static native void hostResponse(Address buffer);

    @Import(module = "wapc", name = "__host_error_len")
    private static native int hostErrorLength();

    @Import(module = "wapc", name = "__host_error")
    private static native void hostError(Address buffer);

    @Import(module = "wapc", name = "__console_log")
    private static native void consoleLog(Address text, int length);

    static void request(byte[] operation, byte[] payload) {
        guestRequest(Address.ofData(operation), Address.ofData(payload));
    }

    static void respond(byte[] response) {
        guestResponse(Address.ofData(response), response.length);
    }

    static void fail(byte[] text) {
        guestError(Address.ofData(text), text.length);
    }

    @Override
    public byte[] call(byte[] binding, byte[] namespace, byte[] operation, byte[] payload) {
        int answered = hostCall(
                Address.ofData(binding),
                binding.length,
                Address.ofData(namespace),
                namespace.length,
                Address.ofData(operation),
                operation.length,
                Address.ofData(payload),
                payload.length);
        if (answered != 1) {
            byte[] error = new byte[hostErrorLength()];
            hostError(Address.ofData(error));
            throw new HostException(Utf8.decode(error));
        }
        byte[] response = new byte[hostResponseLength()];
        hostResponse(Address.ofData(response));
        return response;
    }

    @Override
    public void log(byte[] text) {
        consoleLog(Address.ofData(text), text.length);
    }
}
