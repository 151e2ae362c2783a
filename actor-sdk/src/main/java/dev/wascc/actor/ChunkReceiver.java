package dev.wascc.actor;

/** Takes the chunks of downloads. */
@FunctionalInterface
public interface ChunkReceiver {
    /** Takes one; an exception ends the download. */
    void receive(Chunk chunk) throws Exception;
}
