package dev.wascc.lambda.pack;

import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Reads packages, with the modes of their files. */
final class UnpackedZip {
    private static final long MOST_BYTES = 1L << 30;

    private UnpackedZip() {}

    /** @throws IOException it is no zip, or more than a GiB unpacked */
    static PackageContent read(Path zip) throws IOException {
        PackageContent content = new PackageContent();
        long size = 0;
        try (FileSystem files = FileSystems.newFileSystem(zip, Map.of("enablePosixFileAttributes", "true"));
                Stream<Path> found = Files.walk(files.getPath("/"))) {
            for (Path file : found.filter(Files::isRegularFile).toList()) {
                size += Files.size(file);
                if (size > MOST_BYTES) {
                    throw new IOException(zip + " has more than a GiB unpacked, which is no package for Lambda");
                }
                Set<PosixFilePermission> modes = Files.getPosixFilePermissions(file);
                content.add(new PackedFile(
                        file.toString().substring(1),
                        modes.contains(PosixFilePermission.OTHERS_EXECUTE),
                        Files.readAllBytes(file)));
            }
        } catch (java.nio.file.ProviderNotFoundException | java.util.zip.ZipException e) {
            throw new IOException(zip + " is no zip file", e);
        }
        return content;
    }

    /** Unpacks as Lambda does, with the times of the files: an archive of class data knows its jars by them. */
    static void unpack(Path zip, Path directory) throws IOException {
        PackageContent content = read(zip);
        write(content, directory);
        try (FileSystem files = FileSystems.newFileSystem(zip)) {
            for (PackedFile file : content.files()) {
                FileTime time = Files.getLastModifiedTime(files.getPath("/" + file.name()));
                Files.setLastModifiedTime(directory.resolve(file.name()), time);
            }
        }
    }

    /** Writes files below a directory, which holds them all. */
    static void write(PackageContent content, Path directory) throws IOException {
        for (PackedFile packed : content.files()) {
            Path file = directory.resolve(packed.name()).normalize();
            if (!file.startsWith(directory) || file.getParent() == null) {
                throw new IOException("the package has a file " + packed.name() + ", which does not lie in it");
            }
            Files.createDirectories(file.getParent());
            Files.write(file, packed.content());
            if (Files.getFileStore(file).supportsFileAttributeView("posix")) {
                Files.setPosixFilePermissions(
                        file, PosixFilePermissions.fromString(packed.executable() ? "rwxr-xr-x" : "rw-r--r--"));
            }
        }
    }
}
