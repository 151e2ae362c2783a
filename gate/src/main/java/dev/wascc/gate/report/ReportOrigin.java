package dev.wascc.gate.report;

import dev.wascc.claims.Finding.Source;
import dev.wascc.gate.CheckedFile;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Who reports, and from where.
 *
 * @param toolVersion of wascc
 * @param root the directory that names of files in reports are relative to: that of the checkout
 * @param askedAt by name of a module, the line of a text file, a POM, that asks for it to be verified: a reader of the report finds
 *     that in the checkout, and the module not
 */
public record ReportOrigin(String toolVersion, Path root, Map<String, Source> askedAt) {
    /** Two colons before any slash: Maven coordinates, which are a name and not a path. */
    private static final Pattern COORDINATES = Pattern.compile("[^/\\\\:]+:[^/\\\\:]+:.*", Pattern.DOTALL);

    public ReportOrigin {
        askedAt = Map.copyOf(askedAt);
    }

    /** Where modules were named on a command line. */
    public ReportOrigin(String toolVersion, Path root) {
        this(toolVersion, root, Map.of());
    }

    /** This build, reporting from a directory: names are relative to the checkout that it lies in, else to itself. */
    public static ReportOrigin from(Path directory) {
        Path here = directory.toAbsolutePath().normalize();
        for (Path root = here; root != null; root = root.getParent()) {
            if (Files.exists(root.resolve(".git"))) {
                return new ReportOrigin(version(), root);
            }
        }
        return new ReportOrigin(version(), here);
    }

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
        if (COORDINATES.matcher(file).matches()) {
            return file;
        }
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

    /** The line that asks for a module to be verified. */
    Optional<Source> askedAt(CheckedFile module) {
        return Optional.ofNullable(askedAt.get(module.name()));
    }

    /** A message without the part of names that is this machine's. */
    String textOf(String message) {
        return message.replace(root.toAbsolutePath().normalize() + File.separator, "");
    }

    private static String slashed(String path) {
        return path.replace(File.separatorChar, '/');
    }
}
