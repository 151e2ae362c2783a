#!/bin/sh
# Requests per second and latency over HTTP by wrk: a Jetty handler alone, and actors, in one JVM and in turn.
# benchmarks/http.sh [ROUNDS [SECONDS [CONNECTIONS [WRK OPTIONS…]]]]; many short rounds are the fairest.
# Build before: ./mvnw -Dquickly install && ./mvnw -Pbenchmarks -Dquickly -pl benchmarks package
set -eu
root=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)
rounds=${1:-17} seconds=${2:-1} connections=${3:-8}
if [ $# -gt 3 ]; then shift 3; else set --; fi
options=$*
work=$(mktemp -d)
mkfifo "$work/in"
java -XX:-DontCompileHugeMethods -Dwascc.root="$root" -cp "$root/benchmarks/target/classes:$root/benchmarks/target/lib/*" \
  dev.wascc.benchmarks.HttpServers < "$work/in" > "$work/out" 2> "$work/err" &
server=$!
exec 3> "$work/in"
trap 'exec 3>&-; wait $server || true; rm -rf "$work"' EXIT
until grep -q ready "$work/out"; do
  kill -0 $server 2>/dev/null || { cat "$work/err" >&2; exit 1; }
  sleep 0.2
done
measure() { # NAME PORT SECONDS
  # shellcheck disable=SC2086 # options are split on purpose
  wrk -t1 -c"$connections" -d"$3s" --latency $options "http://127.0.0.1:$2/bench" > "$work/wrk"
  awk -v name="$1" '/Requests\/sec/ {r=$2} /50%/ {p50=$2} /99%/ {p99=$2} /Non-2xx/ {bad=" " $0}
    END {printf "%-8s %9.0f req/s  p50 %s  p99 %s%s\n", name, r, p50, p99, bad}' "$work/wrk"
}
grep -v ready "$work/out" > "$work/servers"
echo "warm-up"
while read -r name port; do measure "$name" "$port" "$((seconds + 5))"; done < "$work/servers"
round=1
while [ "$round" -le "$rounds" ]; do
  echo "round $round"
  while read -r name port; do measure "$name" "$port" "$seconds"; done < "$work/servers" | tee -a "$work/all"
  round=$((round + 1))
done
echo "medians of requests per second, and to jetty"
for name in $(cut -d' ' -f1 "$work/servers"); do
  awk -v n="$name" '$1 == n {print $2}' "$work/all" | sort -n | awk -v n="$name" '{v[NR]=$1} END {print n, v[int((NR+1)/2)]}'
done | awk 'NR == 1 {base=$2} {printf "%-8s %9d  %.2f\n", $1, $2, base/$2}'
