package dev.wascc.samples.echo;

import dev.wascc.actor.Actors;
import dev.wascc.actor.HttpRequest;
import dev.wascc.actor.HttpResponse;

/** Answers each request with what it was: {@code POST /path?query} and the body. */
public final class Echo {
    private Echo() {}

    public static void main(String[] args) {
        Actors.serve(Echo::answer);
    }

    static HttpResponse answer(HttpRequest request) {
        String query = request.query().isEmpty() ? "" : "?" + request.query();
        String body = request.body().length == 0 ? "" : "\n" + request.bodyText();
        return HttpResponse.text(request.method() + " " + request.path() + query + body);
    }
}
