#!/bin/sh
# Times the methods for given noise: whole commands, Java's start included, then the pattern trees of
# engine and checker warm in JMH beside FLINT's rank pattern by pattern.
# Usage: verifier/bench/given-noise.sh [runs]
set -eu
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
runs=${1:-5}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT INT TERM
for tool in java mvn awk /usr/bin/time; do
  command -v "$tool" >/dev/null || { echo "given-noise.sh: $tool is missing" >&2; exit 2; }
done
"$root/dlmcert" --version >&2
(cd "$root" && mvn -q -B -P bench -pl verifier/bench -am package -DskipTests >&2)

generate() {
  name=$1
  shift
  "$root/dlmcert" generate "$@" --range 100 --seed 1 -o "$work/$name.json" --quiet >&2
}

measure() {
  label=$1
  shift
  i=0
  while [ "$i" -lt "$runs" ]; do
    /usr/bin/time -a -o "$work/times" -f '%e %U %M' "$root/dlmcert" "$@" --quiet >"$work/out" ||
      [ $? -eq 1 ]
    i=$((i + 1))
  done
  grep -v Command "$work/times" | sort -n | awk -v label="$label" -v result="$(head -n 1 "$work/out" | cut -c 1-40)" '
    { wall[NR] = $1; user[NR] = $2; if ($3 > memory) memory = $3 }
    END { m = int((NR + 1) / 2); printf "| %s | %s | %.2f | %.2f | %d |\n", label, result, wall[m], user[m], memory / 1024 }'
  rm "$work/times"
}

generate hundredth --widths 12,12,1 --samples 140 --slope 1/100
generate double --widths 12,12,1 --samples 140 --slope 0x1.47ae147ae147bp-7
generate square --widths 20,20,1 --samples 23 --slope 1/2
generate near --widths 10,10,1 --samples 12 --slope 1/2
generate tree --widths 3,3,1 --samples 8 --slope 1/4

echo '| command | first line | median wall s | its user s | peak MiB |'
echo '|---|---|---|---|---|'
measure 'certify 12×12, N = 140, s = 1/100' certify "$work/hundredth.json"
measure 'certify 12×12, N = 140, s the double 0.01' certify "$work/double.json"
measure 'certify 20×20, N = 23, s = 1/2' certify "$work/square.json"
measure 'certify 10×10, N = 12, s = 1/2' certify "$work/near.json"
measure 'certify --method tree 3×3, N = 8, s = 1/4' certify "$work/tree.json" --method tree
measure 'the same, --threads 1' certify "$work/tree.json" --method tree --threads 1
measure 'lift of the digits, 34 units, τ = 1e-6' lift --data "$root/examples/data/digits.csv.gz" \
  --target-column last --hidden 34 --slope 1/100 --noise none --tolerance 1e-6 -o "$work/lifted.json" --force

: >"$work/flint"
compiler=${CC:-cc}
if command -v "$compiler" >/dev/null && "$compiler" -O2 -o "$work/flint_patterns" \
  "$here/src/main/c/flint_patterns.c" -lflint -lgmp 2>"$work/errors"; then
  "$work/flint_patterns" >"$work/flint"
else
  echo "given-noise.sh: no C compiler or no FLINT (Debian: libflint-dev); FLINT is left out" >&2
fi
java -jar "$here/target/benchmarks.jar" PatternBenchmark -jvmArgs -Xmx1g -rf csv -rff "$work/jmh.csv" \
  >"$work/log" 2>&1 || { cat "$work/log" >&2; exit 70; }
awk -F, '
  { sub(/\r$/, "") }
  FILENAME ~ /flint$/ { split($0, f, " "); if (f[2] == "patterns") flint = f[3]; next }
  FNR == 1 { for (i = 1; i <= NF; i++) { gsub(/"/, "", $i); at[$i] = i } next }
  { gsub(/"/, ""); name = $(at["Benchmark"]); sub(/.*PatternBenchmark\./, "", name); time[name] = $(at["Score"]) }
  END {
    print "\n| warm | s |\n|---|---|"
    for (name in time) printf "| %s | %.5f |\n", name, time[name] | "sort"
    close("sort")
    all = 2 ^ 24
    printf "\nengine, tree 3×3, N = 8: %.3g patterns/s\n", all / time["tree3x3"]
    printf "checker, the same: %.3g patterns/s\n", all / time["checkerTree3x3"]
    if (flint) printf "FLINT nmod_mat_rank: %.3g patterns/s, ratio %.0f\n", all / flint, flint / time["tree3x3"]
  }
' "$work/flint" "$work/jmh.csv"
