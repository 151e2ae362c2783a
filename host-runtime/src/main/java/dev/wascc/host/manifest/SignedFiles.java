package dev.wascc.host.manifest;

import dev.wascc.claims.ActorModule;
import dev.wascc.claims.ClaimsException;
import dev.wascc.claims.TrustPolicy;
import dev.wascc.claims.VerifiedActor;
import dev.wascc.claims.archive.ProviderArchive;
import dev.wascc.claims.archive.VerifiedProvider;
import dev.wascc.document.DocumentException;
import dev.wascc.gate.Admission;
import dev.wascc.gate.Gate;
import dev.wascc.gate.Gates;
import dev.wascc.gate.Policy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The files that a manifest names: found beside it, and where they are modules, let in by every gate. */
final class SignedFiles {
    private static final Logger LOG = LoggerFactory.getLogger(SignedFiles.class);

    private final Path directory;
    private final Gates gates;

    private SignedFiles(Path directory, Gates gates) {
        this.directory = directory;
        this.gates = gates;
    }

    /**
     * @param first what modules have to pass in any case; what the manifest itself asks comes on top, and so can only be stricter
     * @throws ManifestException the policy that the manifest names is not to be had
     */
    static SignedFiles of(Manifest manifest, Path directory, Gate first) throws ManifestException {
        String policy = manifest.policy();
        if (policy != null) {
            Path file = find(directory, policy, "policy");
            try {
                Gate own = Gate.by(Policy.read(file), manifest.trust(), first.clock());
                return new SignedFiles(directory, Gates.of(first, own));
            } catch (DocumentException e) {
                throw ManifestException.of(e);
            }
        }
        if (manifest.trust().isEmpty()) {
            return new SignedFiles(directory, Gates.of(first));
        }
        Gate own = Gate.trusting(TrustPolicy.trusting(manifest.trust()), first.clock());
        return new SignedFiles(directory, Gates.of(first, own));
    }

    /** What its modules have to pass. */
    Gates gates() {
        return gates;
    }

    /**
     * A module that every gate lets in.
     *
     * @param what it is to be, for messages
     */
    VerifiedActor admitted(String reference, String what) throws ManifestException, ClaimsException {
        Path file = file(reference, what);
        try {
            Admission admission = gates.admit(ActorModule.read(file));
            admission.findings().forEach(finding -> LOG.warn("{}", finding.of(reference)));
            return admission.actor();
        } catch (IOException e) {
            throw new ManifestException(
                    "the " + what + " " + file + " cannot be read: "
                            + (Files.isDirectory(file) ? "it is a directory" : String.valueOf(e.getMessage())),
                    e);
        } catch (ClaimsException e) {
            throw new ClaimsException(
                    e.findings().stream().map(finding -> finding.of(reference)).toList());
        }
    }

    /** A provider archive that every gate lets in. */
    VerifiedProvider admittedArchive(Path file, String reference) throws ManifestException, ClaimsException {
        try {
            ProviderArchive archive = ProviderArchive.read(file);
            VerifiedProvider admitted = null;
            for (Gate gate : gates.inOrder()) {
                gate.judge(archive).stream()
                        .filter(finding -> !finding.refuses())
                        .forEach(finding -> LOG.warn("{}", finding.of(reference)));
                admitted = gate.admit(archive);
            }
            if (admitted == null) {
                throw new IllegalStateException("there is no gate");
            }
            return admitted;
        } catch (IOException e) {
            throw new ManifestException("the provider " + file + " cannot be read: " + e.getMessage(), e);
        } catch (ClaimsException e) {
            throw new ClaimsException(
                    e.findings().stream().map(finding -> finding.of(reference)).toList());
        }
    }

    /** A file that is there, beside the manifest or else in the working directory. */
    Path file(String reference, String what) throws ManifestException {
        if (reference.contains("://")) {
            throw new ManifestException("the " + what + " " + reference
                    + " is a reference into a registry, which is not read here; name a file");
        }
        return find(directory, reference, what);
    }

    private static Path find(Path directory, String reference, String what) throws ManifestException {
        Path beside;
        Path here;
        try {
            beside = directory.resolve(reference);
            here = Path.of(reference);
        } catch (InvalidPathException e) {
            throw new ManifestException("the " + what + " is no name of a file: " + e.getMessage(), e);
        }
        if (!Files.exists(beside) && !Files.exists(here)) {
            throw new ManifestException("the " + what + " " + reference + " cannot be read: there is no file "
                    + beside.toAbsolutePath().normalize()
                    + ", nor one in the working directory; was it built and signed?");
        }
        return Files.exists(beside) ? beside : here;
    }
}
