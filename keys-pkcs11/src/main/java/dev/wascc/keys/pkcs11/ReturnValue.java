package dev.wascc.keys.pkcs11;

import dev.wascc.nkeys.KeyAccessException;
import java.util.Map;

/** What PKCS#11 functions return (CK_RV), in words for those that people can do something about. */
final class ReturnValue {
    static final long OK = 0;
    static final long ATTRIBUTE_SENSITIVE = 0x11;
    static final long ATTRIBUTE_TYPE_INVALID = 0x12;
    static final long ALREADY_LOGGED_IN = 0x100;
    static final long ALREADY_INITIALIZED = 0x191;

    private static final Map<Long, String> WORDS = Map.ofEntries(
            Map.entry(0x05L, "the library failed (CKR_GENERAL_ERROR)"),
            Map.entry(0x06L, "the library failed (CKR_FUNCTION_FAILED)"),
            Map.entry(0x30L, "the device failed (CKR_DEVICE_ERROR)"),
            Map.entry(0x32L, "the device was removed (CKR_DEVICE_REMOVED)"),
            Map.entry(0x50L, "the key may not be used for this (CKR_FUNCTION_CANCELED)"),
            Map.entry(0x54L, "the library cannot do this (CKR_FUNCTION_NOT_SUPPORTED)"),
            Map.entry(0x63L, "the key is of another type (CKR_KEY_TYPE_INCONSISTENT)"),
            Map.entry(0x68L, "the key may not sign (CKR_KEY_FUNCTION_NOT_PERMITTED)"),
            Map.entry(0x70L, "the token has no Ed25519, CKM_EDDSA (CKR_MECHANISM_INVALID)"),
            Map.entry(0x71L, "the token has no pure Ed25519 (CKR_MECHANISM_PARAM_INVALID)"),
            Map.entry(
                    0xA0L,
                    "the PIN is not the right one (CKR_PIN_INCORRECT); tokens lock themselves after a few tries"),
            Map.entry(0xA1L, "the PIN has characters that the token does not take (CKR_PIN_INVALID)"),
            Map.entry(0xA2L, "the PIN is too short or too long (CKR_PIN_LEN_RANGE)"),
            Map.entry(0xA3L, "the PIN has expired (CKR_PIN_EXPIRED)"),
            Map.entry(0xA4L, "the PIN is locked (CKR_PIN_LOCKED); its security officer unlocks it"),
            Map.entry(0xB1L, "too many sessions are open (CKR_SESSION_COUNT)"),
            Map.entry(0xE0L, "the token is not there any more (CKR_TOKEN_NOT_PRESENT)"),
            Map.entry(
                    0x101L,
                    "the token wants the PIN for each signature, which is not supported (CKR_USER_NOT_LOGGED_IN)"),
            Map.entry(0x102L, "the token has no user PIN yet (CKR_USER_PIN_NOT_INITIALIZED)"));

    private ReturnValue() {}

    static void require(String what, long returned) throws KeyAccessException {
        if (returned != OK) {
            String words = WORDS.get(returned);
            throw new KeyAccessException(
                    what + ": " + (words == null ? String.format("PKCS#11 error 0x%08X", returned) : words));
        }
    }
}
