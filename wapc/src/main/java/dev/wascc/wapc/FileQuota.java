package dev.wascc.wapc;

/**
 * What a guest may use up of its files.
 *
 * @param bytes by which its files may grow in all; what it deletes or cuts off is given back
 * @param files and directories that it may make, less those that it deletes
 * @param open descriptors at a time, standard streams and the root among them; at least 4
 */
public record FileQuota(long bytes, int files, int open) {
    public FileQuota {
        if (bytes < 0 || files < 0 || open < 4 || open > 65_536) {
            throw new IllegalArgumentException("a quota is 0 or more bytes and files, and 4 to 65536 open descriptors: "
                    + bytes + ", " + files + ", " + open);
        }
    }

    /** 16 MiB in 1,024 files, 64 of them open. */
    public static FileQuota defaults() {
        return new FileQuota(16 << 20, 1024, 64);
    }
}
