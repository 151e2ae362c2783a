package dev.wascc;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The golden data that the real tools made. */
public final class Vectors {
    private Vectors() {}

    public static byte[] bytes(String resource) {
        try (InputStream in = Vectors.class.getResourceAsStream("/" + resource)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static JsonNode json(String resource) {
        return JsonMapper.shared().readTree(bytes(resource));
    }
}
