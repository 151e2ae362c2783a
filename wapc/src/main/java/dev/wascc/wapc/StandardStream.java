package dev.wascc.wapc;

import java.util.Optional;

/** Standard input, which is empty, and output and error, which go to the console. */
record StandardStream(Optional<LineOutput> output) implements Descriptor {
    @Override
    public FileStatus status() {
        return new FileStatus(this, FileStatus.Type.CHARACTER_DEVICE, 0, 0, 0, 0);
    }

    @Override
    public long rights() {
        return Rights.STREAM | (output.isPresent() ? Rights.FD_WRITE : Rights.FD_READ);
    }

    @Override
    public void close() {
        // a guest that closes it cannot write any more; nothing is held
    }
}
