package dev.wascc.cli;

import dev.wascc.claims.AtomicFile;
import dev.wascc.claims.Finding;
import dev.wascc.claims.TrustPolicy;
import dev.wascc.document.DocumentException;
import dev.wascc.gate.Gate;
import dev.wascc.gate.Policy;
import dev.wascc.host.manifest.Manifest;
import dev.wascc.host.manifest.ManifestException;
import dev.wascc.lambda.pack.Architecture;
import dev.wascc.lambda.pack.JavaImage;
import dev.wascc.lambda.pack.LambdaPackage;
import dev.wascc.lambda.pack.LibraryGroup;
import dev.wascc.lambda.pack.PackageException;
import dev.wascc.lambda.pack.PackageRequest;
import dev.wascc.lambda.pack.PackageRequest.Kind;
import dev.wascc.lambda.pack.Packager;
import dev.wascc.nkeys.PublicKey;
import dev.wascc.provider.OneLine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** Makes what is uploaded: a function with its runtime, a function for a layer, the layer, or a function for Lambda's own Java. */
@CommandLine.Command(
        name = "package",
        description = "Make the zip of a function, or the layer with the runtime.",
        footer = {
            "",
            "Everything that would refuse the upload or the start is said before: wascc explain F001 to F007. What is refused is not"
                    + " written."
        })
final class LambdaPackageCommand extends Command {
    @Option(names = "--manifest", paramLabel = "FILE", description = "The manifest; default manifest.yaml.")
    @Nullable
    Path manifest;

    @Option(
            names = "--arch",
            paramLabel = "x86_64|arm64",
            description = "The machine it is for; default that of this one.")
    @Nullable
    String architecture;

    @Option(
            names = "--runtime",
            defaultValue = "provided.al2023",
            paramLabel = "NAME",
            description = "provided.al2023 with a Java of its own, or java17, java21, java25.")
    String runtime = "provided.al2023";

    @Option(names = "--layer", description = "Make the layer: the runtime alone.")
    boolean layer;

