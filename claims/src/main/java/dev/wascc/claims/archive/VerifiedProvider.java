package dev.wascc.claims.archive;

import dev.wascc.claims.Claims;
import dev.wascc.claims.ClaimsException;
import dev.wascc.claims.Metadata;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Locale;
import java.util.SortedSet;

/**
 * A provider archive that an {@link ArchiveVerifier} has found in order. There is no other way to get one, and nothing else gives out a
 * library.
 */
public final class VerifiedProvider {
    private final ProviderArchive archive;
    private final Claims<Metadata.Provider> claims;

    VerifiedProvider(ProviderArchive archive, Claims<Metadata.Provider> claims) {
        this.archive = archive;
        this.claims = claims;
    }

    public Claims<Metadata.Provider> claims() {
        return claims;
    }

    public ProviderArchive archive() {
        return archive;
    }

    /** The targets it has a library for. */
    public SortedSet<String> targets() {
        return archive.targets();
    }

    /**
     * Writes the library for a target to a file that is not there yet. What was written was hashed on its way: an archive that was
     * changed since it was verified gives no library.
     *
     * @throws ClaimsException the hash is not the claimed one; the file is gone again
     */
    public void extract(String target, Path library) throws IOException, ClaimsException {
        String claimed = claims.metadata().targetHashes().get(target);
        if (claimed == null || !archive.targets().contains(target)) {
            throw new IOException("the archive has no library for " + target + "; it has some for "
                    + String.join(", ", archive.targets()));
        }
        try (InputStream in = archive.file(target).open();
                OutputStream out =
                        Files.newOutputStream(library, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            copy(target, claimed, in, out, library);
        }
    }

    private static void copy(String target, String claimed, InputStream in, OutputStream out, Path library)
            throws IOException, ClaimsException {
        boolean whole = false;
        try {
            FileDigest digest = FileDigest.copying(in, out);
            whole = digest.sha256().equals(claimed.toUpperCase(Locale.ROOT));
            if (!whole) {
                throw new ClaimsException(List.of(ArchiveVerifier.mismatch(target, claimed, digest.sha256())));
            }
        } finally {
            if (!whole) {
                out.close();
                Files.deleteIfExists(library);
            }
        }
    }
}
