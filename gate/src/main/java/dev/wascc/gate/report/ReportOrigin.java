package dev.wascc.gate.report;

import java.io.File;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/**
 * Who reports, and from where.
 *
 * @param toolVersion of wascc
 * @param root the directory that names of files in reports are relative to: that of the checkout
 */
public record ReportOrigin(String toolVersion, Path root) {
    /** The version of this build. */
    public static String version() {
        String version = ReportOrigin.class.getPackage().getImplementationVersion();
        return version == null ? "0" : version;
    }

    /**
     * The name of a file as reports have it: relative to the root, with forward slashes; the last part alone of one that lies
     * elsewhere, as where a machine keeps it is nobody's business.
     */
    String nameOf(String file) {
        try {
            Path given = Path.of(file);
            Path whole = given.toAbsolutePath().normalize();
            Path base = root.toAbsolutePath().normalize();
            if (whole.startsWith(base) && !whole.equals(base)) {
                return slashed(base.relativize(whole).toString());
            }
            Path last = whole.getFileName();
            return given.isAbsolute() && last != null ? last.toString() : slashed(file);
        } catch (InvalidPathException e) {
            return file;
        }
    }

    /** A message without the part of names that is this machine's. */
    String textOf(String message) {
        return message.replace(root.toAbsolutePath().normalize() + File.separator, "");
    }

    private static String slashed(String path) {
        return path.replace(File.separatorChar, '/');
    }
}
