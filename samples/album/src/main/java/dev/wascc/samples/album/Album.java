package dev.wascc.samples.album;

import dev.wascc.actor.Actors;
import dev.wascc.actor.Blobstore;
import dev.wascc.actor.Chunk;
import dev.wascc.actor.HttpRequest;
import dev.wascc.actor.HttpResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Keeps pictures, or anything, in a container of a blob store. {@code PUT /name} keeps the body, {@code GET /} lists the names,
 * {@code GET /name} tells the size and a checksum, {@code DELETE /name} removes it. A checksum is known after a download, which the first
 * {@code GET /name} begins: 202 until then.
 */
public final class Album {
    private static final String CONTAINER = "album";
    private static final Blobstore BLOBS = new Blobstore();
    /** Adler-32 so far, by name; the bytes that are counted in it beside. */
    private static final Map<String, long[]> SUMS = new HashMap<>();

    private Album() {}

    public static void main(String[] args) {
        Actors.serve(Album::answer);
        Actors.receive(Album::receive);
    }

    static HttpResponse answer(HttpRequest request) {
        BLOBS.createContainer(CONTAINER);
        String name = request.path().substring(1);
        switch (request.method()) {
            case "PUT":
                SUMS.remove(name);
                BLOBS.put(CONTAINER, name, request.body());
                return HttpResponse.status(201);
            case "DELETE":
                SUMS.remove(name);
                BLOBS.remove(CONTAINER, name);
                return HttpResponse.status(204);
            default:
                return name.isEmpty() ? list() : describe(name);
        }
    }

    private static HttpResponse list() {
        List<String> names = BLOBS.list(CONTAINER);
        return HttpResponse.text(names.isEmpty() ? "" : String.join("\n", names) + "\n");
    }

    private static HttpResponse describe(String name) {
        Long size = BLOBS.size(CONTAINER, name).orElse(null);
        if (size == null) {
            return HttpResponse.status(404);
        }
        long[] sum = SUMS.get(name);
        if (sum == null) {
            SUMS.put(name, new long[] {1, 0, 0});
            BLOBS.download(CONTAINER, name, "");
            return HttpResponse.status(202);
        }
        if (sum[2] < size) {
            return HttpResponse.status(202);
        }
        return HttpResponse.text(size + " bytes, adler32 " + (sum[1] << 16 | sum[0]) + "\n");
    }

    static void receive(Chunk chunk) {
        long[] sum = SUMS.get(chunk.id());
        if (sum == null) {
            return;
        }
        for (byte b : chunk.bytes()) {
            sum[0] = (sum[0] + (b & 0xff)) % 65_521;
            sum[1] = (sum[1] + sum[0]) % 65_521;
        }
        sum[2] += chunk.bytes().length;
    }
}
