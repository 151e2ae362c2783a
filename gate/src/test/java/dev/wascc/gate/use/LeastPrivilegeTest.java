package dev.wascc.gate.use;

import static dev.wascc.gate.use.SignedActor.GUEST_CALL;
import static dev.wascc.gate.use.SignedActor.HOST_CALL;
import static dev.wascc.gate.use.SignedActor.SUBJECT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wascc.claims.ActorModule;
import dev.wascc.claims.Finding;
import dev.wascc.claims.Finding.Severity;
import dev.wascc.gate.use.UseTrace.ActorUse;
import dev.wascc.gate.use.UseTrace.Inward;
import dev.wascc.gate.use.UseTrace.Outward;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LeastPrivilegeTest {
    private static final String BOTH = "wascc:keyvalue HandleRequest";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "wascc:keyvalue",
                "wascc:logging",
                "wascc:blobstore",
                "wascc:http_client",
                "wascc:extras",
                "wascc:graphdb"
            })
    void what_only_the_actor_calls_is_unused_for_certain_without_host_call(String capability) throws Exception {
        SignedActor actor = SignedActor.of(GUEST_CALL + SignedActor.data(capability), capability);
        assertThat(judged(actor))
                .containsExactly("ERROR WASCC-L001 capability " + capability
                        + " is granted, but the module imports no __host_call, so that it cannot call it");
    }

    @ParameterizedTest
    @CsvSource({"wascc:http_server, HandleRequest", "awslambda:event, HandleEvent"})
    void what_only_calls_the_actor_is_unused_for_certain_without_guest_call(String capability, String operation)
            throws Exception {
        SignedActor actor =
                SignedActor.of(HOST_CALL + "(memory 1)" + SignedActor.data(capability + operation), capability);
        assertThat(judged(actor))
                .containsExactly("ERROR WASCC-L001 capability " + capability
                        + " is granted, but the module exports no __guest_call, so that it cannot be called by it");
    }

    @ParameterizedTest
    @ValueSource(strings = {"wascc:messaging", "wascc:eventstreams", "acme:printer"})
    void what_goes_both_ways_or_is_unknown_is_unused_for_certain_only_without_both(String capability) throws Exception {
        String data = SignedActor.data(capability);
        assertThat(judged(SignedActor.of(HOST_CALL + "(memory 1)" + data, capability)))
                .isEmpty();
        assertThat(judged(SignedActor.of(GUEST_CALL + data, capability))).isEmpty();
        assertThat(judged(SignedActor.of("(memory 1)" + data, capability)))
                .singleElement()
                .asString()
                .startsWith("ERROR WASCC-L001 capability " + capability)
                .endsWith("neither imports __host_call nor exports __guest_call, so that it cannot use it");
    }

    @Test
    void the_later_name_of_the_wapc_module_counts_too() throws Exception {
        String wasmbus = HOST_CALL.replace("\"wapc\"", "\"wasmbus\"");
        assertThat(judged(SignedActor.of(wasmbus + GUEST_CALL + SignedActor.data("wascc:keyvalue"), "wascc:keyvalue")))
                .isEmpty();
    }

    @Test
    void a_provider_is_called_as_what_it_is_granted() throws Exception {
        SignedActor provider = SignedActor.provider(GUEST_CALL + SignedActor.data("wascc:keyvalue"), "wascc:keyvalue");
        assertThat(judged(provider)).isEmpty();
    }

    @Test
    void imports_that_no_host_offers_are_found_whatever_their_kind() throws Exception {
        String imports =
                """
                (import "wapc" "__guest_request" (func (param i32 i32)))
                (import "env" "abort" (func (param i32 i32 i32 i32)))
                (import "wasi_unstable" "fd_write" (func (param i32 i32 i32 i32) (result i32)))
                (import "wasi_snapshot_preview1" "random_get" (func (param i32 i32) (result i32)))
                (import "env" "system" (func (param i32)))
                (import "wapc" "__steal" (func))
                (import "wapc" "__host_call" (global i32))
                """;
        assertThat(judged(SignedActor.of(imports + GUEST_CALL)))
                .containsExactly(
                        "ERROR WASCC-L003 the module imports from env what no waPC host offers: function system",
                        "ERROR WASCC-L003 the module imports from wapc what no waPC host offers: function __steal,"
                                + " global __host_call");
    }

    @Test
    void many_imports_are_counted_and_not_all_named() throws Exception {
        StringBuilder imports = new StringBuilder();
        for (int i = 0; i < 1000; i++) {
            imports.append("(import \"js\" \"f").append(i).append("\" (func))");
        }
        assertThat(judged(SignedActor.of(imports.toString())))
                .singleElement()
                .asString()
                .endsWith("function f0, function f1, function f2, function f3, function f4 and 995 more");
    }

    @Test
    void a_component_is_not_taken_for_a_module_that_imports_nothing() throws Exception {
        ActorModule component = ActorModule.of(HexFormat.of().parseHex("0061736d0d000100"));
        SignedActor signed = SignedActor.of(component, false, List.of("wascc:keyvalue"));
        assertThat(judged(signed)).singleElement().asString().startsWith("ERROR WASCC-L003 the module is a component");
    }

    @Test
    void imports_that_cannot_be_read_are_malformed() throws Exception {
        ActorModule broken = ActorModule.of(HexFormat.of().parseHex("0061736d01000000" + "0201ff"));
        SignedActor signed = SignedActor.of(broken, false, List.of());
        assertThat(judged(signed)).singleElement().asString().startsWith("ERROR WASCC-S008");
    }

    @Test
    void names_that_are_held_and_granted_are_in_order_and_the_token_does_not_count_as_holding() throws Exception {
        assertThat(judged(SignedActor.holding(BOTH, "wascc:keyvalue", "wascc:http_server")))
                .isEmpty();
        assertThat(judged(SignedActor.holding(BOTH, "wascc:keyvalue", "wascc:http_server", "wascc:blobstore")))
                .containsExactly(
                        "WARNING WASCC-L001 hint: capability wascc:blobstore is granted, but its name is nowhere"
                                + " in the module's code and data");
    }

    @Test
    void a_well_known_name_that_is_held_and_not_granted_is_a_hint() throws Exception {
        assertThat(judged(SignedActor.holding(BOTH, "wascc:http_server")))
                .containsExactly("WARNING WASCC-L002 hint: capability wascc:keyvalue is not granted, but its name is in"
                        + " the module's code or data");
    }

    /** As clang -O3 and others make it of a comparison with a text. */
    @Test
    void an_actor_that_holds_no_operation_at_all_may_hold_them_as_numbers() throws Exception {
        assertThat(judged(SignedActor.holding("", "wascc:http_server"))).isEmpty();
        assertThat(judged(SignedActor.holding("DeliverMessage", "wascc:http_server")))
                .containsExactly(
                        "WARNING WASCC-L001 hint: capability wascc:http_server is granted, but its name is nowhere"
                                + " in the module's code and data");
    }

    @Test
    void names_are_found_as_utf_16_too() throws Exception {
        StringBuilder utf16 = new StringBuilder();
        BOTH.chars().forEach(c -> utf16.append((char) c).append("\\00"));
        assertThat(judged(SignedActor.holding(utf16.toString(), "wascc:keyvalue", "wascc:http_server")))
                .isEmpty();
    }

    @Test
    void a_recorded_run_in_which_everything_was_used_is_in_order() throws Exception {
        SignedActor actor = SignedActor.holding("", "wascc:keyvalue", "wascc:http_server");
        UseTrace trace = trace(
                actor.hash(),
                List.of(new Outward("wascc:keyvalue", "Add", 3, 0)),
                List.of(new Inward("wascc:http_server", "HandleRequest", 3)));
        assertThat(judged(actor, trace)).isEmpty();
    }

    @Test
    void a_call_by_the_owner_stands_in_for_the_capability_of_its_operation() throws Exception {
        SignedActor actor = SignedActor.holding("", "wascc:http_server", "wascc:messaging");
        UseTrace trace = trace(actor.hash(), List.of(), List.of(new Inward("system", "HandleRequest", 1)));
        assertThat(judged(actor, trace))
                .containsExactly("ERROR WASCC-L001 capability wascc:messaging is granted, but was not used in the"
                        + " recorded run (1 call)");
    }

    @Test
    void what_was_recorded_and_is_not_granted_is_missing_and_a_denied_call_counts() throws Exception {
        SignedActor actor = SignedActor.holding("wascc:blobstore");
        UseTrace trace = trace(
                actor.hash(),
                List.of(
                        new Outward("wascc:keyvalue", "Add", 2, 2),
                        new Outward("wascc:keyvalue", "Get", 1, 1),
                        new Outward(SUBJECT, "Again", 1, 0)),
                List.of(
                        new Inward("wascc:http_server", "HandleRequest", 1),
                        new Inward("M" + "B".repeat(55), "Hello", 1),
                        new Inward("system", "HandleRequest", 1)));
        assertThat(judged(actor, trace))
                .containsExactly(
                        "ERROR WASCC-L002 capability wascc:keyvalue is not granted, but was called in the recorded run"
                                + " (3 calls, 3 denied: Add, Get)",
                        "ERROR WASCC-L002 capability wascc:http_server is not granted, but called the actor in the"
                                + " recorded run (1 call: HandleRequest)");
    }

    @Test
    void another_actor_that_is_called_needs_a_grant() throws Exception {
        String other = "M" + "B".repeat(55);
        SignedActor actor = SignedActor.holding("");
        UseTrace trace = trace(actor.hash(), List.of(new Outward(other, "Hello", 1, 1)), List.of());
        assertThat(judged(actor, trace)).singleElement().asString().startsWith("ERROR WASCC-L002 capability " + other);
    }

    @Test
    void a_recorded_run_wins_over_hints() throws Exception {
        SignedActor actor = SignedActor.holding("wascc:blobstore", "wascc:keyvalue");
        UseTrace trace = trace(actor.hash(), List.of(new Outward("wascc:keyvalue", "Add", 1, 0)), List.of());
        assertThat(judged(actor)).hasSize(2);
        assertThat(judged(actor, trace)).isEmpty();
    }

    @Test
    void what_is_certain_is_said_once_beside_a_recorded_run() throws Exception {
        SignedActor actor = SignedActor.of(GUEST_CALL, "wascc:keyvalue");
        UseTrace trace = trace(actor.hash(), List.of(), List.of());
        assertThat(judged(actor, trace)).singleElement().asString().contains("imports no __host_call");
    }

    @Test
    void a_recorded_run_of_something_else_is_a_warning_and_hints_stay() throws Exception {
        SignedActor actor = SignedActor.holding("", "wascc:keyvalue");
        assertThat(judged(actor, trace("0".repeat(64), List.of(), List.of())))
                .element(0)
                .isEqualTo("WARNING WASCC-L004 the recorded run is of another version of " + SUBJECT
                        + ", and says nothing of this one");
        assertThat(judged(actor, UseTrace.EMPTY))
                .hasSize(2)
                .element(0)
                .isEqualTo("WARNING WASCC-L004 the recorded run has no actor " + SUBJECT);
    }

    @Test
    void an_incomplete_record_says_so() throws Exception {
        SignedActor actor = SignedActor.holding("");
        UseTrace trace = new UseTrace(List.of(new ActorUse(SUBJECT, actor.hash(), false, List.of(), List.of())));
        assertThat(judged(actor, trace)).singleElement().asString().startsWith("WARNING WASCC-L004");
    }

    @Test
    void each_finding_names_the_command_that_mends_it() throws Exception {
        SignedActor actor = SignedActor.holding("wascc:logging", "wascc:keyvalue");
        assertThat(LeastPrivilege.judge(actor.claims(), actor.module(), null))
                .extracting(finding -> finding.remedyFor("a.wasm"))
                .containsExactly("wascc claims remove a.wasm wascc:keyvalue", "wascc claims add a.wasm wascc:logging");
    }

    private static UseTrace trace(String hash, List<Outward> calls, List<Inward> calledBy) {
        return new UseTrace(List.of(new ActorUse(SUBJECT, hash, true, calls, calledBy)));
    }

    private static List<String> judged(SignedActor actor) {
        return shown(LeastPrivilege.judge(actor.claims(), actor.module(), null));
    }

    private static List<String> judged(SignedActor actor, UseTrace trace) {
        return shown(LeastPrivilege.judge(actor.claims(), actor.module(), trace));
    }

    private static List<String> shown(List<Finding> findings) {
        assertThat(findings).allMatch(finding -> finding.severity() != Severity.NOTE);
        return findings.stream()
                .map(finding -> finding.severity() + " " + finding.rule().id() + " " + finding.message())
                .toList();
    }
}
