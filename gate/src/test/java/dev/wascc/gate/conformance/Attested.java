package dev.wascc.gate.conformance;

import java.util.Base64;
import java.util.HexFormat;

/** An attestation of a module: an in-toto statement with SLSA provenance in a DSSE envelope, written by hand. */
record Attested(byte[] module, String builder, String source, String commit, String tree, Key signer, Key named) {
    private static final String TYPE = "application/vnd.in-toto+json";

    static Attested of(byte[] module) {
        return new Attested(
                module,
                "https://ci.example.org/runner",
                "https://git.example.org/acme/greeter",
                "01".repeat(20),
                "clean",
                Key.ACCOUNT,
                Key.ACCOUNT);
    }

    Attested builder(String id) {
        return new Attested(module, id, source, commit, tree, signer, named);
    }

    Attested source(String url, String revision, String state) {
        return new Attested(module, builder, url, revision, state, signer, named);
    }

    /** @param key that signs, under the name of another */
    Attested signedBy(Key key, Key as) {
        return new Attested(module, builder, source, commit, tree, key, as);
    }

    String statement() {
        return """
                {"_type":"https://in-toto.io/Statement/v1","subject":[{"name":"conformance.wasm","digest":{"sha256":"%s"},\
                "annotations":{"wascc_module":"%s"}}],"predicateType":"https://slsa.dev/provenance/v1","predicate":{"buildDefinition":\
                {"buildType":"https://wascc.dev/provenance/build/v1","externalParameters":{"source":"%s"},"resolvedDependencies":[{"uri":"git+%s",\
                "digest":{"gitCommit":"%s"},"annotations":{"wascc_workingTree":"%s"}}]},"runDetails":{"builder":{"id":"%s"}}}}"""
                .formatted(
                        HexFormat.of().formatHex(Bytes.sha256(module)),
                        Key.MODULE.text(),
                        source,
                        source,
                        commit,
                        tree,
                        builder);
    }

    String bundle() {
        return bundle(statement());
    }

    /** The envelope around another statement than the one that was signed. */
    String bundle(String carried) {
        byte[] statement = Bytes.utf8(statement());
        byte[] signed = Bytes.joined(
                Bytes.utf8("DSSEv1 " + TYPE.length() + " " + TYPE + " " + statement.length + " "), statement);
        Base64.Encoder base64 = Base64.getEncoder();
        return "{\"payloadType\":\"%s\",\"payload\":\"%s\",\"signatures\":[{\"keyid\":\"%s\",\"sig\":\"%s\"}]}\n"
                .formatted(
                        TYPE,
                        base64.encodeToString(Bytes.utf8(carried)),
                        named.text(),
                        base64.encodeToString(signer.sign(signed)));
    }
}
