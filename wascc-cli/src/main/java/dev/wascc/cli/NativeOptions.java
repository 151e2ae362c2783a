package dev.wascc.cli;

import dev.wascc.host.manifest.JarFiles;
import dev.wascc.host.manifest.PrivateFile;
import dev.wascc.host.manifest.ProviderFiles;
import dev.wascc.provider.CapabilityProvider;
import dev.wascc.providers.library.LibraryException;
import dev.wascc.providers.library.LibraryProvider;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Whether a manifest may name providers that run outside the sandbox, with all the rights of the host. */
final class NativeOptions {
    private static final List<String> LIBRARIES = List.of(".so", ".dylib", ".dll");

    @Option(
            names = "--allow-native",
            description =
                    "Load providers that a manifest names as jars, shared libraries or archives of them: they run outside"
                            + " the sandbox, with the rights of this process.")
    boolean allowed;

    @Option(
            names = "--native-digest",
            paramLabel = "SHA256",
            split = ",",
            description =
                    "Load such a file, of an archive the library in it, only if its SHA-256 is one of these, 64 hexadecimal"
                            + " digits each.")
    List<String> digests = new ArrayList<>();

    /** The kinds of files that a manifest's providers may be in. */
    List<ProviderFiles> files(Command command) {
        for (String digest : digests) {
            if (!PrivateFile.isDigest(digest)) {
                throw command.usage("--native-digest is a SHA-256, 64 hexadecimal digits; sha256sum FILE prints it");
            }
        }
        return List.of(new Allowed(new JarFiles(), ".jar"), new Allowed(new LibraryFiles(), ".so, .dylib, .dll"));
    }

    /** Refuses where it is not allowed, or the digest is another. */
    private final class Allowed implements ProviderFiles {
        private final ProviderFiles files;
        private final String endings;

        Allowed(ProviderFiles files, String endings) {
            this.files = files;
            this.endings = endings;
        }

        @Override
        public String kind() {
            return files.kind();
        }

        @Override
        public Optional<CapabilityProvider> open(Path file) throws IOException {
            String name = file.toString().toLowerCase(Locale.ROOT);
            if (List.of(endings.split(", ")).stream().noneMatch(name::endsWith)) {
                return Optional.empty();
            }
            if (!allowed) {
                throw new IOException(
                        "it would run outside the sandbox, with the rights of this process; --allow-native"
                                + " allows that");
            }
            // What is hashed is a copy that nobody else can change, and that is what is loaded.
            return files.open(
                    digests.isEmpty()
                            ? file
                            : PrivateFile.copyOf(file, digests, "no --native-digest lists")
                                    .path());
        }
    }

    /** Shared libraries, through the C interface. */
    private static final class LibraryFiles implements ProviderFiles {
        @Override
        public String kind() {
            return ".so, .dylib or .dll (native)";
        }

        @Override
        public Optional<CapabilityProvider> open(Path file) throws IOException {
            String name = file.toString().toLowerCase(Locale.ROOT);
            if (LIBRARIES.stream().noneMatch(name::endsWith)) {
                return Optional.empty();
            }
            try {
                return Optional.of(LibraryProvider.load(file, null));
            } catch (LibraryException e) {
                throw new IOException(e.getMessage(), e);
            }
        }
    }
}
