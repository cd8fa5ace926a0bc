#!/bin/sh
# Measures what the program is meant to take, one line for each goal, in one run: best on an idle machine.
# Usage: verifier/bench/goals.sh [runs] [FOLDER with MNIST's IDX files, or others of that size]
# Installs nothing; some four minutes, and what a build takes. Each line: what was measured, the goal, their
# ratio and whether it is met. Seconds are processor seconds, user and system, of whole processes, Java's start
# and the independent check included, as they depend least on what else runs; the wall clock stands below. Of
# several runs the least counts. FFLAS-FFPACK, one thread, is measured in turn with the engine, one thread, both in
# processor seconds from the integers on, warm; it is left out where it is missing.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
runs=${1:-3}
images=${2:-}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT INT TERM
for tool in java mvn awk gunzip /usr/bin/time; do
  command -v "$tool" >/dev/null || { echo "goals.sh: $tool is missing" >&2; exit 2; }
done
"$root/dlmcert" --version >&2
[ -n "${GOALS_BUILT:-}" ] || (cd "$root" && mvn -q -B -P bench -pl verifier/bench -am package -DskipTests >&2)
jar=$here/target/benchmarks.jar

# line LABEL MEASURED GOAL UNIT: the goal is met if what was measured is at most it (at least, with "from").
line() {
  awk -v label="$1" -v found="$2" -v goal="$3" -v unit="$4" -v from="${5:-}" 'BEGIN {
    met = from == "" ? found + 0 <= goal + 0 : found + 0 >= goal + 0
    printf "%-56s %9s %s %-4s %-12s %5.2f of it  %s\n", label, found, from == "" ? "<=" : ">=", goal, unit, found / goal,
      met ? "met" : "NOT MET" }'
}

# whole LABEL GOAL COMMAND…: the least processor and wall seconds of some runs, and the largest memory.
whole() {
  label=$1
  goal=$2
  shift 2
  rm -f "$work/times"
  i=0
  while [ "$i" -lt "$runs" ]; do
    /usr/bin/time -a -o "$work/times" -f '%e %U %S %M' "$root/dlmcert" "$@" >"$work/out" 2>"$work/said" || [ $? -eq 1 ]
    i=$((i + 1))
  done
  grep -v Command "$work/times" | awk '
    { p = $2 + $3; if (NR == 1 || p < cpu) cpu = p; if (NR == 1 || $1 < wall) wall = $1; if ($4 > memory) memory = $4 }
    END { printf "%.2f %.2f %d\n", cpu, wall, memory / 1024 }' >"$work/least"
  read -r processor wall memory <"$work/least"
  line "$label" "$processor" "$goal" "processor s"
  awk -v wall="$wall" -v goal="$goal" -v memory="$memory" -v said="$(head -n 1 "$work/out" | cut -c 1-50)" 'BEGIN {
    printf "%-56s %9s s of wall clock, %.2f of the goal; %s MiB: %s\n", "", wall, wall / goal, memory, said }'
}

megabytes() {
  wc -c <"$1" | awk '{ printf "%.2f", $1 / 1e6 }'
}

date -u +'%Y-%m-%d %H:%M UTC'
uptime

# Ranks, warm, beside the peer, in turn.
peer=
: >"$work/peers"
: >"$work/ranks"
if "${CXX:-c++}" -O2 -march=native -o "$work/ffpack_rank" "$here/src/main/cpp/ffpack_rank.cpp" \
  -lopenblas -lgivaro -lgmpxx -lgmp 2>"$work/errors"; then
  peer=yes
  export OPENBLAS_NUM_THREADS=1
else
  echo "goals.sh: FFLAS-FFPACK is missing (Debian: fflas-ffpack, libgivaro-dev, libopenblas-dev); left out" >&2
fi
for _ in 1 2; do
  java -XX:+UseSerialGC -cp "$jar" org.dlmcert.bench.RankSeconds 1000 2000 khatri-rao | sed 's/^/engine /' >>"$work/ranks"
  if [ -n "$peer" ]; then
    # The library does not always pick the kernel that is quickest on the machine: the least time counts.
    "$work/ffpack_rank" 1000 >>"$work/peers"
    if grep -q avx512f /proc/cpuinfo 2>/dev/null; then
      OPENBLAS_CORETYPE=SkylakeX "$work/ffpack_rank" 1000 >>"$work/peers"
    fi
  fi
done
# least FILE MATRIX: the least of its times.
least() {
  awk -v matrix="$2" '$2 == matrix && (least == "" || $3 < least) { least = $3 } END { print least }' "$1"
}
for matrix in 1000 2000 khatri-rao; do
  engine=$(least "$work/ranks" "$matrix")
  if [ -n "$peer" ]; then
    other=$(least "$work/peers" "$matrix")
    line "rank $matrix, $engine s, in FFPACK's $other s" \
      "$(awk -v engine="$engine" -v other="$other" 'BEGIN { printf "%.2f", engine / other }')" 1 times
  else
    printf '%-56s %9s processor s\n' "rank $matrix" "$engine"
  fi
done

# Patterns: seconds of the program's threads, which are told more finely than those of a process.
java -XX:+UseSerialGC -cp "$jar" org.dlmcert.bench.TreeScaling >"$work/tree"
line "pattern tree 3x3, N = 9, one thread" "$(awk '$1 == 1 { print $4 }' "$work/tree")" 1e9 "/processor s" from
line "two threads over one, wall" "$(awk '$1 == 1 { one = $3 } $1 == 2 { printf "%.2f", one / $3 }' "$work/tree")" 1.8 times from
line "the same: one's seconds over the busiest one's of two" \
  "$(awk '$1 == 1 { one = $6 } $1 == 2 { printf "%.2f", one / $6 }' "$work/tree")" 1.9 times from

# Ranks that are not full.
for shape in "500 400 5 2" "1000 990 8 8"; do
  # shellcheck disable=SC2086
  set -- $shape
  java -XX:+UseSerialGC -cp "$jar" org.dlmcert.bench.DeficientMatrix "$1" "$2" >"$work/deficient.csv"
  whole "rank of $1 x $1, rank $2" "$3" rank "$work/deficient.csv" --certificate "$work/rank.cert" --force --quiet
  whole "  its check alone" "$3" check "$work/rank.cert" --quiet
  line "  its certificate" "$(megabytes "$work/rank.cert")" "$4" MB
done

# Digits, and what is tiny.
whole "certify, 1797 digits, 34 units" .6 certify --data "$root/examples/data/digits.csv.gz" --target-column last \
  --hidden 34 --slope 0.01 --quiet
whole "certify, a tiny instance" .3 certify "$root/examples/instances/given-noise.json" --quiet
# Without --quiet, which would have it read the whole command line.
whole "dlmcert --version" .1 --version

# Collapse.
"$root/dlmcert" generate --widths=100,100,1 --samples=1000 --slope=1/100 --seed=1 --range=9 -o "$work/collapse.json" --quiet >&2
whole "certify, 100-100-1, N = 1000, slope 1/100 (collapse)" 12 certify "$work/collapse.json" --quiet

if [ -n "$images" ]; then
  runs=1
  whole "width of $images" 300 width --data "$images" --certificate "$work/width.cert" --detached --force --quiet
fi
