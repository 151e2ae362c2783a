package dev.wascc.lambda.pack;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What an ELF file was built for.
 *
 * @param machine {@code e_machine} of its header
 * @param glibc the newest {@code GLIBC_2.…} that it names, 0 where it names none
 */
record NativeCode(int machine, int glibc) {
    private static final byte[] MAGIC = {0x7f, 'E', 'L', 'F'};
    private static final int HEADER = 20;
    private static final Pattern GLIBC = Pattern.compile("GLIBC_2\\.(\\d{1,3})");

    /** Empty where the file is none. */
    static Optional<NativeCode> of(byte[] file) {
        if (file.length < HEADER || !java.util.Arrays.equals(file, 0, 4, MAGIC, 0, 4)) {
            return Optional.empty();
        }
        boolean little = file[5] == 1;
        int first = file[18] & 0xff;
        int second = file[19] & 0xff;
        return Optional.of(new NativeCode(little ? second << 8 | first : first << 8 | second, glibc(file)));
    }

    private static int glibc(byte[] file) {
        int newest = 0;
        Matcher names = GLIBC.matcher(new String(file, StandardCharsets.ISO_8859_1));
        while (names.find()) {
            newest = Math.max(newest, Integer.parseInt(names.group(1)));
        }
        return newest;
    }

    Optional<Architecture> architecture() {
        return Architecture.ofElf(machine);
    }
}
