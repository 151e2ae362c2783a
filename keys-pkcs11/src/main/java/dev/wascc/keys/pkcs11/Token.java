package dev.wascc.keys.pkcs11;

import com.sun.jna.Memory;
import com.sun.jna.NativeLong;
import dev.wascc.keys.pkcs11.Cryptoki.Call;
import dev.wascc.nkeys.KeyAccessException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A token in a slot, as CK_TOKEN_INFO describes it. */
record Token(long slot, String label, String manufacturer, String model, String serial, long flags) {
    private static final int MAX_SLOTS = 256;
    /** More than CK_TOKEN_INFO takes anywhere. */
    private static final int INFO_SIZE = 512;

    private static final int LOGIN_REQUIRED = 0x4;
    private static final int PROTECTED_AUTHENTICATION_PATH = 0x100;
    private static final int INITIALIZED = 0x400;

    /** The one that a URI means. */
    static Token find(Cryptoki library, Pkcs11Uri uri) throws KeyAccessException {
        List<Token> all = list(library);
        List<Token> meant = all.stream().filter(token -> token.isMeantBy(uri)).toList();
        if (meant.size() == 1) {
            return meant.get(0);
        }
        if (meant.isEmpty()) {
            throw new KeyAccessException("there is no token as the pkcs11: URI names it; " + present(all));
        }
        throw new KeyAccessException(
                "the pkcs11: URI means more than one token; add token=, serial= or slot-id=; " + present(meant));
    }

    boolean wantsLogin() {
        return (flags & LOGIN_REQUIRED) != 0;
    }

    boolean hasOwnPinPad() {
        return (flags & PROTECTED_AUTHENTICATION_PATH) != 0;
    }

    private boolean isMeantBy(Pkcs11Uri uri) {
        return is(uri, "token", label)
                && is(uri, "manufacturer", manufacturer)
                && is(uri, "model", model)
                && is(uri, "serial", serial)
                && is(uri, "slot-id", Long.toString(slot));
    }

    private static boolean is(Pkcs11Uri uri, String attribute, String value) {
        return uri.path(attribute).map(value::equals).orElse(true);
    }

    private static String present(List<Token> tokens) {
        return tokens.isEmpty()
                ? "there is none at all"
                : "there are: "
                        + tokens.stream()
                                .limit(10)
                                .map(token -> Text.shown(token.label) + " (serial " + Text.shown(token.serial) + ")")
                                .collect(Collectors.joining(", "));
    }

    private static List<Token> list(Cryptoki library) throws KeyAccessException {
        Layout layout = Layout.HERE;
        Memory slots = new Memory((long) MAX_SLOTS * layout.ulong());
        Memory count = layout.ulongOf(MAX_SLOTS);
        library.must("the tokens cannot be listed", Call.C_GET_SLOT_LIST, (byte) 1, slots, count);
        List<Token> tokens = new ArrayList<>();
        long found = Math.min(MAX_SLOTS, layout.ulongAt(count, 0));
        for (int i = 0; i < found; i++) {
            Memory info = new Memory(INFO_SIZE);
            info.clear();
            long slot = layout.ulongAt(slots, (long) i * layout.ulong());
            boolean read = library.call(Call.C_GET_TOKEN_INFO, new NativeLong(slot, true), info) == ReturnValue.OK;
            Token token = of(slot, info);
            if (read && (token.flags & INITIALIZED) != 0) {
                tokens.add(token);
            }
        }
        return tokens;
    }

    /** CK_TOKEN_INFO begins with four texts of 32, 32, 16 and 16 bytes, filled up with blanks, and the flags. */
    private static Token of(long slot, Memory info) {
        return new Token(
                slot,
                text(info, 0, 32),
                text(info, 32, 32),
                text(info, 64, 16),
                text(info, 80, 16),
                Layout.HERE.ulongAt(info, 96));
    }

    private static String text(Memory info, int offset, int length) {
        return new String(info.getByteArray(offset, length), StandardCharsets.UTF_8).stripTrailing();
    }
}
