package dev.wascc.lambda.pack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wascc.claims.Finding;
import dev.wascc.lambda.SignedActor;
import dev.wascc.lambda.pack.PackageRequest.Kind;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is refused, and by which rule. */
class PackageChecksTest {
    @TempDir
    Path dir;

    private LambdaPackage make(SignedActor actor, Path... include) throws Exception {
        return make(Kind.WITHOUT_RUNTIME, actor, include);
    }

    private LambdaPackage make(Kind kind, SignedActor actor, Path... include) throws Exception {
        return Packager.make(
                new PackageRequest(
                        kind,
                        actor.manifest(),
                        Architecture.X86_64,
                        JavaImage.ofThisJava(),
                        Set.of(),
                        List.of(include),
                        false),
                PackagerTest.GATE);
    }

    private static List<String> errors(LambdaPackage made) {
        return made.findings().stream()
                .filter(Finding::refuses)
                .map(finding -> finding.rule().id())
                .toList();
    }

    private SignedActor http() throws Exception {
        return SignedActor.in(dir.resolve("f"), SignedActor.ANSWERS, "wascc:http_server", "wascc:keyvalue");
    }

    @Test
    void a_function_for_a_layer_has_manifest_actors_and_their_code() throws Exception {
        LambdaPackage made = make(http());
        assertThat(made.findings()).isEmpty();
        assertThat(made.top()).containsExactly(".wascc/", "actor.wasm", "manifest.yaml");
        assertThat(made.capabilities()).containsExactly("wascc:http_server", "wascc:keyvalue");
    }

    @Test
    void what_the_gate_refuses_is_refused_by_its_own_rule() throws Exception {
        SignedActor actor = http();
        byte[] wasm = Files.readAllBytes(actor.directory().resolve("actor.wasm"));
        wasm[60] ^= 1;
        Files.write(actor.directory().resolve("actor.wasm"), wasm);
        LambdaPackage made = make(actor);
        assertThat(made.refused()).isTrue();
        assertThat(errors(made)).allMatch(rule -> rule.startsWith("WASCC-S"));
        assertThat(Finding.exitCode(made.findings())).isIn(12, 15);
    }

    @Test
    void an_issuer_that_the_manifest_does_not_trust_is_refused() throws Exception {
        SignedActor actor = http();
        SignedActor other = SignedActor.in(dir.resolve("g"), SignedActor.ANSWERS, "wascc:http_server");
        Files.copy(other.directory().resolve("actor.wasm"), actor.directory().resolve("other.wasm"));
        Files.writeString(
                actor.manifest(),
                Files.readString(actor.manifest()).replace("[actor.wasm]", "[actor.wasm, other.wasm]"));
        assertThat(errors(make(actor))).containsExactly("WASCC-S007");
    }

    @Test
    void a_binding_that_nothing_serves_in_lambda_is_refused_and_a_claim_alone_is_a_warning() throws Exception {
        SignedActor actor =
                SignedActor.in(dir.resolve("f"), SignedActor.ANSWERS, "wascc:http_server", "wascc:messaging");
        LambdaPackage claimed = make(actor);
        assertThat(claimed.refused()).isFalse();
        assertThat(claimed.findings()).singleElement().satisfies(finding -> {
            assertThat(finding.rule().id()).isEqualTo("WASCC-F001");
            assertThat(finding.severity()).isEqualTo(Finding.Severity.WARNING);
        });
        actor.manifest("bindings: [{actor: " + actor.key() + ", capability: 'wascc:messaging'}]\n");
        assertThat(errors(make(actor))).containsExactly("WASCC-F001");
    }

    @Test
    void a_function_without_an_actor_that_takes_events_is_refused() throws Exception {
        assertThat(errors(make(SignedActor.in(dir.resolve("f"), SignedActor.ANSWERS, "wascc:logging"))))
                .containsExactly("WASCC-F002");
    }

    @Test
    void a_file_that_does_not_lie_below_the_manifest_is_refused() throws Exception {
        SignedActor actor = http();
        Files.move(actor.directory().resolve("actor.wasm"), dir.resolve("actor.wasm"));
        Files.writeString(
                actor.manifest(), Files.readString(actor.manifest()).replace("[actor.wasm]", "[../actor.wasm]"));
        assertThat(errors(make(actor))).contains("WASCC-F003");
    }

