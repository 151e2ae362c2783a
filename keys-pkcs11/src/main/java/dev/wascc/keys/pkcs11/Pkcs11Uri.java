package dev.wascc.keys.pkcs11;

import dev.wascc.nkeys.KeyAccessException;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A PKCS#11 URI (RFC 7512): {@code pkcs11:token=wascc;object=issuer?module-path=/usr/lib/p11.so}. An attribute that is not known here could
 * make another key meant, and is refused. Values are not shown in errors: among them may be what should not be there.
 */
final class Pkcs11Uri {
    private static final Set<String> PATH =
            Set.of("token", "manufacturer", "serial", "model", "slot-id", "object", "type", "id");
    private static final Set<String> QUERY = Set.of("module-path", "pin-source", "x-wascc-role");

    private final Map<String, byte[]> path;
    private final Map<String, byte[]> query;

    private Pkcs11Uri(Map<String, byte[]> path, Map<String, byte[]> query) {
        this.path = path;
        this.query = query;
    }

    static Pkcs11Uri parse(String uri) throws KeyAccessException {
        String rest = uri.substring(uri.indexOf(':') + 1);
        int mark = rest.indexOf('?');
        Map<String, byte[]> query = attributes(mark < 0 ? "" : rest.substring(mark + 1), "&", QUERY);
        Map<String, byte[]> path = attributes(mark < 0 ? rest : rest.substring(0, mark), ";", PATH);
        Pkcs11Uri parsed = new Pkcs11Uri(path, query);
        if (!parsed.path("type").orElse("private").equals("private")) {
            throw new KeyAccessException(
                    "the pkcs11: URI names something else than a private key (type=); leave type out");
        }
        if (parsed.query("pin-source").orElse("").startsWith("|")) {
            throw new KeyAccessException("pin-source of the pkcs11: URI is a command, which is not run here; give"
                    + " pin-source=env:NAME or pin-source=file:PATH");
        }
        return parsed;
    }

    /** An attribute of the path as text, if it is there. */
    Optional<String> path(String name) {
        return Optional.ofNullable(path.get(name)).map(value -> new String(value, StandardCharsets.UTF_8));
    }

    /** The bytes of {@code id} or {@code object}, as a token keeps them. */
    Optional<byte[]> bytes(String name) {
        return Optional.ofNullable(path.get(name));
    }

    /** An attribute of the query as text, if it is there. */
    Optional<String> query(String name) {
        return Optional.ofNullable(query.get(name)).map(value -> new String(value, StandardCharsets.UTF_8));
    }

    private static Map<String, byte[]> attributes(String text, String separator, Set<String> known)
            throws KeyAccessException {
        Map<String, byte[]> attributes = new LinkedHashMap<>();
        for (String pair : text.isEmpty() ? new String[0] : text.split(separator, -1)) {
            int equals = pair.indexOf('=');
            String name = equals < 0 ? "" : pair.substring(0, equals);
            if (name.equals("pin-value")) {
                throw new KeyAccessException(
                        "a PIN stands in the pkcs11: URI, and others can read command lines and POMs;"
                                + " give its place with pin-source=env:NAME or pin-source=file:PATH, and change this one: it is"
                                + " known to others");
            }
            if (!known.contains(name)) {
                throw new KeyAccessException(
                        "the pkcs11: URI has an attribute that is not known here; before '?' these are: " + sorted(PATH)
                                + ", parted by ';'; after it: " + sorted(QUERY) + ", parted by '&'");
            }
            if (attributes.put(name, decoded(name, pair.substring(equals + 1))) != null) {
                throw new KeyAccessException("the pkcs11: URI has the attribute " + name + " twice");
            }
        }
        return attributes;
    }

    private static String sorted(Set<String> names) {
        return String.join(", ", new java.util.TreeSet<>(names));
    }

    private static byte[] decoded(String name, String value) throws KeyAccessException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        byte[] text = value.getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < text.length; i++) {
            if (text[i] != '%') {
                bytes.write(text[i]);
                continue;
            }
            boolean two = i + 2 < text.length;
            int high = two ? Character.digit(text[i + 1], 16) : -1;
            int low = two ? Character.digit(text[i + 2], 16) : -1;
            if (high < 0 || low < 0) {
                throw new KeyAccessException(
                        "the attribute " + name + " of the pkcs11: URI has a % without two hex digits");
            }
            bytes.write(high << 4 | low);
            i += 2;
        }
        return bytes.toByteArray();
    }
}
