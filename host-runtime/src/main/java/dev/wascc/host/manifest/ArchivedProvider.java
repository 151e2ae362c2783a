package dev.wascc.host.manifest;

import dev.wascc.claims.ClaimsException;
import dev.wascc.claims.Metadata;
import dev.wascc.claims.archive.VerifiedProvider;
import dev.wascc.provider.CapabilityProvider;
import dev.wascc.provider.OneLine;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes the library for this machine out of a provider archive, and holds what it says of itself against the claims. */
final class ArchivedProvider {
    private static final Logger LOG = LoggerFactory.getLogger(ArchivedProvider.class);
    private static final Map<String, String> ENDINGS = Map.of("windows", ".dll", "macos", ".dylib");

    /** Loads a library; the file may go when this returns. */
    interface Loader {
        CapabilityProvider load(Path library) throws IOException, ManifestException;
    }

    private final VerifiedProvider archive;
    private final String shown;

    /** @param shown the archive, for messages */
    ArchivedProvider(VerifiedProvider archive, String shown) {
        this.archive = archive;
        this.shown = shown;
    }

    /** @param labels of the host, with {@code hostcore.arch} and {@code hostcore.os} */
    CapabilityProvider load(Map<String, String> labels, Loader loader) throws ManifestException, ClaimsException {
        String os = String.valueOf(labels.get("hostcore.os"));
        String target = labels.get("hostcore.arch") + "-" + os;
        if (!archive.targets().contains(target)) {
            throw new ManifestException("No binary found in provider archive for " + target + ": " + shown
                    + " has libraries for " + String.join(", ", archive.targets()) + "; wascc par insert adds one");
        }
        String stem = String.valueOf(Path.of(shown).getFileName())
                .replaceFirst("\\.par(\\.gz)?$", "")
                .replaceAll("[^A-Za-z0-9_-]", "_");
        try {
            PrivateFile library = PrivateFile.extracted(archive, target, stem + ENDINGS.getOrDefault(os, ".so"));
            try {
                return agreeing(loader.load(library.path()));
            } finally {
                library.delete();
            }
        } catch (IOException e) {
            throw new ManifestException(
                    "the provider " + shown + " cannot be unpacked: " + e.getMessage() + " (for " + target + ")", e);
        }
    }

    /** The capability has to be the claimed one, as that is what was signed for; of another name only a log tells. */
    private CapabilityProvider agreeing(CapabilityProvider provider) throws ManifestException {
        Metadata.Provider claims = archive.claims().metadata();
        String provided = provider.descriptor().id();
        if (!Objects.equals(provided, claims.capability())) {
            close(provider);
            throw new ManifestException("the provider " + shown + " is signed for the capability "
                    + OneLine.of(String.valueOf(claims.capability())) + ", but its library says that it provides "
                    + OneLine.of(provided) + "; sign it for what it provides: wascc par create --capid "
                    + OneLine.of(provided));
        }
        String name = claims.name();
        if (name != null && !name.equals(provider.descriptor().name())) {
            LOG.info(
                    "{} is signed as {} of {}, and calls itself {}",
                    shown,
                    OneLine.of(name),
                    OneLine.of(claims.vendor()),
                    OneLine.of(provider.descriptor().name()));
        }
        return provider;
    }

    @SuppressWarnings("IllegalCatch") // foreign code, on the way to refusing it
    private static void close(CapabilityProvider provider) {
        try {
            provider.close();
        } catch (Exception e) {
            LOG.warn("a provider that was refused does not close", e);
        }
    }
}
