package dev.wascc.wapc;

/** What WASI preview 1 calls {@code errno}, as far as it is answered here. The codes are those of its witx file, and the same in wasi_unstable. */
enum Errno {
    SUCCESS(0),
    ACCES(2),
    BADF(8),
    BUSY(10),
    EXIST(20),
    FBIG(22),
    ILSEQ(25),
    INVAL(28),
    IO(29),
    ISDIR(31),
    LOOP(32),
    MFILE(33),
    NAMETOOLONG(37),
    NOENT(44),
    NOSPC(51),
    NOSYS(52),
    NOTDIR(54),
    NOTEMPTY(55),
    NOTSOCK(57),
    PERM(63),
    ROFS(69),
    SPIPE(70),
    XDEV(75),
    NOTCAPABLE(76);

    private final int code;

    Errno(int code) {
        this.code = code;
    }

    int code() {
        return code;
    }

    WasiFailure failure() {
        return new WasiFailure(this);
    }
}
