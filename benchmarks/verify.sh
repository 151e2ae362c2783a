#!/bin/sh
# Verifying 1,000 modules of 100 KB: within one process beside SHA-256 and Ed25519 alone, then whole processes. Run ./wascc once before.
set -eu
root=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
jar=$root/wascc-cli/target/wascc.jar
archive=$root/wascc-cli/target/wascc.jsa
flags='-XX:TieredStopAtLevel=1 -XX:+UseSerialGC'
[ ! -f "$archive" ] || flags="$flags -XX:SharedArchiveFile=$archive -Xshare:auto"

javac -d "$work/classes" -cp "$jar" "$root/benchmarks/Verify.java"
run="java -cp $work/classes:$jar Verify"
$run "${1:-15}"
issuer=$($run make "$work/modules")
java "$root/benchmarks/Processes.java" "${1:-15}" \
  "java $flags -cp $work/classes:$jar Verify floor $work/modules" \
  "java $flags -jar $jar --version" \
  "java $flags -jar $jar verify --trust $issuer $work/modules" | cut -c1-160
