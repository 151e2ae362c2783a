package dev.wascc.wapc;

/** Every module is translated at each start. */
enum NoCodeCache implements CodeCache {
    NONE
}
