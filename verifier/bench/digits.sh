#!/bin/sh
# Times the main job as whole processes, Java's start included: certify and width on the first 449,
# 898 and all 1797 digits. Prints wall seconds and peak memory. Usage: verifier/bench/digits.sh [runs]
set -eu
root=$(cd "$(dirname "$0")/../.." && pwd)
runs=${1:-3}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT INT TERM
[ -x /usr/bin/time ] || { echo "digits.sh: /usr/bin/time is missing (Debian: time)" >&2; exit 2; }
"$root/dlmcert" --version >&2

measure() {
  label=$1
  shift
  i=0
  while [ "$i" -lt "$runs" ]; do
    /usr/bin/time -a -o "$work/times" -f '%e %M' "$root/dlmcert" "$@" --quiet >"$work/out" || [ $? -eq 1 ]
    i=$((i + 1))
  done
  grep -v Command "$work/times" | sort -n | awk -v label="$label" -v result="$(head -n 1 "$work/out")" '
    { seconds[NR] = $1; if ($2 > memory) memory = $2 }
    END { printf "| %s | %s | %.2f | %d |\n", label, result, seconds[int((NR + 1) / 2)], memory / 1024 }'
  rm "$work/times"
}

echo '| job | result | median wall s | peak MiB |'
echo '|---|---|---|---|'
measure "check of a tiny certificate" check "$root/examples/accepted/rank.cert"
for n in 449 898 1797; do
  gunzip -c "$root/examples/data/digits.csv.gz" | head -n "$n" >"$work/digits.csv"
  measure "certify, N = $n, 34 units" certify --data "$work/digits.csv" --target-column last \
    --hidden 34 --slope 0.01
  measure "certify, N = $n, 33 units" certify --data "$work/digits.csv" --target-column last \
    --hidden 33 --slope 0.01
  measure "width, N = $n" width --data "$work/digits.csv" --target-column last
done
