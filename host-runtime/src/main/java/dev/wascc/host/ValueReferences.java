package dev.wascc.host;

import dev.wascc.host.HostException.Reason;
import dev.wascc.provider.Binding;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Values of bindings that say where a secret is instead of holding it: {@code env:NAME} and {@code secret-file:PATH}. A binding keeps the
 * reference, and only the provider is told what it leads to; so a manifest, a log and an inventory never hold the secret.
 */
final class ValueReferences {
    private static final Pattern VARIABLE = Pattern.compile("env:([A-Za-z_][A-Za-z0-9_]*)");
    private static final String FILE = "secret-file:";
    private static final int MAX_BYTES = 64 << 10;

    private final Map<String, String> environment;

    ValueReferences(Map<String, String> environment) {
        this.environment = environment;
    }

    /** The binding's values, each reference replaced by what it leads to. */
    Map<String, String> resolved(Binding binding) throws HostException {
        Map<String, String> resolved = new LinkedHashMap<>();
        for (Map.Entry<String, String> value : binding.values().entrySet()) {
            resolved.put(value.getKey(), resolved(binding, value.getKey(), value.getValue()));
        }
        return resolved;
    }

    private String resolved(Binding binding, String key, String value) throws HostException {
        Matcher variable = VARIABLE.matcher(value);
        if (variable.matches()) {
            String found = environment.get(variable.group(1));
            if (found == null) {
                throw refused(binding, key, "the variable " + variable.group(1) + " is not set");
            }
            return found;
        }
        return value.startsWith(FILE) ? read(binding, key, value.substring(FILE.length())) : value;
    }

    private static String read(Binding binding, String key, String path) throws HostException {
        byte[] bytes;
        try (InputStream in = Files.newInputStream(Path.of(path))) {
            bytes = in.readNBytes(MAX_BYTES + 1);
        } catch (IOException | InvalidPathException e) {
            throw refused(binding, key, "the file " + LogText.of(path) + " cannot be read");
        }
        if (bytes.length > MAX_BYTES) {
            throw refused(binding, key, "the file " + LogText.of(path) + " is larger than " + MAX_BYTES + " bytes");
        }
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return text.endsWith("\r\n")
                    ? text.substring(0, text.length() - 2)
                    : text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
        } catch (CharacterCodingException e) {
            throw refused(binding, key, "the file " + LogText.of(path) + " is no UTF-8 text");
        }
    }

    private static HostException refused(Binding binding, String key, String why) {
        return new HostException(
                Reason.PROVIDER,
                "Failed to configure " + LogText.of(binding.name()) + "," + LogText.of(binding.capability())
                        + " - the value of " + LogText.of(key) + " is elsewhere, and " + why);
    }
}