    @Option(names = "--without-runtime", description = "Make a function that is used with the layer.")
    boolean withoutRuntime;

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "The zip; default app.zip, for a layer wascc-layer.zip.")
    @Nullable
    Path out;

    @Option(
            names = "--with",
            split = ",",
            paramLabel = "providers|redis|aws",
            description = "Libraries beside those that the manifest asks for: memory and HTTP, Redis, DynamoDB and S3.")
    List<LibraryGroup> with = new ArrayList<>();

    @Option(
            names = "--include",
            paramLabel = "PATH",
            description = "A file or directory to put in; repeat it for more.")
    List<Path> include = new ArrayList<>();

    @Option(
            names = "--trust",
            paramLabel = "KEY",
            split = ",",
            description = "An issuer (A…) whose actors are let in; repeat it for more.")
    List<String> trust = new ArrayList<>();

    @Option(names = "--policy", paramLabel = "FILE", description = "A policy file; what it refuses is not packaged.")
    @Nullable
    Path policy;

    @Option(
            names = "--java-home",
            paramLabel = "DIR",
            description = "The JDK whose Java is put in, by its jlink; default the one that runs this.")
    @Nullable
    Path javaHome;

    @Option(
            names = "--jmods",
            paramLabel = "DIR",
            description =
                    "The jmods of a JDK of the same version for another machine, as jlink alone makes Java for its own.")
    @Nullable
    Path jmods;

    @Option(
            names = "--through-s3",
            description = "It will be uploaded through S3, where a zip may have more than 50 MB.")
    boolean throughS3;

    @Override
    public Integer call() throws IOException, ManifestException, DocumentException, PackageException, CliException {
        Kind kind = kind();
        Path file = kind == Kind.LAYER ? null : manifest == null ? Path.of("manifest.yaml") : manifest;
        if (file != null && !Files.exists(file)) {
            throw new CliException(
                    ExitCode.NOT_FOUND, shown(file) + ": there is no such file; name the manifest: --manifest");
        }
        boolean judged = file != null && Manifest.read(file, null).judgesIssuer();
        PackageRequest request =
                new PackageRequest(kind, file, architecture(), java(), new HashSet<>(with), include, throughS3);
        LambdaPackage made = Packager.make(request, gate(kind == Kind.LAYER || judged));
        Path target = out != null ? out : Path.of(kind == Kind.LAYER ? "wascc-layer.zip" : "app.zip");
        if (!made.refused()) {
            AtomicFile.write(target, made.zip());
        }
        show(made, target, judged || policy != null || !trust.isEmpty());
        return Finding.exitCode(made.findings());
    }

    private Kind kind() {
        Kind kind = java.util.stream.Stream.of(Kind.FUNCTION, Kind.JAVA17, Kind.JAVA21, Kind.JAVA25)
                .filter(known -> known.runtime().equals(runtime))
                .findFirst()
                .orElseThrow(() -> usage("--runtime is provided.al2023, java17, java21 or java25"));
        if (layer && (withoutRuntime || manifest != null || kind.managed())) {
            throw usage("--layer makes the runtime alone, for provided.al2023: leave out --manifest, --runtime and"
                    + " --without-runtime");
        } else if (withoutRuntime && kind.managed()) {
            throw usage("--without-runtime is for provided.al2023; " + runtime + " has Lambda's own Java");
        }
        return layer ? Kind.LAYER : withoutRuntime ? Kind.WITHOUT_RUNTIME : kind;
    }

    private Architecture architecture() {
        if (architecture == null) {
            return Architecture.ofThisMachine()
                    .orElseThrow(() ->
                            usage("Lambda has no machines like this one; name one: --arch x86_64 or --arch arm64"));
        }
        return Architecture.named(architecture)
                .filter(known -> known.word().equals(architecture))
                .orElseThrow(() -> usage("--arch is x86_64 or arm64"));
    }

    private JavaImage java() {
        JavaImage here = JavaImage.ofThisJava();
        return new JavaImage(
                javaHome == null ? here.home() : javaHome.toAbsolutePath(),
                jmods == null ? null : jmods.toAbsolutePath());
    }

    private Gate gate(boolean judgedElsewhere) throws DocumentException {
        Set<PublicKey> trusted = publicKeys("--trust", trust);
        if (policy != null) {
            return Gate.by(Policy.read(policy), trusted, surroundings.clock());
        } else if (trusted.isEmpty() && !judgedElsewhere) {
            say(
                    "warning: issuers are not judged, whoever signed an actor; name those you trust under trust in the manifest,"
                            + " which the function judges by as well");
        }
        return Gate.trusting(
                trusted.isEmpty() ? TrustPolicy.integrityOnly() : TrustPolicy.trusting(trusted), surroundings.clock());
    }

    private void show(LambdaPackage made, Path target, boolean judged) {
        if (json()) {
            print(Json.write(tree(made, target)));
            return;
        }
        made.findings().stream()
                .flatMap(finding -> CheckedText.lines(finding, shown(target)).stream())
                .forEach(this::complain);
        if (made.refused()) {
            complain("wascc: " + shown(target) + " is not written");
            return;
        }
        print(OneLine.of(target + "  " + made.size() + "   " + String.join("  ", made.top())));
        List<String> checks = new ArrayList<>();
        if (made.modules() > 0) {
            checks.add("signature OK");
            checks.add(judged ? "policy OK" : "issuer not judged");
            checks.add("caps: " + (made.capabilities().isEmpty() ? "none" : String.join(", ", made.capabilities())));
        }
        if (made.top().contains("bootstrap")) {
            checks.add("bootstrap is executable");
        }
        checks.add(made.sizes());
        print(OneLine.of("checks   " + String.join("   ", checks)));
        made.notes().forEach(note -> say("note: " + OneLine.of(note)));
    }

    private static Map<String, @Nullable Object> tree(LambdaPackage made, Path target) {
        Map<String, @Nullable Object> tree = Json.object();
        tree.put("file", made.refused() ? null : target.toString());
        tree.put("sha256", made.refused() ? null : Modules.sha256(made.zip()));
        tree.put("bytes", made.zip().length);
        tree.put("unzippedBytes", made.unzipped());
        tree.put("top", made.top());
        tree.put("capabilities", made.capabilities());
        tree.put("notes", made.notes());
        List<Map<String, @Nullable Object>> findings = new ArrayList<>();
        for (Finding finding : made.findings()) {
            Map<String, @Nullable Object> row = new java.util.LinkedHashMap<>();
            row.put("rule", finding.rule().id());
            row.put("severity", finding.severity().name().toLowerCase(java.util.Locale.ROOT));
            row.put("message", finding.message());
            row.put("remedy", finding.remedyFor(target.toString()));
            findings.add(row);
        }
        tree.put("findings", findings);
        return tree;
    }
}
