package dev.wascc.lambda.pack;

import dev.wascc.claims.Finding;
import dev.wascc.document.DocumentException;
import dev.wascc.gate.Gate;
import dev.wascc.host.manifest.ManifestException;
import dev.wascc.provider.Binding;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Makes packages. The same request on the same machine gives the same bytes, but for {@link ClassDataArchive}. */
public final class Packager {
    private static final String RUNTIME = "runtime";
    private static final String LIB = "lib";

    private final PackageRequest request;
    private final List<Finding> findings = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private final PackageContent content = new PackageContent();

    private Packager(PackageRequest request) {
        this.request = request;
    }

    /**
     * Makes one in memory; whoever writes it looks at {@link LambdaPackage#refused} before.
     *
     * @param gate what modules have to pass, beside what the manifest asks itself
     * @throws ManifestException the manifest is not in order
     * @throws DocumentException the policy that it names is not
     * @throws PackageException this machine lacks what it takes, or the runtime does not start
     * @throws IOException a file cannot be read, or a temporary one not be written
     */
    public static LambdaPackage make(PackageRequest request, Gate gate)
            throws ManifestException, DocumentException, PackageException, IOException {
        Path work = Files.createTempDirectory("wascc-package");
        try {
            return new Packager(request).make(gate, work);
        } finally {
            TemporaryDirectory.delete(work);
        }
    }

    private LambdaPackage make(Gate gate, Path work)
            throws ManifestException, DocumentException, PackageException, IOException {
        Set<LibraryGroup> groups = EnumSet.of(LibraryGroup.CORE);
        groups.addAll(request.with());
        @Nullable FunctionFiles function = null;
        Path manifest = request.manifest();
        if (request.kind().hasActors() && manifest != null) {
            function = FunctionFiles.read(manifest, gate, request.include());
            findings.addAll(function.findings());
            findings.addAll(CapabilityCheck.of(function.manifest(), function.claimed()));
            for (Binding binding : function.manifest().bindings()) {
                groups.addAll(LibraryGroup.serving(binding.capability(), binding.values()));
            }
            content.addAll(function.packed());
            if (findings.stream().noneMatch(Finding::refuses)) {
                addCode(function, work.resolve("code"));
            }
        }
        boolean hopeless = findings.stream().anyMatch(Finding::refuses);
        if (request.kind().managed()) {
            addJars(LIB, groups);
        } else if (request.kind().hasJava() && !hopeless) {
            addRuntime(groups, work.resolve("stage"));
        } else if (request.kind() == PackageRequest.Kind.WITHOUT_RUNTIME && groups.size() > 1) {
            notes.add("the layer has to have the libraries for its providers: --layer --with " + words(groups));
        }
        return checked(work, function);
    }

    private static String words(Set<LibraryGroup> groups) {
        return groups.stream()
                .filter(group -> group != LibraryGroup.CORE)
                .map(group -> group.name().toLowerCase(java.util.Locale.ROOT))
                .collect(Collectors.joining(","));
    }

    /** The zip is judged as it can be read back. */
    private LambdaPackage checked(Path work, @Nullable FunctionFiles function) throws IOException {
        byte[] zip = ZipArchive.write(content);
        Path file = Files.write(work.resolve("package.zip"), zip);
        PackageContent read = UnpackedZip.read(file);
        findings.addAll(ContentCheck.of(read, zip.length, request.architecture(), request.throughS3()));
        List<String> capabilities = function == null
                ? List.of()
                : function.claimed().values().stream()
                        .flatMap(List::stream)
                        .distinct()
                        .sorted()
                        .toList();
        return new LambdaPackage(
                zip,
                read.top(),
                read.size(),
                function == null ? 0 : function.modules().size(),
                capabilities,
                findings,
                notes);
    }

    private void addCode(FunctionFiles function, Path directory) throws IOException, PackageException {
        int version = request.kind().managed()
                ? request.kind().javaVersion()
                : request.java().version();
        if (version != Runtime.version().feature()) {
            notes.add("the actors are translated at each cold start: this Java "
                    + Runtime.version().feature() + " translates for itself, and not for Java " + version
                    + "; package with that one");
            return;
        }
        CompiledCode.write(directory, function.modules());
        content.addTree(CompiledCode.DIRECTORY, directory.resolve(CompiledCode.DIRECTORY));
    }

    private List<PackedFile> addJars(String directory, Set<LibraryGroup> groups) throws IOException {
        List<PackedFile> jars = RuntimeJars.of(groups).stream()
                .map(jar -> PackedFile.of(directory + "/" + jar.name(), jar.content()))
                .toList();
        content.addAll(jars);
        return jars;
    }

    private void addRuntime(Set<LibraryGroup> groups, Path stage) throws IOException, PackageException {
        Path runtime = Files.createDirectories(stage.resolve(RUNTIME));
        List<PackedFile> jars = addJars(RUNTIME + "/" + LIB, groups);
        content.add(PackedFile.of(
                RUNTIME + "/classpath",
                jars.stream()
                        .map(jar -> jar.name().substring(RUNTIME.length() + 1))
                        .collect(Collectors.joining(":", "", "\n"))
                        .getBytes(StandardCharsets.UTF_8)));
        content.add(bootstrap());
        UnpackedZip.write(content, stage);
        Path image = runtime.resolve("java");
        request.java().write(image);
        Optional<Architecture> built = JavaImage.architecture(image);
        if (built.isPresent() && built.equals(Architecture.ofThisMachine())) {
            ClassDataArchive.write(stage);
        } else {
            notes.add("without an archive of class data, as this machine cannot run the Java of the package: it starts"
                    + " more slowly; package on a machine of that kind for one");
        }
        content.addTree(RUNTIME, runtime);
    }

    private static PackedFile bootstrap() throws IOException {
        try (InputStream in = Packager.class.getResourceAsStream("bootstrap")) {
            if (in == null) {
                throw new IOException("this program has lost its bootstrap");
            }
            return new PackedFile("bootstrap", true, in.readAllBytes());
        }
    }
}
