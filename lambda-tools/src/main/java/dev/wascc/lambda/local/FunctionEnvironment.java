package dev.wascc.lambda.local;

import java.util.OptionalLong;

/** A started copy of a function. Takes one event at a time. */
interface FunctionEnvironment extends AutoCloseable {
    /** Hands it an event, and waits for what comes of it until its deadline. */
    Outcome invoke(Invocation invocation) throws InterruptedException;

    /** The most memory that it has used, in MiB, where that can be known. */
    OptionalLong memory();

    @Override
    void close();
}
