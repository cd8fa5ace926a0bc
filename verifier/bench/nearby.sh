#!/bin/sh
# Times inspect --polish of deep networks as whole processes, Java's start and the independent check
# included: trained weights near loss 0, and minima on kinks. Prints the verdict, wall and processor
# seconds and peak memory of the last command of each line.
# Usage: verifier/bench/nearby.sh
set -eu
root=$(cd "$(dirname "$0")/../.." && pwd)
program=${DLMCERT:-$root/dlmcert}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT INT TERM
[ -x /usr/bin/time ] || { echo "nearby.sh: /usr/bin/time is missing (Debian: time)" >&2; exit 2; }
"$program" --version >&2

measure() {
  label=$1
  shift
  /usr/bin/time -o "$work/times" -f '%e %U %S %M' "$program" "$@" --quiet >"$work/out" || :
  awk -v label="$label" -v verdict="$(head -n 1 "$work/out")" '
    NF == 4 && $1 + 0 == $1 { printf "| %s | %s | %.2f | %.2f | %d |\n", label, verdict, $1, $2 + $3, $4 / 1024 }' "$work/times"
}

# A random data set of integers from -3 to 3, and weights trained on it.
trained() {
  "$program" generate --widths "$2" --samples "$3" --slope 1/4 --range 3 --no-noise --seed "$4" \
    -o "$work/$1.json" --quiet >&2
  "$program" train "$work/$1.json" --epochs 3000 --rate "$5" --batch "$3" -o "$work/$1.npz" --quiet >&2
}

echo '| network | verdict | wall s | processor s | peak MiB |'
echo '|---|---|---|---|---|'
measure "2-3-3-1, N = 8" inspect "$root/verifier/bench/nearby-zero.json" --polish
trained medium 8,16,16,1 100 1 0.01
measure '8-16-16-1, N = 100' inspect "$work/medium.npz" --polish
gunzip -c "$root/examples/data/digits.csv.gz" | head -n 401 >"$work/digits.csv"
"$program" train --data "$work/digits.csv" --target-column last --hidden 20,20 --slope 1/4 --noise none \
  --epochs 300 --rate 0.003 -o "$work/digits.npz" --quiet >&2
measure '64-20-20-1, N = 401' inspect "$work/digits.npz" --polish
measure "2-3-3-1, N = 60, kinks" inspect "$root/verifier/bench/nearby-kinks.json" --polish
