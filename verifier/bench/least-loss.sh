#!/bin/sh
# How the search for the least loss grows, beside random restarts in doubles and a list of all faces.
# Usage: verifier/bench/least-loss.sh [threads [most samples]]
set -eu
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
command -v mvn >/dev/null || { echo "least-loss.sh: mvn is missing" >&2; exit 2; }
(cd "$root" && mvn -q -B -P bench -pl verifier/bench -am package -DskipTests >&2)
java -cp "$here/target/benchmarks.jar" org.dlmcert.bench.LeastLossGrowth "$@"
