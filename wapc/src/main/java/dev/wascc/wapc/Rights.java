package dev.wascc.wapc;

/** {@code rights} of WASI preview 1: told to guests, which ask for them when they open a file. */
final class Rights {
    static final long FD_READ = 1 << 1;
    static final long FD_WRITE = 1 << 6;
    private static final long FD_SEEK = 1 << 2;
    private static final long FD_TELL = 1 << 5;
    private static final long FD_ALLOCATE = 1 << 8;
    private static final long PATH_CREATE = 1 << 9 | 1 << 10;
    private static final long PATH_OPEN = 1 << 13;
    private static final long FD_READDIR = 1 << 14;
    private static final long PATH_RENAME = 1 << 16 | 1 << 17;
    private static final long PATH_FILESTAT_GET = 1 << 18;
    private static final long PATH_FILESTAT_SET = 1 << 19 | 1 << 20;
    private static final long FD_FILESTAT_GET = 1 << 21;
    private static final long FD_FILESTAT_SET_SIZE = 1 << 22;
    private static final long FD_FILESTAT_SET_TIMES = 1 << 23;
    private static final long PATH_DELETE = 1 << 25 | 1 << 26;
    private static final long POLL = 1 << 27;
    private static final long SET_FLAGS_AND_SYNC = 1 | 1 << 3 | 1 << 4;

    static final long FILE_READ = FD_READ | FD_SEEK | FD_TELL | SET_FLAGS_AND_SYNC | FD_FILESTAT_GET | POLL | 1 << 7;
    static final long FILE_WRITE = FD_WRITE | FD_ALLOCATE | FD_FILESTAT_SET_SIZE | FD_FILESTAT_SET_TIMES;
    static final long DIRECTORY_READ = PATH_OPEN | FD_READDIR | PATH_FILESTAT_GET | FD_FILESTAT_GET | POLL | 1 << 3;
    static final long DIRECTORY_WRITE = PATH_CREATE | PATH_RENAME | PATH_FILESTAT_SET | PATH_DELETE;
    /** A character device that cannot be sought is a terminal to C libraries, which then write line by line. */
    static final long STREAM = FD_FILESTAT_GET | POLL | 1 << 3;

    private Rights() {}

    /** C libraries ask to set times even of what they only read. */
    static boolean asksToWrite(long rights) {
        return (rights & (FD_WRITE | FD_ALLOCATE | FD_FILESTAT_SET_SIZE)) != 0;
    }
}
