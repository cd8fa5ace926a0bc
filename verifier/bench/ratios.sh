#!/bin/sh
# Measures the engine and its peers in one run on one machine and prints the ratios of their times.
# Installs nothing; says what is missing. Usage: verifier/bench/ratios.sh [--skip-java-peers]
set -eu
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT INT TERM

for tool in java mvn awk; do
  command -v "$tool" >/dev/null || { echo "ratios.sh: $tool is missing" >&2; exit 2; }
done
(cd "$root" && mvn -q -B -P bench -pl verifier/bench -am package -DskipTests >&2)

: >"$work/flint"
compiler=${CC:-cc}
if ! command -v "$compiler" >/dev/null; then
  echo "ratios.sh: no C compiler ($compiler); FLINT is left out" >&2
elif ! "$compiler" -O2 -o "$work/flint_rank" "$here/src/main/c/flint_rank.c" \
  -lflint -lgmp 2>"$work/errors"; then
  echo "ratios.sh: FLINT's development files are missing (Debian: libflint-dev); left out" >&2
  head -3 "$work/errors" >&2
else
  "$compiler" -O2 -o "$work/flint_patterns" "$here/src/main/c/flint_patterns.c" -lflint -lgmp
  "$compiler" -O2 -o "$work/flint_product" "$here/src/main/c/flint_product.c" -lflint -lgmp
  "$work/flint_rank" >"$work/flint"
  "$work/flint_product" >>"$work/flint"
  "$work/flint_patterns" >>"$work/flint"
fi

# OpenBLAS takes its slowest kernels on processors newer than itself; OPENBLAS_CORETYPE (SkylakeX, Haswell) names others.
if ! command -v "${CXX:-c++}" >/dev/null; then
  echo "ratios.sh: no C++ compiler (${CXX:-c++}); FFLAS-FFPACK is left out" >&2
elif ! "${CXX:-c++}" -O2 -march=native -o "$work/ffpack_rank" "$here/src/main/cpp/ffpack_rank.cpp" \
  -lopenblas -lgivaro -lgmpxx -lgmp 2>"$work/errors"; then
  echo "ratios.sh: FFLAS-FFPACK is missing (Debian: fflas-ffpack, libgivaro-dev, libopenblas-dev); left out" >&2
  head -3 "$work/errors" >&2
else
  OPENBLAS_NUM_THREADS=1 "$work/ffpack_rank" >>"$work/flint"
fi

peers='|PeerBenchmark'
[ "${1:-}" = "--skip-java-peers" ] && peers=
java -jar "$here/target/benchmarks.jar" "(RankBenchmark.rank\$|KernelBenchmark|PatternBenchmark|ProductBenchmark$peers)" \
  -jvmArgs -Xmx1g -rf csv -rff "$work/jmh.csv" >"$work/log" 2>&1 || { cat "$work/log" >&2; exit 70; }

# JMH's columns: "benchmark","mode",threads,samples,score,error,"unit",parameters
awk -F, '
  { sub(/\r$/, "") }
  FILENAME ~ /flint$/ { split($0, f, " "); peer[f[1], f[2]] = f[3]; next }
  FNR == 1 { for (i = 1; i <= NF; i++) { gsub(/"/, "", $i); at[$i] = i } next }
  {
    gsub(/"/, "")
    name = $(at["Benchmark"]); sub(/.*\.bench\./, "", name)
    matrix = at["Param: matrix"] ? $(at["Param: matrix"]) : ""
    time[name, matrix] = $(at["Score"]); order[++count] = name SUBSEP matrix
  }
  function row(what, engine, other, label) {
    if (engine != "" && other != "")
      printf "%-34s %11.5f  %-30s %11.5f  %8.3f\n", what, engine, label, other, engine / other
  }
  END {
    printf "%-34s %11s  %-30s %11s  %8s\n", "engine", "seconds", "peer", "seconds", "ratio"
    m = split("100 300 1000 2000 khatri-rao", matrices, " ")
    for (i = 1; i <= m; i++) {
      engine = time["RankBenchmark.rank", matrices[i]]
      row("exact rank " matrices[i], engine, peer["fmpz_mat_rank", matrices[i]], "FLINT fmpz_mat_rank")
      row("exact rank " matrices[i], engine, peer["nmod_mat_rank", matrices[i]], "FLINT nmod_mat_rank 2^31-1")
      row("exact rank " matrices[i], engine, peer["ffpack_rank", matrices[i]], "FFPACK Rank, one thread")
    }
    m = split("40-60 40-200 100-30 100-60 100-100 100-200 300-60 300-100", matrices, " ")
    for (i = 1; i <= m; i++)
      row("product, size-bits " matrices[i], time["ProductBenchmark.product", matrices[i]], \
        peer["product", matrices[i]], "FLINT fmpz_mat_mul")
    row("2^24 patterns 3x3, N = 8", time["PatternBenchmark.tree3x3", ""], \
      peer["nmod_mat_rank", "patterns"], "FLINT nmod_mat_rank, one by one")
    bareiss = time["KernelBenchmark.bareiss120", ""]
    row("Bareiss 120", bareiss, time["PeerBenchmark.commonsMathFieldLu", ""], "Commons Math FieldLU")
    row("Bareiss 120", bareiss, time["PeerBenchmark.jscienceLu", ""], "JScience LU")
    print ""
    for (i = 1; i <= count; i++) { split(order[i], o, SUBSEP); printf "%-44s %-11s %11.5f s\n", o[1], o[2], time[o[1], o[2]] }
  }
' "$work/flint" "$work/jmh.csv"
