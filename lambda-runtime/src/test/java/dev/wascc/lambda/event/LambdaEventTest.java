package dev.wascc.lambda.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import org.junit.jupiter.api.Test;

/** Where an event is from, and what is in a batch. */
class LambdaEventTest {
    private static LambdaEvent recorded(String name) throws IOException {
        try (InputStream in = LambdaEventTest.class.getResourceAsStream("/events/sam/" + name + ".json")) {
            return LambdaEvent.of(in.readAllBytes());
        }
    }

    private static LambdaEvent event(String json) {
        return LambdaEvent.of(json.replace('\'', '"').getBytes(UTF_8));
    }

    @Test
    void an_event_is_known_by_what_aws_says_of_it() throws Exception {
        assertThat(recorded("sqs-receive-message").sources())
                .containsExactly("aws:sqs", "arn:aws:sqs:us-east-1:123456789012:queue-name");
        assertThat(recorded("sns-notification").sources()).containsExactly("aws:sns");
        assertThat(recorded("s3-put").sources()).containsExactly("aws:s3");
        assertThat(recorded("kinesis-get-records").sources()).contains("aws:kinesis");
        assertThat(recorded("dynamodb-update").sources()).contains("aws:dynamodb");
        assertThat(recorded("cloudwatch-scheduled-event").sources()).containsExactly("aws.events");
        assertThat(recorded("stepfunctions-error").sources()).containsExactly("direct");
        assertThat(event("'text'").sources()).containsExactly("direct");
        assertThat(LambdaEvent.of(new byte[] {(byte) 0xff}).sources()).containsExactly("direct");
    }

    @Test
    void each_record_of_a_batch_is_an_event_of_the_same_form_and_keeps_its_numbers() throws Exception {
        BatchEvent stream = recorded("dynamodb-update").batch().orElseThrow();
        assertThat(stream.ordered()).isTrue();
        assertThat(stream.items())
                .extracting(BatchEvent.Item::id)
                .containsExactly(
                        "4421584500000000017450439091", "4421584500000000017450439092", "4421584500000000017450439093");
        BatchEvent queue = event(
                        "{'Records':[{'messageId':'m1','eventSource':'aws:sqs','n':1.50,'big':12345678901234567890},"
                                + "{'messageId':'m2','eventSource':'aws:sqs'}]}")
                .batch()
                .orElseThrow();
        assertThat(queue.ordered()).isFalse();
        assertThat(new String(queue.items().get(0).event(), UTF_8))
                .isEqualTo(
                        ("{'Records':[{'messageId':'m1','eventSource':'aws:sqs','n':1.50,'big':12345678901234567890}]}")
                                .replace('\'', '"'));
        assertThat(new String(BatchEvent.failures(queue.items()), UTF_8))
                .isEqualTo("{\"batchItemFailures\":[{\"itemIdentifier\":\"m1\"},{\"itemIdentifier\":\"m2\"}]}");
        assertThat(event(
                                "{'Records':[{'messageId':'m1','eventSource':'aws:sqs','eventSourceARN':'arn:aws:sqs:a:b:q.fifo'}]}")
                        .batch()
                        .orElseThrow()
                        .ordered())
                .isTrue();
    }

    @Test
    void what_has_no_identifiers_is_no_batch() throws Exception {
        assertThat(recorded("s3-put").batch()).isEmpty();
        assertThat(recorded("sns-notification").batch()).isEmpty();
        assertThat(event("{'Records':[]}").batch()).isEmpty();
        assertThat(event("{'Records':[{'eventSource':'aws:sqs'}]}").batch()).isEmpty();
        assertThat(event("{'Records':[7]}").batch()).isEmpty();
    }
}
