package dev.wascc.mocks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wascc.document.DocumentException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is refused of the three kinds of files, and where it says that it is wrong. */
class DocumentsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "answer: [] | a.yaml:1:1: a file of canned answers has no key answer; did you mean answers?",
                "answers: {} | a.yaml:1:10: answers is a list",
                "answers: [{ operation: Get }] | a.yaml:1:11: a canned answer has either a response or an error",
                "answers: [{ operation: Get, response: {}, error: no }] | either a response or an error",
                "answers: [{ operation: get, response: {} }] | a.yaml:1:24: no operation is called get; did you mean Get?",
                "answers: [{ operation: Get, request: { kye: a }, response: {} }] | a.yaml:1:40: the request, a GetRequest, has no field kye; did you mean key?",
                "answers: [{ operation: Get, response: { value: 1 } }] | a.yaml:1:39: response: value has a value of the wrong type",
                "answers: [{ operation: Get, response: {}, times: 0 }] | a.yaml:1:50: times is a whole number from 1",
                "answers: [{ operation: Ring, response: { a: 1 } }] | response: it is a string, or {base64: …}",
                "answers: [{ operation: Ring, response: { base64: '*' } }] | a.yaml:1:40: response: ",
                "delay: fast | a.yaml:1:8: delay is 50ms, 2s or 1m",
                "delay: 61m | an hour at most",
                "otherwise: maybe | a.yaml:1:12: otherwise is one of in-memory, fail",
                "fault: { every: 2, probability: 0.5 } | a.yaml:1:8: a fault has either every",
                "fault: { probability: 1.5 } | a.yaml:1:23: probability is a number from 0 to 1",
                "fault: { every: 0 } | a.yaml:1:17: every is a whole number from 1",
                "fault: { evry: 1 } | a fault has no key evry; did you mean every?"
            })
    void canned_answers_that_nobody_understands_are_refused_where_they_stand(String text, String message) {
        assertThatThrownBy(() -> MockScript.parse("a.yaml", text))
                .isInstanceOf(DocumentException.class)
                .hasMessageContaining(message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "call: [] | e.yaml:1:1: a file of expectations has no key call; did you mean calls?",
                "calls: [{ operation: Get, times: { min: 2, max: 1 } }] | e.yaml:1:34: min is above max",
                "calls: [{ operation: Get, response: {}, error: a }] | a response or an error, not both",
                "calls: [{ operation: Get, request: { k: a } }] | has no field k",
                "nothing_else: 1 | e.yaml:1:15: nothing_else is true or false",
                "order: | e.yaml:1:1: order has nothing behind it"
            })
    void expectations_that_nobody_understands_are_refused_where_they_stand(String text, String message) {
        assertThatThrownBy(() -> Expectations.parse("e.yaml", text))
                .isInstanceOf(DocumentException.class)
                .hasMessageContaining(message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "calls: [] | c.yaml:1:1: version is missing here",
                "version: 2 | c.yaml:1:10: version is a whole number from 1 to 1",
                "{ version: 1, calls: [{ actor: M, capability: c, operation: Get, request: {} }] } | either a response or an error",
                "{ version: 1, calls: [{ actor: M, capability: c, operation: Get, request: , error: a }] } | request has nothing behind it",
                "{ version: 1, calls: [{ actor: M, capability: c, operation: Get, request: { kee: a }, error: a }] } | did you mean key?",
                "{ version: 1, tracks: [] } | a cassette has no key tracks"
            })
    void cassettes_that_nobody_understands_are_refused_where_they_stand(String text, String message) {
        assertThatThrownBy(() -> Cassette.parse("c.yaml", text))
                .isInstanceOf(DocumentException.class)
                .hasMessageContaining(message);
    }

    @Test
    void an_operation_of_somebody_else_may_have_any_name() throws Exception {
        assertThat(MockScript.parse("a.yaml", "answers: [{ operation: Gett, response: x }]")
                        .answers())
                .hasSize(1);
    }
}
