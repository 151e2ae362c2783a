package dev.wascc.wapc;

import com.dylibso.chicory.wabt.Wat2Wasm;

/** Guests written as text. */
final class Wat {
    /** All nine imports, memory, and room for buffers at 1024 and up. */
    static final String IMPORTS =
            """
            (import "wapc" "__guest_request" (func $guest_request (param i32 i32)))
            (import "wapc" "__guest_response" (func $guest_response (param i32 i32)))
            (import "wapc" "__guest_error" (func $guest_error (param i32 i32)))
            (import "wapc" "__host_call" (func $host_call (param i32 i32 i32 i32 i32 i32 i32 i32) (result i32)))
            (import "wapc" "__host_response_len" (func $host_response_len (result i32)))
            (import "wapc" "__host_response" (func $host_response (param i32)))
            (import "wapc" "__host_error_len" (func $host_error_len (result i32)))
            (import "wapc" "__host_error" (func $host_error (param i32)))
            (import "wapc" "__console_log" (func $console_log (param i32 i32)))
            (memory (export "memory") 2)
            """;

    private Wat() {}

    /** A module of {@link #IMPORTS} and this body. */
    static byte[] guest(String body) {
        return module(IMPORTS + body);
    }

    static byte[] module(String content) {
        return Wat2Wasm.parse("(module\n" + content + ")");
    }

    /** A guest whose {@code __guest_call} is these instructions, with {@code $op} and {@code $len} the lengths it was given. */
    static byte[] call(String instructions) {
        return guest(
                "(func (export \"__guest_call\") (param $op i32) (param $len i32) (result i32)\n" + instructions + ")");
    }
}
