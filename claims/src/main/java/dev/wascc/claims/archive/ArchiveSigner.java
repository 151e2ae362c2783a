package dev.wascc.claims.archive;

import dev.wascc.claims.AtomicFile;
import dev.wascc.claims.Claims;
import dev.wascc.claims.ClaimsException;
import dev.wascc.claims.Metadata;
import dev.wascc.claims.Signer;
import dev.wascc.claims.Token;
import dev.wascc.nkeys.IssuerKey;
import dev.wascc.nkeys.KeyAccessException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;

/** Makes provider archives, as provider-archive 0.1.2 and later read them. The same key, claims and libraries give the same bytes. */
public final class ArchiveSigner {
    private final IssuerKey issuer;

    public ArchiveSigner(IssuerKey issuer) {
        this.issuer = issuer;
    }

    /**
     * Hashes libraries, signs the claims with their hashes, and writes the archive; its name has the old one or the whole new one.
     *
     * @param libraries by target; read twice, and what differs the second time is not written
     * @param compressed whether it is put into gzip, which provider-archive 0.1 does not read
     * @return the token that was written
     * @throws ClaimsException the claims name another issuer, or a kind of key that may not issue or be issued them
     * @throws IOException a library cannot be read, is too large, or has a target that is no name of one
     */
    public Token write(
            Path archive, Claims<Metadata.Provider> claims, Map<String, Content> libraries, boolean compressed)
            throws IOException, ClaimsException, KeyAccessException {
        return write(archive, claims, new TreeMap<>(libraries), new TreeMap<>(), compressed);
    }

    /**
     * Writes an archive with one more library, or another for a target that it has; everything else it holds stays.
     *
     * @param claims of the new one; hashes in it are replaced
     */
    public Token insert(
            Path archive,
            Claims<Metadata.Provider> claims,
            VerifiedProvider before,
            String target,
            Content library,
            boolean compressed)
            throws IOException, ClaimsException, KeyAccessException {
        SortedMap<String, Content> libraries = new TreeMap<>();
        SortedMap<String, String> expected = new TreeMap<>();
        for (Map.Entry<String, String> kept : before.archive().hashes().entrySet()) {
            libraries.put(kept.getKey(), before.archive().file(kept.getKey()));
            expected.put(kept.getKey(), kept.getValue());
        }
        libraries.put(target, library);
        expected.remove(target);
        return write(archive, claims, libraries, expected, compressed);
    }

    private Token write(
            Path archive,
            Claims<Metadata.Provider> claims,
            SortedMap<String, Content> files,
            Map<String, String> expected,
            boolean compressed)
            throws IOException, ClaimsException, KeyAccessException {
        SortedMap<String, FileDigest> digests = new TreeMap<>();
        long total = 0;
        for (Map.Entry<String, Content> file : files.entrySet()) {
            FileDigest digest = digest(file.getKey(), file.getValue());
            String before = expected.get(file.getKey());
            if (before != null && !before.equals(digest.sha256())) {
                throw changed(file.getKey());
            }
            digests.put(file.getKey(), digest);
            total += digest.size();
        }
        if (files.isEmpty()
                || total > ArchiveBounds.MAX_BYTES - (1 << 20)
                || files.size() >= ArchiveBounds.MAX_ENTRIES) {
            throw new IOException("an archive holds 1 to " + (ArchiveBounds.MAX_ENTRIES - 1) + " libraries, of "
                    + (ArchiveBounds.MAX_BYTES >> 20) + " MiB together; these are " + files.size() + " of "
                    + (total >> 20) + " MiB");
        }
        Token token = new Signer(issuer).sign(hashed(claims, digests));
        AtomicFile.write(archive, out -> {
            try (OutputStream packed = compressed ? new GZIPOutputStream(out, 64 * 1024) : out) {
                writeAll(new TarOutput(packed), token, files, digests);
            }
        });
        return token;
    }

    private static void writeAll(
            TarOutput tar, Token token, SortedMap<String, Content> files, SortedMap<String, FileDigest> digests)
            throws IOException {
        byte[] text = token.text().getBytes(StandardCharsets.US_ASCII);
        tar.begin(ProviderArchive.CLAIMS, text.length).write(text);
        for (Map.Entry<String, Content> file : files.entrySet()) {
            FileDigest digest = Objects.requireNonNull(digests.get(file.getKey()));
            String name = file.getKey().equals(ProviderArchive.WORLD) ? file.getKey() : file.getKey() + ".bin";
            OutputStream out = tar.begin(name, digest.size());
            try (InputStream in = file.getValue().open()) {
                if (!FileDigest.copying(in, out).equals(digest)) {
                    throw changed(file.getKey());
                }
            }
        }
        tar.end();
    }

    private static FileDigest digest(String target, Content library) throws IOException {
        if (!target.equals(ProviderArchive.WORLD) && !ProviderArchive.isTarget(target)) {
            throw new IOException("a target is ARCH-OS, as x86_64-linux, aarch64-macos or x86_64-windows");
        }
        try (InputStream in = library.open()) {
            return FileDigest.of(in);
        }
    }

    private static Claims<Metadata.Provider> hashed(
            Claims<Metadata.Provider> claims, SortedMap<String, FileDigest> digests) {
        SortedMap<String, String> hashes = new TreeMap<>();
        digests.forEach((target, digest) -> hashes.put(target, digest.sha256()));
        Metadata.Provider said = claims.metadata();
        Metadata.Provider metadata = new Metadata.Provider(
                said.name(),
                said.capability(),
                said.vendor(),
                said.revision(),
                said.version(),
                hashes,
                said.configSchema());
        return Claims.of(claims.id(), claims.issuer(), claims.subject(), claims.issuedAt(), metadata)
                .within(claims.notBefore(), claims.expires());
    }

    private static IOException changed(String target) {
        return new IOException("the library for " + target + " changed while it was read; nothing was written");
    }
}
