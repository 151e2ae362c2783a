// A guest by @wapc/as-guest.
import { register, handleCall, hostCall, consoleLog, handleAbort, Result } from "@wapc/as-guest";

register("echo", function (payload: ArrayBuffer): Result<ArrayBuffer> {
  return Result.ok(payload);
});

register("host", function (payload: ArrayBuffer): Result<ArrayBuffer> {
  return hostCall("default", "test:capability", "Ask", payload);
});

register("fail", function (payload: ArrayBuffer): Result<ArrayBuffer> {
  return Result.error<ArrayBuffer>(new Error("asked to fail"));
});

register("log", function (payload: ArrayBuffer): Result<ArrayBuffer> {
  consoleLog(String.UTF8.decode(payload));
  return Result.ok(new ArrayBuffer(0));
});

register("trap", function (payload: ArrayBuffer): Result<ArrayBuffer> {
  throw new Error("asked to trap");
});

export function __guest_call(operation_size: usize, payload_size: usize): bool {
  return handleCall(operation_size, payload_size);
}

export function guestAbort(message: string | null, file: string | null, line: u32, column: u32): void {
  handleAbort(message, file, line, column);
}
