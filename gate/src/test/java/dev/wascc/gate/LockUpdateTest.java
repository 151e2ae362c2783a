package dev.wascc.gate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wascc.claims.ActorModule;
import dev.wascc.claims.Claims;
import dev.wascc.claims.Metadata;
import dev.wascc.claims.Signer;
import dev.wascc.gate.use.SignedActor;
import dev.wascc.nkeys.KeyRole;
import dev.wascc.nkeys.SigningKey;
import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A lock file after runs of the gate. */
class LockUpdateTest {
    private static final Clock CLOCK = Clock.fixed(SignedActor.NOW, ZoneOffset.UTC);

    @TempDir
    Path directory;

    @Test
    void what_passed_raises_it_and_what_did_not_leaves_it() throws Exception {
        Path lock = directory.resolve("revision.lock");
        String one = subject();
        assertThat(update(actor(one, 3))).containsExactly(lock);
        assertThat(update(actor(one, 3))).isEmpty();
        assertThat(update(actor(one, 2))).isEmpty();
        assertThat(RevisionLock.read(lock).orElseThrow().entries().get(one).revision())
                .isEqualTo(3);
    }

    @Test
    void runs_beside_each_other_lose_nothing() throws Exception {
        List<String> subjects = IntStream.range(0, 24).mapToObj(i -> subject()).toList();
        List<Runnable> updates = new ArrayList<>();
        for (String subject : subjects) {
            Gate gate = gate();
            GateReport report = new GateRun(gate, CLOCK).of(List.of(actor(subject, 1)));
            updates.add(() -> {
                try {
                    gate.updateLocks(report);
                } catch (Exception e) {
                    throw new IllegalStateException(e);
                }
            });
        }
        updates.parallelStream().forEach(Runnable::run);
        assertThat(RevisionLock.read(directory.resolve("revision.lock"))
                        .orElseThrow()
                        .entries()
                        .keySet())
                .containsExactlyInAnyOrderElementsOf(subjects);
    }

    @Test
    void an_entry_of_an_archive_is_judged_like_a_file() throws Exception {
        Path jar = directory.resolve("a.jar");
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(jar))) {
            out.putNextEntry(new ZipEntry("x/a.wasm"));
            out.write(signed(subject(), 1).bytes());
        }
        GateReport report = new GateRun(gate(), CLOCK)
                .of(List.of(
                        ModuleSource.of("g:a:jar:1!/x/a.wasm", jar, "x/a.wasm"),
                        ModuleSource.of("none", jar, "none.wasm")));
        assertThat(report.files()).extracting(CheckedFile::exitCode).containsExactly(0, 11);
    }

    private List<Path> update(ModuleSource source) throws Exception {
        Gate gate = gate();
        return gate.updateLocks(new GateRun(gate, CLOCK).of(List.of(source)));
    }

    private Gate gate() throws Exception {
        String policy =
                """
                version: 1
                issuers: [{ name: team, key: %s }]
                actors: [{ match: { name: "*" }, revision: { notBelow: revision.lock } }]
                """
                        .formatted(SignedActor.ACCOUNT.publicKey());
        return Gate.byNewLocks(Policy.parse("policy.yaml", policy, true, directory), Set.of(), CLOCK);
    }

    private static ModuleSource actor(String subject, int revision) throws Exception {
        return ModuleSource.of(
                subject, new ByteArrayInputStream(signed(subject, revision).bytes()));
    }

    private static ActorModule signed(String subject, int revision) throws Exception {
        Metadata.Actor actor = new Metadata.Actor("a", "", List.of(), List.of(), revision, "1", null, false);
        return new Signer(SignedActor.ACCOUNT)
                .sign(
                        SignedActor.of("(memory 1)").module(),
                        Claims.of("id", SignedActor.ACCOUNT.publicKey(), subject, SignedActor.NOW, actor));
    }

    private static String subject() {
        return SigningKey.generate(KeyRole.MODULE, new SecureRandom())
                .publicKey()
                .text();
    }
}
