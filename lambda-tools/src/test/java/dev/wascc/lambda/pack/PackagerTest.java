package dev.wascc.lambda.pack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wascc.claims.TrustPolicy;
import dev.wascc.gate.Gate;
import dev.wascc.lambda.SignedActor;
import dev.wascc.lambda.pack.PackageRequest.Kind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.TimeZone;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(300)
class PackagerTest {
    private static final Gate GATE = Gate.trusting(TrustPolicy.integrityOnly(), Clock.systemUTC());
    private static final Architecture HERE = Architecture.ofThisMachine().orElse(Architecture.X86_64);

    @TempDir
    static Path dir;

    private static SignedActor actor;
    private static LambdaPackage function;

    @BeforeAll
    static void pack() throws Exception {
        actor = SignedActor.in(dir.resolve("function"), SignedActor.ANSWERS, "wascc:http_server", "awslambda:event");
        function = make(Kind.FUNCTION, actor);
    }

    static LambdaPackage make(Kind kind, SignedActor of) throws Exception {
        return Packager.make(
                new PackageRequest(
                        kind,
                        kind == Kind.LAYER ? null : of.manifest(),
                        HERE,
                        JavaImage.ofThisJava(),
                        Set.of(),
                        List.of(),
                        false),
                GATE);
    }

    @Test
    void the_same_function_is_the_same_bytes_whatever_the_time_zone() throws Exception {
        TimeZone here = TimeZone.getDefault();
        TimeZone.setDefault(TimeZone.getTimeZone("Pacific/Kiritimati"));
        try {
            LambdaPackage again = make(Kind.FUNCTION, actor);
            Files.write(dir.resolve("first.zip"), function.zip());
            Files.write(dir.resolve("second.zip"), again.zip());
            assertThat(differing(dir.resolve("first.zip"), dir.resolve("second.zip")))
                    .isEmpty();
            assertThat(again.zip()).isEqualTo(function.zip());
        } finally {
            TimeZone.setDefault(here);
        }
    }

    private static List<String> differing(Path first, Path second) throws Exception {
        PackageContent one = UnpackedZip.read(first);
        PackageContent other = UnpackedZip.read(second);
        assertThat(one.files()).hasSameSizeAs(other.files());
        return one.files().stream()
                .filter(file -> !other.get(file.name())
                        .filter(same -> java.util.Arrays.equals(same.content(), file.content()))
                        .isPresent())
                .map(PackedFile::name)
                .toList();
    }

    @Test
    void a_function_has_its_actors_their_code_and_the_runtime() {
        assertThat(function.findings()).isEmpty();
        assertThat(function.notes()).isEmpty();
        assertThat(function.top()).contains("bootstrap", "runtime/", "manifest.yaml", "actor.wasm", ".wascc/");
        System.out.println(function.sizes());
    }
}
