package dev.wascc.cli;

import dev.wascc.host.manifest.JarFiles;
import dev.wascc.host.manifest.ProviderFiles;
import dev.wascc.provider.CapabilityProvider;
import dev.wascc.providers.library.LibraryException;
import dev.wascc.providers.library.LibraryProvider;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
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
                    "Load providers that a manifest names as jars or shared libraries: they run outside the sandbox,"
                            + " with the rights of this process.")
    boolean allowed;

    @Option(
            names = "--native-digest",
            paramLabel = "SHA256",
            split = ",",
            description = "Load such a file only if its SHA-256 is one of these, 64 hexadecimal digits each.")
    List<String> digests = new ArrayList<>();

    /** The kinds of files that a manifest's providers may be in. */
    List<ProviderFiles> files(Command command) {
        for (String digest : digests) {
            if (!digest.matches("(sha256:)?[0-9a-fA-F]{64}")) {
                throw command.usage("--native-digest is a SHA-256, 64 hexadecimal digits; sha256sum FILE prints it");
            }
        }
        return List.of(new Allowed(new JarFiles(), ".jar"), new Allowed(new LibraryFiles(), ".so, .dylib, .dll"));
    }

    /** The digest that a file must have to be loaded, looked at before anything of it runs; for no list, its own. */
    private String digest(Path file) throws IOException {
        String actual;
        try (InputStream in = Files.newInputStream(file)) {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            byte[] block = new byte[65_536];
            for (int read = in.read(block); read >= 0; read = in.read(block)) {
                digest.update(block, 0, read);
            }
            actual = HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
        boolean listed = digests.stream()
                .map(digest -> digest.toLowerCase(Locale.ROOT).replace("sha256:", ""))
                .anyMatch(actual::equals);
        if (!digests.isEmpty() && !listed) {
            throw new IOException("its SHA-256 is " + actual + ", which no --native-digest lists; it was not loaded");
        }
        return actual;
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
            if (!digests.isEmpty()) {
                digest(file);
            }
            return files.open(file);
        }
    }

    /** Shared libraries, through the C interface. */
    private final class LibraryFiles implements ProviderFiles {
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
                return Optional.of(LibraryProvider.load(file, digests.isEmpty() ? null : digest(file)));
            } catch (LibraryException e) {
                throw new IOException(e.getMessage(), e);
            }
        }
    }
}
