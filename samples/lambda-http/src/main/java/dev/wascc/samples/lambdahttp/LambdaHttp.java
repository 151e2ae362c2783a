package dev.wascc.samples.lambdahttp;

import dev.wascc.actor.Actors;
import dev.wascc.actor.HttpRequest;
import dev.wascc.actor.HttpResponse;
import dev.wascc.actor.KeyValue;
import dev.wascc.actor.Log;

/**
 * Behind an HTTP API: {@code POST /echo} is answered with its body, any other request with how often its path was asked for. Nothing here
 * knows of Lambda; the same module runs under {@code wascc run}.
 */
public final class LambdaHttp {
    private static final KeyValue STORE = new KeyValue();

    private LambdaHttp() {}

    public static void main(String[] args) {
        Actors.serve(LambdaHttp::answer);
    }

    static HttpResponse answer(HttpRequest request) {
        Log.info(request.method() + " " + request.path());
        if (request.path().endsWith("/echo")) {
            String type = request.headers().getOrDefault("content-type", "application/octet-stream");
            return HttpResponse.of(200, type, request.body());
        }
        String key = request.path().replace('/', ':');
        return HttpResponse.json("{\"counter\":" + STORE.add(key, 1) + "}");
    }
}
