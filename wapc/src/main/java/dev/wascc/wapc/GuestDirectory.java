package dev.wascc.wapc;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.OpenOption;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An open directory. A name is one component: no separators, never {@code ..}. No method follows a link, in any place; and a
 * directory stays the one that was opened, whatever happens to its name.
 */
interface GuestDirectory extends Closeable {
    FileStatus status() throws IOException;

    /** Of a link, its own. */
    FileStatus status(String name) throws IOException;

    /** Opens a directory in this one, or with {@code "."} this one again. */
    GuestDirectory directory(String name) throws IOException;

    SeekableByteChannel open(String name, Set<OpenOption> options) throws IOException;

    /** At most {@code max} names, or a failure. */
    List<String> list(int max) throws IOException;

    void createDirectory(String name) throws IOException;

    void deleteFile(String name) throws IOException;

    void deleteDirectory(String name) throws IOException;

    /** Replaces a file, or an empty directory, of the new name. */
    void move(String name, GuestDirectory to, String newName) throws IOException;

    void setTimes(String name, @Nullable FileTime accessed, @Nullable FileTime modified) throws IOException;

    @Override
    void close() throws IOException;
}
