package dev.wascc.provider.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wascc.provider.Binding;
import dev.wascc.provider.CapabilityProvider;
import dev.wascc.provider.message.Message;
import dev.wascc.provider.message.Shapes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What every provider of {@code wascc:messaging} does; subjects are those of NATS. */
@Timeout(60)
@SuppressWarnings("NullAway.Init") // JUnit calls start first
public abstract class MessagingContract {
    private static final int SECONDS = 10;

    /** A message as an actor got it. */
    private record Delivery(String actor, String subject, String replyTo, String body) {}

    private final BlockingQueue<Delivery> delivered = new LinkedBlockingQueue<>();
    private CapabilityProvider provider;

    /** A provider that was not started. */
    protected abstract CapabilityProvider provider() throws Exception;

    /** The binding's values, beside those of subscriptions. */
    protected abstract Map<String, String> values();

    @BeforeEach
    void start() throws Exception {
        provider = provider();
        assertThat(provider.descriptor().id()).isEqualTo("wascc:messaging");
        assertThat(provider.suits(values())).isTrue();
        provider.start(this::deliver);
    }

    @AfterEach
    void end() throws Exception {
        provider.close();
    }

    /** An actor that answers what wants an answer with its body in upper case. */
    private byte[] deliver(String actor, String operation, byte[] payload) {
        assertThat(operation).isEqualTo("DeliverMessage");
        try {
            Message message = Shapes.BROKER_MESSAGE.decode(payload);
            assertThat(Shapes.BROKER_MESSAGE_OF_2021.decode(payload).text("reply_to"))
                    .isEqualTo(message.text("replyTo"));
            String body = new String(message.bytes("body"), UTF_8);
            delivered.add(new Delivery(actor, message.text("subject"), message.text("replyTo"), body));
            if (!message.text("replyTo").isEmpty() && !body.equals("silence")) {
                publish(actor, message.text("replyTo"), "", body.toUpperCase(java.util.Locale.ROOT));
            }
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
        return new byte[0];
    }

    private void bind(String actor, String subscription, String queueGroup) throws Exception {
        Map<String, String> all = new HashMap<>(values());
        if (!subscription.isEmpty()) {
            all.put("SUBSCRIPTION", subscription);
        }
        if (!queueGroup.isEmpty()) {
            all.put("QUEUEGROUP_NAME", queueGroup);
        }
        provider.bind(Binding.of(actor, "wascc:messaging", all));
    }

    private boolean publish(String actor, String subject, String replyTo, String body) throws Exception {
        byte[] request = Shapes.BROKER_MESSAGE
                .message()
                .with("subject", subject)
                .with("replyTo", replyTo)
                .with("body", body.getBytes(UTF_8))
                .encode();
        return Shapes.PUBLISH_RESPONSE
                .decode(provider.handle(actor, "Publish", request))
                .flag("published");
    }

    private String request(String actor, String subject, String body, int milliseconds) throws Exception {
        byte[] request = Shapes.REQUEST_MESSAGE
                .message()
                .with("subject", subject)
                .with("body", body.getBytes(UTF_8))
                .with("timeout", milliseconds)
                .encode();
        return new String(provider.handle(actor, "Request", request), UTF_8);
    }

    private Delivery next() throws InterruptedException {
        Delivery delivery = delivered.poll(SECONDS, TimeUnit.SECONDS);
        assertThat(delivery).as("a delivery").isNotNull();
        return java.util.Objects.requireNonNull(delivery);
    }

    @Test
    void a_message_reaches_every_subscriber_as_it_was_and_in_order() throws Exception {
        bind("A", "greet.de", "");
        bind("B", "greet.de", "");
        bind("P", "", "");
        for (int i = 0; i < 50; i++) {
            assertThat(publish("P", "greet.de", "", "grüß " + i)).isTrue();
        }
        List<Delivery> all = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            all.add(next());
        }
        for (String actor : List.of("A", "B")) {
            List<Delivery> own =
                    all.stream().filter(d -> d.actor().equals(actor)).toList();
            for (int i = 0; i < 50; i++) {
                assertThat(own.get(i)).isEqualTo(new Delivery(actor, "greet.de", "", "grüß " + i));
            }
        }
    }

