package dev.wascc.gate.conformance;

import static dev.wascc.gate.conformance.Case.passes;
import static dev.wascc.gate.conformance.Case.refused;
import static dev.wascc.gate.conformance.PolicyText.rule;

import java.util.Arrays;
import java.util.List;

/** Modules in order whose imports, or whose claims held against their use, are not. */
final class PrivilegeCases {
    private static final String ENFORCE = rule("leastPrivilege: enforce");
    private static final String HTTP = "{\"caller\":\"wascc:http_server\",\"operation\":\"HandleRequest\",\"count\":2}";

    private PrivilegeCases() {}

    static List<Case> imports() {
        byte[] foreign = Wasm.echo("(import \"env\" \"system\" (func (param i32) (result i32)))", "x");
        byte[] abort = Wasm.echo("(import \"env\" \"abort\" (func (param i32 i32 i32 i32)))", "x");
        byte[] wasi = Wasm.echo("(import \"wasi_snapshot_preview1\" \"fd_teleport\" (func))", "x");
        byte[] memory = Wasm.echo("(import \"wapc\" \"__guest_memory\" (global i32))", "x");
        return List.of(
                breach("P014", "import-denied", "an import that is denied", abort)
                        .byPolicy(rule("imports: { deny: [\"env.*\"] }")),
                breach("P014", "import-not-allowed", "an import that is not among those allowed", abort)
                        .byPolicy(rule("imports: { allow: [\"wapc.*\"] }")),
                breach("P014", "import-nothing-allowed", "no import is allowed", Wasm.GUEST)
                        .byPolicy(rule("imports: { allow: [] }")),
                breach(
                                "P014",
                                "import-of-component",
                                "a component, whose imports nobody here can judge",
                                Wasm.component(Wasm.GUEST))
                        .byPolicy(rule("imports: { allow: [\"*\"] }")),
                breach("L003", "import-foreign", "imports env.system, which no waPC host offers", foreign)
                        .byPolicy(ENFORCE),
                breach("L003", "import-wasi-unknown", "a function that WASI has not", wasi)
                        .byPolicy(ENFORCE),
                breach("L003", "import-global", "imports a global from wapc", memory)
                        .byPolicy(ENFORCE),
                breach("L003", "import-component", "a component", Wasm.component(Wasm.GUEST))
                        .byPolicy(ENFORCE),
                refused(
                                15,
                                "S008",
                                "imports-4-billion",
                                "an import section that claims 4 billion imports, signed",
                                Forge.of(Bytes.joined(Wasm.HEADER, Wasm.section(2, Bytes.hex("ffffffff0f")))))
                        .byPolicy(ENFORCE),
                refused(
                                15,
                                "S008",
                                "import-cut",
                                "an import section that ends within a name, signed",
                                Forge.of(Bytes.joined(Wasm.HEADER, Wasm.section(2, Bytes.hex("01 04 7761")))))
                        .byPolicy(ENFORCE));
    }

    static List<Case> use() {
        Forge caller = Forge.of(Wasm.CALLER).caps("wascc:http_server", "wascc:keyvalue");
        String add = "{\"capability\":\"wascc:keyvalue\",\"operation\":\"Add\",\"count\":3,\"denied\":0}";
        String denied = "{\"capability\":\"wascc:blobstore\",\"operation\":\"GetObject\",\"count\":1,\"denied\":1}";
        String subject = Key.MODULE.text();
        String hash = Bytes.hash(Wasm.CALLER);
        return List.of(
                breach(
                                "L001",
                                "granted-cannot-call",
                                "granted the key-value store, but imports no way to call it",
                                Forge.of(Wasm.GUEST).caps("wascc:http_server", "wascc:keyvalue"))
                        .byPolicy(ENFORCE),
                breach(
                                "L001",
                                "granted-cannot-be-called",
                                "granted HTTP requests, but exports nothing to call",
                                Forge.of(Wasm.MUTE))
                        .byPolicy(ENFORCE),
                breach(
                                "L001",
                                "granted-not-used",
                                "granted the key-value store, which the recorded run did not use",
                                caller)
                        .recorded(trace(subject, hash, true, "", HTTP)),
                breach("L001", "granted-not-used-inward", "granted HTTP requests, none of which came", caller)
                        .recorded(trace(subject, hash, true, add, "")),
                breach("L001", "granted-not-used-policy", "the same, where the policy asks", caller)
                        .byPolicy(ENFORCE)
                        .recorded(trace(subject, hash, true, add, "")),
                breach("L002", "used-not-granted", "called the blob store and was denied", caller)
                        .recorded(trace(subject, hash, true, add + "," + denied, HTTP)),
                breach("L002", "used-not-granted-inward", "was called by messaging, which it is not granted", caller)
                        .recorded(
                                trace(
                                        subject,
                                        hash,
                                        true,
                                        add,
                                        HTTP
                                                + ",{\"caller\":\"wascc:messaging\",\"operation\":\"DeliverMessage\",\"count\":1}")),
                breach("L001 L002", "both-ways", "one grant too many, one too few", caller)
                        .recorded(trace(subject, hash, true, denied, HTTP)),
                passes("recorded", "uses what it is granted, and no more", caller)
                        .recorded(trace(subject, hash, true, add, HTTP)),
                passes("recorded-incomplete", "the same, but not all was recorded", caller)
                        .warning("L004")
                        .recorded(trace(subject, hash, false, add, HTTP)),
                passes("recorded-other-version", "the recorded run is of another version", caller)
                        .warning("L004")
                        .recorded(trace(subject, Bytes.hash(Wasm.GUEST), true, add, HTTP)),
                passes("recorded-other-actor", "the recorded run is of another actor", caller)
                        .warning("L004")
                        .recorded(trace(Key.OTHER_MODULE.text(), hash, true, add, HTTP)),
                passes(
                                "hint-unused",
                                "granted logging, whose name is nowhere in the module: a hint",
                                Forge.of(Wasm.CALLER).caps("wascc:keyvalue", "wascc:logging"))
                        .warning("L001")
                        .byPolicy(ENFORCE),
                passes(
                                "hint-missing",
                                "holds the name of the key-value store, and is not granted it: a hint",
                                Forge.of(Wasm.CALLER).caps())
                        .warning("L002")
                        .byPolicy(ENFORCE),
                passes(
                                "warned-import",
                                "a foreign grant at level warn",
                                Forge.of(Wasm.GUEST).caps("wascc:keyvalue"))
                        .warning("L001")
                        .byPolicy(rule("leastPrivilege: warn")));
    }

    private static String trace(String subject, String hash, boolean complete, String calls, String calledBy) {
        return "{\"schemaVersion\":1,\"actors\":[{\"subject\":\"%s\",\"hash\":\"%s\",\"complete\":%s,\"calls\":[%s],\"calledBy\":[%s]}]}\n"
                .formatted(subject, hash, complete, calls, calledBy);
    }

    private static Case breach(String rules, String id, String what, Forge forge) {
        return refused(14, rules, id, what, forge);
    }

    private static Case breach(String rules, String id, String what, byte[] module) {
        // Claims nothing, so that nothing can be granted in vain.
        return breach(
                rules, id, what, Forge.of(Arrays.copyOf(module, module.length)).caps());
    }
}
