#!/bin/sh
# Whole processes: signing 200 small modules in one call, and one of 1.5 MB, beside a bare JVM. Run ./wascc once before.
set -eu
root=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
jar=$root/wascc-cli/target/wascc.jar
archive=$root/wascc-cli/target/wascc.jsa
flags='-XX:TieredStopAtLevel=1 -XX:+UseSerialGC'
[ ! -f "$archive" ] || flags="$flags -XX:SharedArchiveFile=$archive -Xshare:auto"

mkdir "$work/in" "$work/out"
export WASCC_KEYS="$work/keys"
java -jar "$jar" keys gen account -q
module=$(java -jar "$jar" keys gen module --show-seed -o json | sed -n 's/.*"public_key" : "\(.*\)".*/\1/p')
printf '\0asm\1\0\0\0' > "$work/empty.wasm"
i=0
while [ $i -lt 200 ]; do
  cp "$work/empty.wasm" "$work/in/m$i.wasm"
  i=$((i + 1))
done
# A custom section of 1.5 MB: id 0, length 1572870 (three LEB bytes 86 80 60), name "big12".
{ cat "$work/empty.wasm"; printf '\000\206\200\140\005big12'; head -c 1572864 /dev/zero; } > "$work/big.wasm"

java "$root/benchmarks/Processes.java" "${1:-15}" \
  "java -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -version" \
  "java $flags -jar $jar --version" \
  "java $flags -jar $jar sign $work/big.wasm -s $module -d $work/big_s.wasm" \
  "java $flags -jar $jar sign -s $module -d $work/out $(echo "$work"/in/*.wasm)" | cut -c1-160
