package dev.wascc.wapc;

/** How a module's code is run. */
public enum Engine {
    /** Starts at once and runs a hundred times slower. */
    INTERPRETER,
    /** Translates the module to JVM bytecode when it is compiled; what could not be translated is interpreted. */
    COMPILER
}
