package dev.wascc.gate.conformance;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * One case of the corpus. {@code conformance/README.md} says what the members of its JSON are.
 *
 * @param id also the name of the module's file
 * @param what is forged or broken, in a line
 * @param rules that refuse it
 * @param warnings rules of which it says something that does not refuse
 * @param starts whether a host can run it, where nothing refuses it
 * @param vector of the wascap vectors, which the real tools were asked about, that was forged alike; or empty
 * @param files texts that the terms name, by path
 */
record Case(
        String id,
        String what,
        byte[] module,
        Terms terms,
        List<String> rules,
        List<String> warnings,
        int exitCode,
        boolean starts,
        String vector,
        Map<String, String> files) {

    /** By what a module is judged; files relative to the corpus. */
    record Terms(List<String> trust, String policy, String at, List<String> used, List<String> attestations) {
        static final Terms TRUST = new Terms(List.of(Key.ACCOUNT.text()), "", "", List.of(), List.of());

        static Terms policy(String name) {
            return new Terms(List.of(), "policies/" + name, "", List.of(), List.of());
        }

        Terms at(String instant) {
            return new Terms(trust, policy, instant, used, attestations);
        }

        Terms used(String... traces) {
            return new Terms(trust, policy, at, List.of(traces), attestations);
        }

        Terms attested(String... files) {
            return new Terms(trust, policy, at, used, List.of(files));
        }
    }

    /** Refused, by trust in the one account alone. */
    static Case refused(int exitCode, String rules, String id, String what, byte[] module) {
        return new Case(id, what, module, Terms.TRUST, split(rules), List.of(), exitCode, false, "", Map.of());
    }

    static Case refused(int exitCode, String rules, String id, String what, Forge forge) {
        return refused(exitCode, rules, id, what, forge.bytes());
    }

    /** In order, by trust in the one account alone, and a host runs it. */
    static Case passes(String id, String what, Forge forge) {
        return new Case(id, what, forge.bytes(), Terms.TRUST, List.of(), List.of(), 0, true, "", Map.of());
    }

    Case by(Terms other) {
        return new Case(id, what, module, other, rules, warnings, exitCode, starts, vector, files);
    }

    Case warning(String ids) {
        return new Case(id, what, module, terms, rules, split(ids), exitCode, starts, vector, files);
    }

    /** Verified, but nothing that a host adds as an actor. */
    Case notStarted() {
        return new Case(id, what, module, terms, rules, warnings, exitCode, false, vector, files);
    }

    Case like(String name) {
        return new Case(id, what, module, terms, rules, warnings, exitCode, starts, name, files);
    }

    /** By the policy {@code policies/ID.yaml} with this text. */
    Case byPolicy(String text) {
        return by(Terms.policy(id + ".yaml")).with("policies/" + id + ".yaml", text);
    }

    /** As of an instant. */
    Case at(String instant) {
        return by(terms.at(instant));
    }

    /** With one more file. */
    Case with(String path, String text) {
        Map<String, String> more = new LinkedHashMap<>(files);
        more.put(path, text);
        return new Case(id, what, module, terms, rules, warnings, exitCode, starts, vector, more);
    }

    /** A recorded run beside it. */
    Case recorded(String trace) {
        String path = "traces/" + id + ".json";
        return by(terms.used(path)).with(path, trace);
    }

    /** An attestation beside it. */
    Case attested(String bundle) {
        String path = "attestations/" + id + ".intoto.jsonl";
        return by(terms.attested(path)).with(path, bundle);
    }

    private static List<String> split(String rules) {
        return rules.isEmpty()
                ? List.of()
                : List.of(rules.split(" ")).stream()
                        .map(rule -> "WASCC-" + rule)
                        .toList();
    }

    String file() {
        return "modules/" + id + ".wasm";
    }

    Map<String, Object> json(OldTools oldTools) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("id", id);
        members.put("what", what);
        members.put("module", file());
        put(members, "trust", terms.trust());
        put(members, "policy", terms.policy());
        put(members, "at", terms.at());
        put(members, "used", terms.used());
        put(members, "attestations", terms.attestations());
        members.put("rules", List.copyOf(new TreeSet<>(rules)));
        put(members, "warnings", List.copyOf(new TreeSet<>(warnings)));
        members.put("exitCode", exitCode);
        if (exitCode == 0) {
            members.put("starts", starts);
        }
        if (!vector.isEmpty()) {
            members.put("wascap", oldTools.of(vector));
        }
        return members;
    }

    private static void put(Map<String, Object> members, String name, Object value) {
        if (!"".equals(value) && !List.of().equals(value)) {
            members.put(name, value);
        }
    }

    @Override
    public String toString() {
        return id;
    }
}
