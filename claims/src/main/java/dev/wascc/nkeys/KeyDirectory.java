package dev.wascc.nkeys;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where keys are kept: the directory that is given, else {@code WASCC_KEYS}, else {@code ~/.wascc/keys}. Keys of wash, in {@code WASH_KEYS} and
 * {@code ~/.wash/keys}, are found too. Files are named {@code <name>_<role>.nk}; the account key has the user's name.
 */
public final class KeyDirectory {
    private final Path home;
    private final List<Path> searched;

    private KeyDirectory(Path own, List<Path> searched) {
        this.home = own;
        this.searched = List.copyOf(searched);
    }

    /** @param given the directory that was asked for, if one was; then no other is searched */
    public static KeyDirectory of(@Nullable Path given, Map<String, String> environment) {
        if (given != null) {
            return new KeyDirectory(given, List.of(given));
        }
        Path user = Path.of(System.getProperty("user.home", "."));
        String own = environment.get("WASCC_KEYS");
        String wash = environment.get("WASH_KEYS");
        Path first = own == null || own.isBlank() ? user.resolve(".wascc").resolve("keys") : Path.of(own);
        List<Path> searched = new ArrayList<>(List.of(first));
        if (wash != null && !wash.isBlank()) {
            searched.add(Path.of(wash));
        }
        searched.add(user.resolve(".wash").resolve("keys"));
        return new KeyDirectory(first, searched);
    }

    /** Where new keys are put. */
    public Path path() {
        return home;
    }

    /** The file a key of this name has, or would have. */
    public Path file(String name, KeyRole role) {
        return home.resolve(name + "_" + role.word() + ".nk");
    }

    /** The first file of that name in the directories that are searched. */
    public Optional<Path> find(String name, KeyRole role) {
        String file = name + "_" + role.word() + ".nk";
        return searched.stream()
                .map(directory -> directory.resolve(file))
                .filter(Files::isRegularFile)
                .findFirst();
    }

    /** All key files, by directory and name. */
    public List<Path> list() throws IOException {
        List<Path> files = new ArrayList<>();
        for (Path directory : searched) {
            if (Files.isDirectory(directory)) {
                try (Stream<Path> entries = Files.list(directory)) {
                    entries.filter(file -> file.toString().endsWith(".nk"))
                            .sorted()
                            .forEach(files::add);
                }
            }
        }
        return files;
    }

    /** The user's name, as it begins the account key's file; {@code user} where there is none. */
    public static String userName() {
        String name = System.getProperty("user.name", "");
        return name.isBlank() ? "user" : name;
    }

    /**
     * Writes a key to a new file that only its owner can read, from its first moment on.
     *
     * @param replace whether a file that is there may go
     * @throws KeyAccessException there is one, or it cannot be written
     */
    public static void create(Path file, SigningKey key, boolean replace) throws KeyAccessException {
        // Without a line end: wash takes the whole content for the seed.
        create(file, key.exposeSeed(), replace);
    }

    /**
     * Writes a key behind a passphrase, as {@link #create} does without one.
     *
     * @throws KeyAccessException there is a file, or it cannot be written
     */
    public static void createEncrypted(Path file, SigningKey key, boolean replace, char[] passphrase)
            throws KeyAccessException {
        String text = EncryptedSeed.write(key, passphrase, new SecureRandom());
        if (!EncryptedSeed.opens(text, key, passphrase)) {
            throw new IllegalStateException("what was encrypted cannot be decrypted; nothing was written");
        }
        create(file, text, replace);
    }

    private static void create(Path file, String content, boolean replace) throws KeyAccessException {
        Path directory = file.toAbsolutePath().getParent();
        try {
            boolean posix = file.getFileSystem().supportedFileAttributeViews().contains("posix");
            if (directory != null && !Files.isDirectory(directory)) {
                Files.createDirectories(directory, posix ? owner("rwx------") : new FileAttribute<?>[0]);
            }
            FileAttribute<?>[] ownerOnly = posix ? owner("rw-------") : new FileAttribute<?>[0];
            if (replace) {
                Path beside = file.resolveSibling("." + file.getFileName() + "." + UUID.randomUUID() + ".wascc-tmp");
                write(beside, content, ownerOnly);
                Files.move(beside, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
            } else {
                write(file, content, ownerOnly);
            }
        } catch (FileAlreadyExistsException e) {
            throw new KeyAccessException(
                    "the file " + file + " is there already and may hold a key; name another one, or say --force", e);
        } catch (IOException e) {
            throw new KeyAccessException("the key file " + file + " cannot be written: " + e, e);
        }
    }

    private static void write(Path file, String content, FileAttribute<?>[] attributes) throws IOException {
        try (FileChannel out =
                FileChannel.open(file, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), attributes)) {
            ByteBuffer rest = ByteBuffer.wrap(content.getBytes(StandardCharsets.US_ASCII));
            while (rest.hasRemaining()) {
                out.write(rest);
            }
            out.force(true);
        }
    }

    private static FileAttribute<?>[] owner(String permissions) {
        return new FileAttribute<?>[] {
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
        };
    }
}
