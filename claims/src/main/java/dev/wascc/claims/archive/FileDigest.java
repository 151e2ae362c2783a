package dev.wascc.claims.archive;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The size and SHA-256 of a file.
 *
 * @param sha256 64 upper-case hex digits, as claims have them
 */
record FileDigest(long size, String sha256) {

    static FileDigest of(InputStream in) throws IOException {
        return copying(in, OutputStream.nullOutputStream());
    }

    /** Of what was copied. */
    static FileDigest copying(InputStream in, OutputStream out) throws IOException {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            byte[] block = new byte[64 * 1024];
            long size = 0;
            for (int read = in.read(block); read >= 0; read = in.read(block)) {
                digest.update(block, 0, read);
                out.write(block, 0, read);
                size += read;
            }
            return new FileDigest(size, HexFormat.of().withUpperCase().formatHex(digest.digest()));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
