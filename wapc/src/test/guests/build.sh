#!/bin/sh
# Builds the guests whose toolchain is here, into the tests' resources. Debian: clang lld wasi-libc libclang-rt-14-dev-wasm32;
# rustup target add wasm32-unknown-unknown wasm32-wasip1; pip install ziglang; npm install assemblyscript @wapc/as-guest
# (in assemblyscript/); Go 1.24 or later.
set -eu
cd "$(dirname "$0")"
out=$PWD/../resources/dev/wascc/wapc/guests
target=${CARGO_TARGET_DIR:-${TMPDIR:-/tmp}/wascc-guests}
export CARGO_TARGET_DIR="$target"

(cd rust && cargo build -q --release --target wasm32-unknown-unknown)
cp "$target/wasm32-unknown-unknown/release/guest.wasm" "$out/rust.wasm"
(cd rust-wasi && cargo build -q --release --target wasm32-wasip1)
cp "$target/wasm32-wasip1/release/guest_wasi.wasm" "$out/rust-wasi.wasm"

clang --target=wasm32 -Os -nostdlib -Wl,--no-entry -Wl,--strip-all -o "$out/c.wasm" c/guest.c
clang --target=wasm32-wasi --sysroot=/usr -Os -mexec-model=reactor -Wl,--strip-all -o "$out/c-wasi.wasm" c-wasi/guest.c

zig() { python3 -m ziglang "$@"; }
zig build-exe zig/guest.zig -target wasm32-freestanding -O ReleaseSmall -fno-entry -rdynamic -fstrip "-femit-bin=$out/zig.wasm"
zig build-exe zig/guest.zig -target wasm32-wasi -O ReleaseSmall -fno-entry -rdynamic -fstrip "-femit-bin=$out/zig-wasi.wasm"

(cd assemblyscript && npx asc guest.ts -o "$out/assemblyscript.wasm" --use abort=guest/guestAbort --optimize \
  && npx asc guest.ts -o "$out/assemblyscript-abort.wasm" --optimize)

(cd go && GOOS=wasip1 GOARCH=wasm go build -buildmode=c-shared -ldflags='-s -w' -trimpath -o "$target/go.wasm" .)
gzip -9n -c "$target/go.wasm" > "$out/go.wasm.gz"
