//! A guest in Zig: freestanding, or on WASI with the same source.
const builtin = @import("builtin");
const std = @import("std");

extern "wapc" fn __guest_request(operation: [*]u8, payload: [*]u8) void;
extern "wapc" fn __guest_response(ptr: [*]const u8, len: usize) void;
extern "wapc" fn __guest_error(ptr: [*]const u8, len: usize) void;
extern "wapc" fn __host_call(b: [*]const u8, bl: usize, n: [*]const u8, nl: usize, o: [*]const u8, ol: usize, p: [*]const u8, pl: usize) bool;
extern "wapc" fn __host_response_len() usize;
extern "wapc" fn __host_response(ptr: [*]u8) void;
extern "wapc" fn __host_error_len() usize;
extern "wapc" fn __host_error(ptr: [*]u8) void;
extern "wapc" fn __console_log(ptr: [*]const u8, len: usize) void;

const allocator = std.heap.wasm_allocator;

fn fail(text: []const u8) bool {
    __guest_error(text.ptr, text.len);
    return false;
}

fn ok(bytes: []const u8) bool {
    __guest_response(bytes.ptr, bytes.len);
    return true;
}

fn host(payload: []const u8) bool {
    const binding = "default";
    const namespace = "test:capability";
    const operation = "Ask";
    if (__host_call(binding, binding.len, namespace, namespace.len, operation, operation.len, payload.ptr, payload.len)) {
        const answer = allocator.alloc(u8, __host_response_len()) catch return fail("memory");
        defer allocator.free(answer);
        __host_response(answer.ptr);
        return ok(answer);
    }
    const text = allocator.alloc(u8, __host_error_len()) catch return fail("memory");
    defer allocator.free(text);
    __host_error(text.ptr);
    return fail(text);
}

/// Prints the payload; answers the eight bytes of a clock and eight random ones.
fn print(payload: []const u8) bool {
    const wasi = std.os.wasi;
    const pieces = [_]wasi.ciovec_t{ .{ .base = payload.ptr, .len = payload.len }, .{ .base = "\n", .len = 1 } };
    var written: usize = undefined;
    if (wasi.fd_write(1, &pieces, pieces.len, &written) != .SUCCESS or written != payload.len + 1) return fail("fd_write");
    var time: u64 = undefined;
    if (wasi.clock_time_get(.REALTIME, 1, &time) != .SUCCESS) return fail("clock_time_get");
    var answer: [16]u8 = undefined;
    std.mem.writeInt(u64, answer[0..8], time, .little);
    if (wasi.random_get(answer[8..].ptr, 8) != .SUCCESS) return fail("random_get");
    return ok(&answer);
}

export fn __guest_call(operation_len: usize, len: usize) bool {
    const operation = allocator.alloc(u8, operation_len) catch return fail("memory");
    defer allocator.free(operation);
    const payload = allocator.alloc(u8, len) catch return fail("memory");
    defer allocator.free(payload);
    __guest_request(operation.ptr, payload.ptr);
    if (std.mem.eql(u8, operation, "echo")) return ok(payload);
    if (std.mem.eql(u8, operation, "host")) return host(payload);
    if (std.mem.eql(u8, operation, "fail")) return fail("asked to fail");
    if (std.mem.eql(u8, operation, "log")) {
        __console_log(payload.ptr, payload.len);
        return ok("");
    }
    if (std.mem.eql(u8, operation, "trap")) @trap();
    if (builtin.os.tag == .wasi and std.mem.eql(u8, operation, "print")) return print(payload);
    return fail("unknown operation");
}
