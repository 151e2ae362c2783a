package dev.wascc.keys.pkcs11;

import dev.wascc.nkeys.IssuerKey;
import dev.wascc.nkeys.KeyAccess;
import dev.wascc.nkeys.KeyAccessException;
import dev.wascc.nkeys.KeyRole;
import dev.wascc.nkeys.KeyScheme;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/** {@code pkcs11:token=…;object=…}: the library, the token, the PIN and the key it names. */
public final class Pkcs11Scheme implements KeyScheme {
    private static final String MODULE = "WASCC_PKCS11_MODULE";
    private static final String PIN = "WASCC_PKCS11_PIN";

    @Override
    public String name() {
        return "pkcs11";
    }

    @Override
    public IssuerKey open(String reference, KeyAccess access) throws KeyAccessException {
        Pkcs11Uri uri = Pkcs11Uri.parse(reference);
        KeyRole role = role(uri, access);
        Cryptoki library = Cryptoki.open(module(uri, access));
        Session session = null;
        try {
            Token token = Token.find(library, uri);
            session = Session.open(library, token);
            if (token.wantsLogin()) {
                login(session, uri, token, access);
            }
            return KeySearch.in(session, uri, token).key(role);
        } catch (KeyAccessException | RuntimeException e) {
            if (session == null) {
                library.close();
            } else {
                session.close();
            }
            throw e;
        }
    }

    private static KeyRole role(Pkcs11Uri uri, KeyAccess access) throws KeyAccessException {
        Optional<String> named = uri.query("x-wascc-role");
        if (named.isEmpty()) {
            return access.role();
        }
        return KeyRole.named(named.get())
                .orElseThrow(
                        () -> new KeyAccessException("x-wascc-role of the pkcs11: URI is no role; known are account,"
                                + " cluster, module, server, operator, user and service"));
    }

    private static Path module(Pkcs11Uri uri, KeyAccess access) throws KeyAccessException {
        String path = uri.query("module-path")
                .orElseGet(() -> access.environment().getOrDefault(MODULE, ""))
                .strip();
        if (path.isEmpty()) {
            throw new KeyAccessException("the PKCS#11 library is not named: put its path in the variable " + MODULE
                    + ", or in the URI: ?module-path=/usr/lib/softhsm/libsofthsm2.so");
        }
        try {
            Path file = Path.of(path);
            if (file.isAbsolute() && Files.isRegularFile(file)) {
                return file.normalize();
            }
        } catch (InvalidPathException e) {
            // said below
        }
        throw new KeyAccessException("the PKCS#11 library " + Text.shown(path)
                + " is no file with an absolute path; it comes from module-path or from " + MODULE);
    }

    private static void login(Session session, Pkcs11Uri uri, Token token, KeyAccess access) throws KeyAccessException {
        Optional<char[]> pin = pin(uri, token, access);
        if (pin.isEmpty() && !token.hasOwnPinPad()) {
            throw new KeyAccessException("the token " + Text.shown(token.label())
                    + " wants a PIN: put it in the variable " + PIN
                    + ", or say where it is with ?pin-source=env:NAME or ?pin-source=file:PATH");
        }
        session.login(pin);
        pin.ifPresent(typed -> Arrays.fill(typed, '\0'));
    }

    private static Optional<char[]> pin(Pkcs11Uri uri, Token token, KeyAccess access) throws KeyAccessException {
        Optional<String> source = uri.query("pin-source");
        if (source.isPresent()) {
            return Optional.of(access.secret(source.get(), "the PIN"));
        }
        String value = access.environment().getOrDefault(PIN, "");
        if (!value.isEmpty()) {
            return Optional.of(value.toCharArray());
        }
        return token.hasOwnPinPad()
                ? Optional.empty()
                : access.prompt().ask("PIN of the token " + token.label()).filter(typed -> typed.length > 0);
    }
}
