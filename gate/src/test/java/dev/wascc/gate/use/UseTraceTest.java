package dev.wascc.gate.use;

import static dev.wascc.gate.use.SignedActor.SUBJECT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import dev.wascc.document.DocumentException;
import dev.wascc.gate.use.UseTrace.ActorUse;
import dev.wascc.gate.use.UseTrace.Inward;
import dev.wascc.gate.use.UseTrace.Outward;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UseTraceTest {
    private static final String HASH = "0123456789ABCDEF".repeat(4);
    private static final String TEXT =
            """
            {
              "schemaVersion": 1,
              "actors": [
                { "subject": "%s", "hash": "%s", "complete": true,
                  "calls": [ { "capability": "wascc:keyvalue", "operation": "Add", "count": 3, "denied": 1 } ],
                  "calledBy": [ { "caller": "system", "operation": "HandleRequest", "count": 2 } ] }
              ]
            }
            """
                    .formatted(SUBJECT, HASH);

    @Test
    void a_trace_is_read_as_it_stands_and_written_so_that_it_is_read_as_it_was() throws Exception {
        UseTrace trace = UseTrace.parse("trace.json", TEXT);
        assertThat(trace.actors())
                .containsExactly(new ActorUse(
                        SUBJECT,
                        HASH,
                        true,
                        List.of(new Outward("wascc:keyvalue", "Add", 3, 1)),
                        List.of(new Inward("system", "HandleRequest", 2))));
        assertThat(UseTrace.parse("trace.json", trace.json())).isEqualTo(trace);
    }

    @Test
    void the_order_of_the_calls_does_not_change_the_text() {
        Outward a = new Outward("wascc:keyvalue", "Add", 1, 0);
        Outward b = new Outward("wascc:keyvalue", "Get", 1, 0);
        assertThat(trace(List.of(a, b)).json()).isEqualTo(trace(List.of(b, a)).json());
    }

    @Test
    void the_example_of_the_page_is_a_trace_as_it_is_written() throws Exception {
        String page = Files.readString(Path.of("../docs/least-privilege.md"));
        String example = page.substring(page.indexOf("```json\n") + 8, page.lastIndexOf("```"));
        String written = UseTrace.parse("example.json", example).json();
        assertThat(written.replaceAll("\\s+", "")).isEqualTo(example.replaceAll("\\s+", ""));
    }

    @Test
    void several_runs_add_up() {
        UseTrace one = trace(List.of(new Outward("wascc:keyvalue", "Add", 3, 1)));
        UseTrace two = trace(List.of(
                new Outward("wascc:keyvalue", "Add", Integer.MAX_VALUE, 1),
                new Outward("wascc:logging", "WriteLog", 1, 0)));
        assertThat(one.and(two).actors())
                .singleElement()
                .extracting(ActorUse::calls)
                .isEqualTo(List.of(
                        new Outward("wascc:keyvalue", "Add", Integer.MAX_VALUE, 2),
                        new Outward("wascc:logging", "WriteLog", 1, 0)));
        assertThat(one.and(new UseTrace(List.of(new ActorUse(SUBJECT, "A".repeat(64), true, List.of(), List.of()))))
                        .actors())
                .hasSize(2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"schemaVersion\": 1 | \"schemaVersion\": 2 | trace.json:2:20: schemaVersion is a whole number from 1 to 1",
                "\"actors\" | \"actor\" | trace.json:3:3: a trace of use has no key actor; did you mean actors?",
                "\"denied\": 1 | \"denied\": 4 | trace.json:5:94: denied is a whole number from 0 to 3",
                "\"count\": 2 | \"count\": 0 | trace.json:6:82: count is a whole number from 1 to 2147483647",
                "\"hash\": \"0 | \"hash\": \"a | trace.json:4:86: hash is 64 upper-case hex digits, the hash of the claims",
                "true | \"yes\" | trace.json:4:166: complete is true or false",
                "\"subject\": \"M | \"subject\": \"A | trace.json:4:18: subject is the public key of a module,",
                "\"caller\": \"system\", | | trace.json:6:21: caller is missing here"
            })
    void what_is_not_in_order_is_refused_with_its_place(String part, String instead, String message) {
        String text = TEXT.replace(part, instead == null ? "" : instead);
        assertThatThrownBy(() -> UseTrace.parse("trace.json", text))
                .isInstanceOf(DocumentException.class)
                .hasMessageStartingWith(message);
    }

    @Test
    void a_version_that_is_listed_twice_is_refused() {
        int from = TEXT.indexOf("{ \"subject\"");
        int to = TEXT.indexOf("] }") + 3;
        String twice = TEXT.substring(0, to) + ", " + TEXT.substring(from, to) + TEXT.substring(to);
        assertThatThrownBy(() -> UseTrace.parse("trace.json", twice)).hasMessageContaining("is listed twice");
    }

    @Test
    void whatever_the_text_is_a_trace_or_the_documented_exception_comes_of_it() {
        Random random = new Random(20261124);
        int refused = 0;
        int rounds = Integer.getInteger("wascc.fuzz", 20_000);
        for (int i = 0; i < rounds; i++) {
            byte[] text = TEXT.getBytes(StandardCharsets.UTF_8);
            for (int changes = 1 + random.nextInt(3); changes > 0; changes--) {
                text[random.nextInt(text.length)] = (byte) (32 + random.nextInt(95));
            }
            String mutated = new String(text, StandardCharsets.UTF_8);
            try {
                assertThat(UseTrace.parse("trace.json", mutated).actors()).isNotEmpty();
            } catch (DocumentException e) {
                refused++;
            } catch (RuntimeException e) {
                fail(mutated, e);
            }
        }
        assertThat(refused).isBetween(rounds / 4, rounds - 1);
    }

    private static UseTrace trace(List<Outward> calls) {
        return new UseTrace(List.of(new ActorUse(SUBJECT, HASH, true, calls, List.of())));
    }
}
