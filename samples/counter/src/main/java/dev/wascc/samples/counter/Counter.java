package dev.wascc.samples.counter;

import dev.wascc.actor.Actors;
import dev.wascc.actor.HttpRequest;
import dev.wascc.actor.HttpResponse;
import dev.wascc.actor.KeyValue;

/** Counts the requests of each path in a key-value store: {@code {"counter":1}}. */
public final class Counter {
    private static final KeyValue STORE = new KeyValue();

    private Counter() {}

    public static void main(String[] args) {
        Actors.serve(Counter::answer);
    }

    static HttpResponse answer(HttpRequest request) {
        String key = request.path().replace('/', ':');
        return HttpResponse.json("{\"counter\":" + STORE.add(key, 1) + "}");
    }
}
