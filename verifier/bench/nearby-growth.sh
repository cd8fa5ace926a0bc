#!/bin/sh
# How inspect --polish and --ball max grow with the number of samples and with the width: whole
# processes, Java's start and the independent check included. Networks 8-d-d-1, slope 1/4, random
# integers from -3 to 3, trained for 3000 epochs, for growing N and growing d. Prints for each command
# its verdict, processor seconds and peak memory.
# Usage: verifier/bench/nearby-growth.sh
set -eu
root=$(cd "$(dirname "$0")/../.." && pwd)
program=${DLMCERT:-$root/dlmcert}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT INT TERM
[ -x /usr/bin/time ] || { echo "nearby-growth.sh: /usr/bin/time is missing (Debian: time)" >&2; exit 2; }
"$program" --version >&2

# Verdict, processor seconds and MiB of a command, as three cells.
cells() {
  /usr/bin/time -o "$work/times" -f '%e %U %S %M' "$program" "$@" --quiet >"$work/out" || :
  awk -v verdict="$(head -n 1 "$work/out")" '
    NF == 4 && $1 + 0 == $1 { printf " %s | %.1f | %d |", verdict, $2 + $3, $4 / 1024 }' "$work/times"
}

row() {
  "$program" generate --widths "8,$1,$1,1" --samples "$2" --slope 1/4 --range 3 --no-noise --seed 1 \
    -o "$work/net.json" --force --quiet >"$work/log" 2>&1
  "$program" train "$work/net.json" --epochs 3000 --rate 0.01 --batch "$2" -o "$work/net.npz" --force --quiet >"$work/log" 2>&1
  printf '| 8-%s-%s-1 | %s | %s |' "$1" "$1" "$2" "$((8 * $1 + $1 * $1 + $1))"
  cells inspect "$work/net.npz" --polish
  cells inspect "$work/net.npz" --ball max
  echo
}

echo '| network | N | parameters | --polish | s | MiB | --ball max | s | MiB |'
echo '|---|---:|---:|---|---:|---:|---|---:|---:|'
for samples in 12 25 50 100; do row 16 "$samples"; done
for width in 8 24 32 48; do row "$width" 25; done
