package dev.wascc.lambda.pack;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/**
 * Writes zip files whose bytes depend on nothing but their content: neither the clock nor the time zone nor the umask. The JDK's
 * writers keep no modes, or write times by the zone of the machine. Format: PKWARE's APPNOTE 6.3, "extended timestamp" of Info-ZIP.
 */
final class ZipArchive {
    /** The time of every file: as a DOS time without a zone, and as seconds of the epoch in UTC, which is Lambda's. */
    static final Instant TIME = Instant.parse("2000-01-01T00:00:00Z");

    private static final int DOS_DATE = (2000 - 1980) << 9 | 1 << 5 | 1;
    private static final int LOCAL = 0x04034b50;
    private static final int CENTRAL = 0x02014b50;
    private static final int END = 0x06054b50;
    private static final short VERSION = 20;
    /** The same version, on Unix: what comes in the attributes is a mode. */
    private static final short UNIX = 3 << 8 | VERSION;

    private static final short NAMES_ARE_UTF_8 = 1 << 11;
    private static final short DEFLATED = 8;
    private static final int REGULAR_FILE = 0100000;
    private static final int MOST_FILES = 65_535;

    private ZipArchive() {}

    /** @throws IllegalArgumentException more files than a zip file counts */
    static byte[] write(PackageContent content) {
        ByteArrayOutputStream files = new ByteArrayOutputStream();
        ByteArrayOutputStream directory = new ByteArrayOutputStream();
        int count = content.files().size();
        if (count > MOST_FILES) {
            throw new IllegalArgumentException("a package of " + count + " files is not written");
        }
        for (PackedFile file : content.files()) {
            int offset = files.size();
            byte[] name = file.name().getBytes(StandardCharsets.UTF_8);
            byte[] deflated = deflated(file.content());
            ByteBuffer common = common(file, name, deflated);
            files.writeBytes(start(4).putInt(LOCAL).array());
            files.writeBytes(common.array());
            files.writeBytes(name);
            files.writeBytes(time());
            files.writeBytes(deflated);
            directory.writeBytes(start(6).putInt(CENTRAL).putShort(UNIX).array());
            directory.writeBytes(common.array());
            directory.writeBytes(start(14)
                    .putShort((short) 0)
                    .putShort((short) 0)
                    .putShort((short) 0)
                    .putInt((REGULAR_FILE | file.mode()) << 16)
                    .putInt(offset)
                    .array());
            directory.writeBytes(name);
            directory.writeBytes(time());
        }
        int begin = files.size();
        files.writeBytes(directory.toByteArray());
        files.writeBytes(start(22)
                .putInt(END)
                .putInt(0)
                .putShort((short) count)
                .putShort((short) count)
                .putInt(directory.size())
                .putInt(begin)
                .putShort((short) 0)
                .array());
        return files.toByteArray();
    }

    /** What a file's header and its entry in the directory have in common. */
    private static ByteBuffer common(PackedFile file, byte[] name, byte[] deflated) {
        CRC32 crc = new CRC32();
        crc.update(file.content());
        return start(26)
                .putShort(VERSION)
                .putShort(NAMES_ARE_UTF_8)
                .putShort(DEFLATED)
                .putShort((short) 0)
                .putShort((short) DOS_DATE)
                .putInt((int) crc.getValue())
                .putInt(deflated.length)
                .putInt(file.content().length)
                .putShort((short) name.length)
                .putShort((short) time().length);
    }

    /** Extended timestamp with the time of modification alone. */
    private static byte[] time() {
        return start(9).putShort((short) 0x5455)
                .putShort((short) 5)
                .put((byte) 1)
                .putInt((int) TIME.getEpochSecond())
                .array();
    }

    private static ByteBuffer start(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static byte[] deflated(byte[] content) {
        Deflater deflater = new Deflater(6, true);
        try {
            deflater.setInput(content);
            deflater.finish();
            ByteArrayOutputStream out = new ByteArrayOutputStream(content.length / 2 + 16);
            byte[] buffer = new byte[1 << 16];
            while (!deflater.finished()) {
                out.write(buffer, 0, deflater.deflate(buffer));
            }
            return out.toByteArray();
        } finally {
            deflater.end();
        }
    }
}