    @Test
    void a_file_that_is_not_there_is_named() throws Exception {
        SignedActor actor = http();
        Files.delete(actor.directory().resolve("actor.wasm"));
        assertThatThrownBy(() -> make(actor))
                .isInstanceOf(NoSuchFileException.class)
                .hasMessageContaining("actor.wasm");
    }

    @Test
    void programs_without_their_bit_are_refused() {
        PackageContent content = new PackageContent();
        content.add(PackedFile.of("bootstrap", new byte[1]));
        assertThat(ContentCheck.of(content, 1, Architecture.X86_64, false))
                .extracting(finding -> finding.rule().id())
                .containsExactly("WASCC-F004");
    }

    /** An ELF header alone: machine 183 is AArch64. */
    private static byte[] elf(int machine, String text) {
        byte[] file = java.util.Arrays.copyOf(new byte[] {0x7f, 'E', 'L', 'F', 2, 1}, 64 + text.length());
        file[18] = (byte) machine;
        System.arraycopy(text.getBytes(), 0, file, 64, text.length());
        return file;
    }

    @Test
    void native_code_for_another_machine_or_a_newer_c_library_is_refused() throws Exception {
        Path lib = Files.createDirectories(dir.resolve("native"));
        Files.write(lib.resolve("arm.so"), elf(183, ""));
        Files.write(lib.resolve("new.so"), elf(62, "GLIBC_2.17\0GLIBC_2.38\0"));
        Files.write(lib.resolve("right.so"), elf(62, "GLIBC_2.17\0GLIBC_2.34\0"));
        LambdaPackage made = make(http(), lib);
        assertThat(errors(made)).containsExactlyInAnyOrder("WASCC-F005", "WASCC-F007");
        assertThat(made.findings().toString()).contains("native/arm.so is for arm64", "native/new.so needs GLIBC_2.38");
    }

    @Test
    void a_zip_of_more_than_50_mb_goes_through_s3_alone_and_250_mb_unpacked_are_the_end() {
        PackageContent small = new PackageContent();
        assertThat(ContentCheck.of(small, 50L << 20, Architecture.ARM64, false)).isEmpty();
        assertThat(ContentCheck.of(small, (50L << 20) + 1, Architecture.ARM64, false))
                .hasSize(1);
        assertThat(ContentCheck.of(small, (50L << 20) + 1, Architecture.ARM64, true))
                .isEmpty();
        PackageContent large = new PackageContent();
        byte[] mebibyte = new byte[1 << 20];
        for (int i = 0; i <= 250; i++) {
            large.add(PackedFile.of("f" + i, mebibyte));
        }
        assertThat(ContentCheck.of(large, 1, Architecture.ARM64, true))
                .extracting(finding -> finding.rule().id())
                .containsExactly("WASCC-F006");
    }

    @Test
    void a_package_for_lambdas_own_java_has_jars_and_those_that_its_bindings_need() throws Exception {
        SignedActor actor = http();
        LambdaPackage bare = make(Kind.JAVA21, actor);
        assertThat(bare.top()).contains("lib/", "manifest.yaml", "actor.wasm").doesNotContain("bootstrap", "runtime/");
        assertThat(bare.findings()).isEmpty();
        Path zip = Files.write(dir.resolve("bare.zip"), bare.zip());
        assertThat(names(zip))
                .anyMatch(name -> name.contains("wascc-lambda-runtime"))
                .noneMatch(DYNAMO);
        actor.manifest(
                "bindings: [{actor: " + actor.key() + ", capability: 'wascc:keyvalue', values: {TABLE: counters}}]\n");
        Files.write(zip, make(Kind.JAVA21, actor).zip());
        assertThat(names(zip)).anyMatch(DYNAMO);
    }

    private static final java.util.function.Predicate<String> DYNAMO = name -> name.contains("provider-dynamodb");

    private static List<String> names(Path zip) throws Exception {
        return UnpackedZip.read(zip).files().stream().map(PackedFile::name).toList();
    }

    /** What a file of a package may be called decides where it is unpacked. */
    @Test
    void a_zip_that_reaches_out_of_its_directory_is_not_unpacked() {
        PackageContent content = new PackageContent();
        content.add(PackedFile.of("../out", new byte[1]));
        assertThatThrownBy(() -> UnpackedZip.write(content, dir)).hasMessageContaining("../out");
    }
}
