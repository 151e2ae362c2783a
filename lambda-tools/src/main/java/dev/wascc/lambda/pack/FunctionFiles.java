package dev.wascc.lambda.pack;

import dev.wascc.claims.ActorModule;
import dev.wascc.claims.Claims;
import dev.wascc.claims.ClaimsException;
import dev.wascc.claims.Finding;
import dev.wascc.claims.Metadata;
import dev.wascc.claims.TrustPolicy;
import dev.wascc.document.DocumentException;
import dev.wascc.gate.DeploymentRule;
import dev.wascc.gate.Gate;
import dev.wascc.gate.Policy;
import dev.wascc.gate.Verdict;
import dev.wascc.host.manifest.Manifest;
import dev.wascc.host.manifest.ManifestException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What a manifest makes of a function: its files, and what is to be said of the modules among them. */
final class FunctionFiles {
    private final Path directory;
    private final Manifest manifest;
    private final Map<String, Path> files = new LinkedHashMap<>();
    private final Map<String, Path> modules = new LinkedHashMap<>();
    private final Map<String, List<String>> claimed = new LinkedHashMap<>();
    private final List<Finding> findings = new ArrayList<>();

    private FunctionFiles(Path directory, Manifest manifest) {
        this.directory = directory;
        this.manifest = manifest;
    }

    /**
     * Reads a manifest and judges its modules.
     *
     * @param file the manifest; it comes along as {@code manifest.yaml} or {@code manifest.json}
     * @param first what modules have to pass, beside what the manifest asks itself
     * @param include more files and directories
     * @throws ManifestException the manifest is not in order
     * @throws DocumentException the policy that it names is not
     * @throws IOException a file cannot be read
     */
    static FunctionFiles read(Path file, Gate first, List<Path> include)
            throws ManifestException, DocumentException, IOException {
        Manifest manifest = Manifest.read(file, null);
        Path directory = file.toAbsolutePath().normalize().getParent();
        FunctionFiles read = new FunctionFiles(directory == null ? Path.of("") : directory, manifest);
        String ending =
                String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT).endsWith(".json") ? ".json" : ".yaml";
        read.files.put("manifest" + ending, file);
        List<Gate> gates = read.gates(first);
        for (Manifest.ActorEntry actor : manifest.actors()) {
            read.module(actor.path(), gates, true);
        }
        for (Manifest.ProviderEntry provider : manifest.capabilities()) {
            boolean portable = provider.path().toLowerCase(Locale.ROOT).endsWith(".wasm");
            read.module(provider.path(), portable ? gates : List.of(), false);
        }
        for (Path more : include) {
            read.include(more);
        }
        return read;
    }

    private List<Gate> gates(Gate first) throws DocumentException, IOException {
        List<Gate> gates = new ArrayList<>(List.of(first));
        String policy = manifest.policy();
        if (policy == null && !manifest.trust().isEmpty()) {
            gates.add(Gate.trusting(TrustPolicy.trusting(manifest.trust()), first.clock()));
        } else if (policy != null) {
            Optional<Path> file = inside(policy, "policy");
            if (file.isPresent()) {
                Policy read = Policy.read(file.get());
                for (Path lock : read.locks()) {
                    inside(
                            directory
                                    .relativize(lock.toAbsolutePath().normalize())
                                    .toString(),
                            "lock file");
                }
                gates.add(Gate.by(read, manifest.trust(), first.clock()));
            }
        }
        return gates;
    }

    private void module(String reference, List<Gate> gates, boolean actor) throws IOException {
        Optional<Path> file = inside(reference, actor ? "actor" : "provider");
        if (file.isEmpty() || gates.isEmpty()) {
            return;
        }
        try {
            ActorModule module = ActorModule.read(file.get());
            boolean refused = false;
            Set<Finding> found = new LinkedHashSet<>();
            for (Gate gate : gates) {
                Verdict verdict = gate.judge(module);
                refused |= verdict.refused();
                found.addAll(verdict.findings());
            }
            found.forEach(finding -> findings.add(finding.of(reference)));
            if (!refused) {
                modules.put(reference, file.get());
                if (actor) {
                    claimed.put(reference, capabilities(module));
                }
            }
        } catch (ClaimsException e) {
            e.findings().forEach(finding -> findings.add(finding.of(reference)));
        }
    }

    private static List<String> capabilities(ActorModule module) throws ClaimsException {
        return module.token()
                .flatMap(token -> token.unverifiedClaims().ofActor())
                .map(Claims::metadata)
                .map(Metadata.Actor::granted)
                .orElse(List.of());
    }

    /** A file that lies beside the manifest or below, so that its name is the same in the package. */
    private Optional<Path> inside(String reference, String what) throws IOException {
        Path relative;
        try {
            relative = Path.of(reference);
        } catch (InvalidPathException e) {
            findings.add(outside(reference, what));
            return Optional.empty();
        }
        Path file = directory.resolve(relative).normalize();
        if (relative.isAbsolute()
                || !file.startsWith(directory)
                || reference.contains("://")
                || reference.contains("${")) {
            findings.add(outside(reference, what));
            return Optional.empty();
        } else if (!Files.isRegularFile(file)) {
            throw new NoSuchFileException(file.toString());
        }
        files.put(PackageContent.slashed(directory.relativize(file)), file);
        return Optional.of(file);
    }

    private static Finding outside(String reference, String what) {
        return Finding.error(
                        DeploymentRule.FILE_OUTSIDE,
                        "the " + what + " " + reference
                                + " does not lie beside the manifest, nor below it, and so would not"
                                + " be found in the function")
                .mendedBy("copy it there, and name it so in the manifest");
    }

    private void include(Path more) throws IOException {
        Path whole = more.toAbsolutePath().normalize();
        String name = PackageContent.slashed(
                whole.startsWith(directory)
                        ? directory.relativize(whole)
                        : Path.of(String.valueOf(whole.getFileName())));
        if (Files.isDirectory(whole)) {
            PackageContent tree = new PackageContent();
            tree.addTree(name, whole);
            for (PackedFile file : tree.files()) {
                files.put(file.name(), whole.resolve(file.name().substring(name.length() + 1)));
            }
        } else if (Files.exists(whole)) {
            files.put(name, whole);
        } else {
            throw new NoSuchFileException(more.toString());
        }
    }

    Manifest manifest() {
        return manifest;
    }

    /** By name in the package. */
    List<PackedFile> packed() throws IOException {
        List<PackedFile> packed = new ArrayList<>();
        for (Map.Entry<String, Path> file : files.entrySet()) {
            packed.add(PackedFile.read(file.getKey(), file.getValue()));
        }
        return packed;
    }

    /** Modules that were let in. */
    List<Path> modules() {
        return List.copyOf(modules.values());
    }

    /** What each actor that was let in claims. */
    Map<String, List<String>> claimed() {
        return claimed;
    }

    List<Finding> findings() {
        return List.copyOf(findings);
    }
}
