package dev.wascc.mocks;

import static dev.wascc.mocks.Played.ACTOR;
import static dev.wascc.mocks.Played.KEYVALUE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wascc.mocks.Expectations.Outcome;
import dev.wascc.provider.Binding;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExpectationsTest {
    private final Journal journal = new Journal(Played.CLOCK);

    @BeforeEach
    void three_calls() throws Exception {
        MockProvider mock = new MockProvider(KEYVALUE, () -> Played.installed(KEYVALUE), journal, time -> {});
        mock.bind(Binding.of(ACTOR, KEYVALUE, Map.of()));
        Played.call(mock, "Add", Map.of("key", "a", "value", 1));
        Played.call(mock, "Get", Map.of("key", "a"));
        Played.call(mock, "Add", Map.of("key", "a", "value", 2));
    }

    private List<String> failures(String text) throws Exception {
        return Expectations.parse("e.yaml", text).check(journal).stream()
                .filter(outcome -> !outcome.held())
                .map(Outcome::failure)
                .toList();
    }

    @Test
    void what_was_called_as_expected_holds() throws Exception {
        assertThat(
                        failures(
                                """
                        calls:
                          - { capability: "wascc:keyvalue", operation: Add, request: { key: a }, times: 2 }
                          - { operation: Add, request: { value: 2 }, response: { value: 3 } }
                          - { operation: Get, times: { min: 1 } }
                          - { operation: Del, times: 0 }
                        nothing_else: true
                        """))
                .isEmpty();
    }

    @Test
    void another_number_of_calls_is_told_with_what_is_nearest() throws Exception {
        assertThat(failures("calls: [{ operation: Get, request: { key: b } }]"))
                .containsExactly("e.yaml:1:9: Get {\"key\":\"b\"}\n    expected once, called never\n    nearest"
                        + "  wascc:keyvalue Get {\"key\":\"a\"} <- {\"value\":\"1\",\"exists\":true}");
        assertThat(failures("calls: [{ operation: Add, times: { max: 1 } }]"))
                .containsExactly("e.yaml:1:9: Add\n    expected 0 to once, called 2 times");
    }

    @Test
    void an_order_may_have_others_in_between_and_not_be_turned_round() throws Exception {
        assertThat(failures("calls: [{ operation: Add, times: 2 }]\norder: true\n"))
                .isEmpty();
        assertThat(failures("calls: [{ operation: Get }, { operation: Add, request: { value: 2 } }]\norder: true\n"))
                .isEmpty();
        assertThat(failures("calls: [{ operation: Get }, { operation: Add, request: { value: 1 } }]\norder: true\n"))
                .containsExactly("e.yaml:1:29: Add {\"value\":1}\n    did not come after wascc:keyvalue Get"
                        + " {\"key\":\"a\"} <- {\"value\":\"1\",\"exists\":true}");
    }

    @Test
    void a_call_that_nobody_expected_is_shown_where_there_are_to_be_none() throws Exception {
        assertThat(failures("calls: [{ operation: Add, times: 2 }]\nnothing_else: true\n"))
                .containsExactly(
                        "e.yaml: nothing else was expected, and there came\n    wascc:keyvalue Get {\"key\":\"a\"}"
                                + " <- {\"value\":\"1\",\"exists\":true}");
    }

    @Test
    void an_error_is_not_an_answer() throws Exception {
        assertThat(failures("calls: [{ operation: Get, error: down }]")).hasSize(1);
    }

    @Test
    void calls_that_were_not_kept_are_a_failure() throws Exception {
        Journal full = new Journal(Played.CLOCK);
        Journal.Line line = new Journal.Line(ACTOR, KEYVALUE, "default");
        for (int i = 0; i <= Journal.MAX_CALLS; i++) {
            full.begin(RecordedCall.Kind.CALL, line, "Ring", new byte[0]).answered(new byte[0]);
        }
        assertThat(full.calls()).hasSize(Journal.MAX_CALLS);
        assertThat(Expectations.parse("e.yaml", "calls: []").check(full))
                .anyMatch(outcome -> outcome.failure().contains("1 calls were too many to be kept"));
    }

    @Test
    void a_build_server_gets_a_test_case_for_each(@TempDir Path dir) throws Exception {
        List<Outcome> outcomes = Expectations.parse("e.yaml", "calls: [{ operation: Get }, { operation: Del }]")
                .check(journal);
        OutcomeReport.writeJunit("e.yaml", outcomes, dir.resolve("r.xml"));
        assertThat(Files.readString(dir.resolve("r.xml")))
                .contains(
                        "<testsuite name=\"e.yaml\" tests=\"2\" failures=\"1\">",
                        "<testcase classname=\"e.yaml\" name=\"Get once\">",
                        "<failure message=\"e.yaml:1:29: Del\">");
    }
}