    @Test
    void wildcards_stand_for_one_token_or_for_all_that_follow() throws Exception {
        bind("A", "a.*.c,x.>", "");
        bind("P", "", "");
        for (String subject : List.of("a.c", "a.b.b.c", "a.b.c.d", "x", "y.z", "a.b.c", "x.y", "x.y.z")) {
            publish("P", subject, "", "");
        }
        assertThat(List.of(next().subject(), next().subject(), next().subject()))
                .containsExactlyInAnyOrder("a.b.c", "x.y", "x.y.z");
        publish("P", "x.last", "", "");
        assertThat(next().subject()).isEqualTo("x.last");
    }

    @Test
    void of_a_queue_group_one_member_gets_each_message() throws Exception {
        bind("A", "work", "workers");
        bind("B", "work", "workers");
        bind("C", "work", "others");
        bind("P", "", "");
        for (int i = 0; i < 40; i++) {
            publish("P", "work", "", String.valueOf(i));
        }
        int others = 0;
        for (int i = 0; i < 80; i++) {
            others += next().actor().equals("C") ? 1 : 0;
        }
        assertThat(others).isEqualTo(40);
        publish("P", "work", "", "end");
        assertThat(List.of(next().body(), next().body())).containsExactly("end", "end");
    }

    @Test
    void a_request_gets_the_raw_bytes_of_one_reply() throws Exception {
        bind("A", "shout", "");
        bind("P", "", "");
        assertThat(request("P", "shout", "hello", 5000)).isEqualTo("HELLO");
        assertThat(next().replyTo()).isNotEmpty();
    }

    @Test
    void a_request_that_nobody_answers_ends_at_its_time_limit_and_one_that_nobody_hears_sooner() throws Exception {
        bind("A", "shout", "");
        bind("P", "", "");
        long start = System.nanoTime();
        assertThatThrownBy(() -> request("P", "shout", "silence", 300)).hasMessageContaining("300 ms");
        assertThat(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start)).isBetween(250L, 5000L);
        assertThatThrownBy(() -> request("P", "nobody.here", "x", 20_000)).hasMessageContaining("nobody");
        assertThat(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start)).isLessThan(15_000);
    }

    @Test
    void the_subject_for_the_reply_goes_along() throws Exception {
        bind("A", "ask", "");
        bind("R", "answers", "");
        bind("P", "", "");
        publish("P", "ask", "answers", "hi");
        assertThat(next()).isEqualTo(new Delivery("A", "ask", "answers", "hi"));
        assertThat(next()).isEqualTo(new Delivery("R", "answers", "", "HI"));
    }

    @Test
    void an_actor_that_was_let_go_gets_nothing_more_and_binding_again_replaces() throws Exception {
        bind("A", "one", "");
        bind("B", "one", "");
        bind("P", "", "");
        bind("B", "two", "");
        provider.unbind("A");
        provider.unbind("nobody");
        publish("P", "one", "", "x");
        publish("P", "two", "", "y");
        assertThat(next()).isEqualTo(new Delivery("B", "two", "", "y"));
        assertThat(delivered.poll(200, TimeUnit.MILLISECONDS)).isNull();
    }

    @Test
    void what_is_no_subject_is_refused() throws Exception {
        bind("P", "", "");
        for (String subject : List.of("", "a..b", ".a", "a.", "a b", "a\tb", "a\r\nPUB x 0", "a.*", ">")) {
            assertThatThrownBy(() -> publish("P", subject, "", "x")).as(subject).hasMessageContaining("subject");
        }
        assertThatThrownBy(() -> bind("A", "a..b", "")).hasMessageContaining("SUBSCRIPTION");
        assertThatThrownBy(() -> bind("A", "a", "g h")).hasMessageContaining("QUEUEGROUP_NAME");
    }

    @Test
    void unknown_operations_and_malformed_requests_are_refused() throws Exception {
        bind("P", "", "");
        assertThatThrownBy(() -> provider.handle("P", "Nope", new byte[0])).hasMessage("bad dispatch");
        assertThatThrownBy(() -> provider.handle("P", "Publish", new byte[0]))
                .hasMessageStartingWith("Failed to de-serialize: ");
    }
}
