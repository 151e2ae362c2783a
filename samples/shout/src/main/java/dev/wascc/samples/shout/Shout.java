package dev.wascc.samples.shout;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.wascc.actor.Actors;
import dev.wascc.actor.Delivery;
import dev.wascc.actor.HttpRequest;
import dev.wascc.actor.HttpResponse;
import dev.wascc.actor.Messaging;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Answers each message on {@code shout.in} in upper case, where the sender waits or else on {@code shout.out}, and hears those too. Over HTTP,
 * {@code POST /} sends the body to {@code shout.in}, and {@code GET /} shows the last ten that were heard.
 */
public final class Shout {
    private static final int REMEMBERED = 10;
    private static final Messaging MESSAGES = new Messaging();
    private static final Deque<String> HEARD = new ArrayDeque<>();

    private Shout() {}

    public static void main(String[] args) {
        Actors.subscribe(Shout::receive);
        Actors.serve(Shout::answer);
    }

    static void receive(Delivery delivery) {
        if (delivery.subject().equals("shout.out")) {
            HEARD.addLast(delivery.bodyText());
            if (HEARD.size() > REMEMBERED) {
                HEARD.removeFirst();
            }
            return;
        }
        String to = delivery.replyTo().isEmpty() ? "shout.out" : delivery.replyTo();
        MESSAGES.publish(to, delivery.bodyText().toUpperCase().getBytes(UTF_8));
    }

    static HttpResponse answer(HttpRequest request) {
        if (request.method().equals("POST")) {
            return HttpResponse.status(MESSAGES.publish("shout.in", request.body()) ? 202 : 503);
        }
        return HttpResponse.text(String.join("\n", HEARD) + "\n");
    }
}
