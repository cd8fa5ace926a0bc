#!/usr/bin/env bash
# How time and memory grow: each command, and each way of it to compute something else, at sizes that
# double or so, as a whole process, with Java's start and the independent check. (The test GrowthScriptTest
# of the program compares the rows with the commands and their options.) Prints a table for each, with the wall clock, processor seconds
# (user and system), peak resident memory and, from one row to the next, the observed exponents:
# log(ratio of seconds or memory) / log(ratio of sizes). About eight minutes of processor time in all.
# Usage: growth.sh [PART_OF_A_TITLE]     only the tables whose title has these words
# DLMCERT names another program to measure.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
program=${DLMCERT:-$root/dlmcert}
wanted=${1:-}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
for tool in awk java /usr/bin/time; do
  command -v "$tool" >/dev/null || {
    echo "growth.sh: $tool is missing" >&2
    exit 2
  }
done
"$program" --version >&2

active=
# Begins a table; false if nobody asked for it.
table() {
  local title=$1 size=$2
  active=
  last=
  [[ $title == *"$wanted"* ]] || return 1
  active=yes
  printf '\n### %s\n\n| %s | result | wall s | processor s | peak MiB | time ^ | memory ^ |\n|---:|---|---:|---:|---:|---:|---:|\n' \
    "$title" "$size"
}

# One row: what to call the size, the size as a number, the command.
row() {
  local label=$1 size=$2
  shift 2
  /usr/bin/time -o times -f '%e %U %S %M' "$program" "$@" --quiet >out 2>err || (($? == 1 || $? == 3)) || {
    echo "growth.sh: dlmcert $*: $(head -n 1 err)$(head -n 1 out)" >&2
    exit 70
  }
  local wall user system memory
  read -r wall user system memory < <(tail -n 1 times)
  awk -v label="$label" -v size="$size" -v wall="$wall" -v used="$user" -v more="$system" \
    -v memory="$memory" -v result="$(head -n 1 out | cut -c 1-34 | tr '|' '/')" -v last="$last" '
    function exponent(now, before, ratio) { return ratio == 1 ? "" : sprintf("%.2f", log(now / before) / log(ratio)) }
    BEGIN {
      n = split(last, l, " ")
      seconds = used + more
      printf "| %s | %s | %.2f | %.2f | %d | %s | %s |\n", label, result, wall, seconds, memory / 1024,
        n ? exponent(seconds, l[2], size / l[1]) : "", n ? exponent(memory, l[3], size / l[1]) : ""
    }'
  last="$size $(awk -v u="$user" -v s="$system" 'BEGIN { print u + s }') $memory"
}

# A seeded instance of integers: file, widths, samples, slope, more options.
instance() {
  local file=$1 widths=$2 samples=$3 slope=$4
  shift 4
  "$program" generate --quiet --force --seed 3 --widths "$widths" --samples "$samples" --slope "$slope" \
    "$@" -o "$file" >/dev/null
}

# A seeded array of 8-bit integers: file, rows, columns.
array() {
  "$program" generate --quiet --force --npy --seed 3 --widths "$3,1,1" --samples "$2" -o "$1" >/dev/null
}

# A seeded n×n matrix of rank r: integers times columns of 8 integers.
deficient() {
  awk -v n="$1" -v r="$2" 'BEGIN {
    srand(7)
    for (j = 0; j < n; j++) for (k = 0; k < 8; k++) { at[j, k] = int(rand() * r); c[j, k] = int(rand() * 19) - 9 }
    for (i = 0; i < n; i++) {
      for (k = 0; k < r; k++) b[k] = int(rand() * 19) - 9
      line = ""
      for (j = 0; j < n; j++) {
        s = 0
        for (k = 0; k < 8; k++) s += c[j, k] * b[at[j, k]]
        line = line (j ? "," : "") s
      }
      print line
    }
  }'
}

# Weights trained on a seeded instance of integers from -3 to 3: file, widths, samples, slope 1/4.
trained() {
  instance t.json "$2" "$3" 1/4 --range 3 --no-noise
  "$program" train t.json --quiet --force --epochs 3000 --rate 0.01 --batch "$3" -o "$1" >/dev/null
}

# A local minimum at kinks, planted: d inputs, samples at both ends of each axis, targets -1, and units
# with weights 0 and output weight 1, so that each preactivation is 0. From there the loss increases to
# first order in every direction of the weights of a unit.
kinks() {
  awk -v d="$1" -v units="$2" '
    function row(size, at, value,  i, text) {
      for (i = 0; i < size; i++) text = text (i ? "," : "") (i == at ? value : 0)
      return "[" text "]"
    }
    function list(count, text,  i, all) {
      for (i = 0; i < count; i++) all = all (i ? "," : "") text
      return all
    }
    BEGIN {
      for (j = 0; j < d; j++) x = x (j ? "," : "") row(d, j, -1) "," row(d, j, 1)
      printf "{\"format\":\"dlmcert-instance/1\",\"widths\":[%d,%d,1],\"slope\":\"1/4\",\"inputs\":[%s],", d, units, x
      printf "\"targets\":[%s],\"noise\":\"none\",", list(2 * d, -1)
      printf "\"weights\":[[%s],[[%s]]]}\n", list(units, row(d, -1, 0)), list(units, 1)
    }'
}

# --- ranks
if table 'rank of an n×n matrix of full rank, 8 bits' n; then
  for n in 400 800 1600; do
    array m.npy "$n" "$n"
    row "$n" "$n" rank m.npy
  done
fi
if table 'rank of an n×n matrix of rank 4n/5' n; then
  for n in 125 250 500; do
    deficient "$n" "$((4 * n / 5))" >m.csv
    row "$n" "$n" rank m.csv
  done
fi

# --- certify, method by method
if table 'certify, partition: generic noise, 16 inputs and units' N; then
  for n in 64 128 256; do
    instance i.json 16,16,1 "$n" 1/100 --no-noise
    row "$n" "$n" certify i.json --noise generic --method partition
  done
fi
if table 'certify, partition: generic noise, N = d²' d; then
  for d in 20 40 80; do
    instance i.json "$d,$d,1" "$((d * d))" 1/100 --no-noise
    row "$d" "$d" certify i.json --noise generic --method partition
  done
fi
if table 'certify, immediate: 8 inputs and units, s = 1/100 (undecided where others decide)' N; then
  for n in 8 16 32; do
    instance i.json 8,8,1 "$n" 1/100
    row "$n" "$n" certify i.json --method immediate
  done
fi
if table 'certify --minima all: 16 inputs and units, s = 1/4' N; then
  for n in 4 8 16; do
    instance i.json 16,16,1 "$n" 1/4
    row "$n" "$n" certify i.json --minima all
  done
fi
if table 'certify, two outputs with held weights: widths d-d-2, N = d' d; then
  for d in 6 12 24; do
    instance i.json "$d,$d,2" "$d" 1/4
    row "$d" "$d" certify i.json --output-weights given
  done
fi
if table 'certify, two outputs with generic weights, generic noise: widths d-d-2, N = d²/2' d; then
  for d in 8 16 32; do
    instance i.json "$d,$d,2" "$((d * d / 2))" 1/4 --no-noise
    row "$d" "$d" certify i.json --noise generic --output-weights generic
  done
fi
if table 'certify, two outputs, trained biases: widths d-d-2, generic noise, N = d²/2' d; then
  for d in 8 16 32; do
    instance i.json "$d,$d,2" "$((d * d / 2))" 1/4 --no-noise --bias
    row "$d" "$d" certify i.json --noise generic --output-biases trained
  done
fi
if table 'certify --activation maxout, 3 pieces: d inputs and units, generic noise, N = d²/2' d; then
  for d in 8 16 32; do
    array x.npy "$((d * d / 2))" "$d"
    row "$d" "$d" certify --data x.npy --target-column none --hidden "$d" --activation maxout:3 --noise generic
  done
fi
if table 'certify, collapse: d inputs and units, N = d² - 4, s = 1/100' d; then
  for d in 8 16 32; do
    instance i.json "$d,$d,1" "$((d * d - 4))" 1/100
    row "$d" "$d" certify i.json --method collapse
  done
fi
if table 'certify, archimedean: d inputs and units, N = d + 2, s = 1/2' d; then
  for d in 8 16 32; do
    instance i.json "$d,$d,1" "$((d + 2))" 1/2
    row "$d" "$d" certify i.json --method archimedean
  done
fi
if table 'certify, reduction: d inputs and units, N = d + 2, s = 1/2' d; then
  for d in 20 40 80; do
    instance i.json "$d,$d,1" "$((d + 2))" 1/2
    row "$d" "$d" certify i.json --method reduction
  done
fi
if table 'certify, tree: 3 inputs and units, s = 1/4' 'N (exponents: of the 7^N patterns)'; then
  for n in 6 7 8; do
    instance i.json 3,3,1 "$n" 1/4
    row "$n" "$((7 ** n))" certify i.json --method tree
  done
fi
if table 'certify, exhaustive: 3 inputs and units, s = 1/4' 'N (exponents: of the 8^N patterns)'; then
  for n in 3 4 5; do
    instance i.json 3,3,1 "$n" 1/4
    row "$n" "$((8 ** n))" certify i.json --method exhaustive
  done
fi
if table 'certify --patterns realizable: 4 inputs, 3 units' N; then
  for n in 6 9 12; do
    instance i.json 4,3,1 "$n" 1/4
    row "$n" "$n" certify i.json --patterns realizable
  done
fi
if table 'certify --patterns every-w: widths 6-4-8-1, given noise' N; then
  for n in 5 10 20; do
    instance i.json 6,4,8,1 "$n" 1/4
    row "$n" "$n" certify i.json --patterns every-w
  done
fi
if table 'certify --patterns all-layers: widths 4-3-3-1, given noise' N; then
  for n in 2 4 8; do
    instance i.json 4,3,3,1 "$n" 1/4
    row "$n" "$n" certify i.json --patterns all-layers
  done
fi
if table 'certify, three layers, generic noise: widths d-d-d-1, N = d²/2' d; then
  for d in 10 20 40; do
    instance i.json "$d,$d,$d,1" "$((d * d / 2))" 1/4 --no-noise
    row "$d" "$d" certify i.json --noise generic
  done
fi

# --- widths and noise
if table 'width of N samples of 8-bit inputs, 64 inputs' N; then
  for n in 1000 2000 4000; do
    array x.npy "$n" 64
    row "$n" "$n" width --data x.npy --target-column none
  done
fi
if table 'width of 2000 samples of 8-bit inputs' d_0; then
  for d in 50 100 200; do
    array x.npy 2000 "$d"
    row "$d" "$d" width --data x.npy --target-column none
  done
fi
if table 'width of N samples of 8-bit inputs, 64 inputs, three outputs' N; then
  for n in 500 1000 2000; do
    array x.npy "$n" 64
    row "$n" "$n" width --data x.npy --target-column none --outputs 3
  done
fi
if table 'width of N samples of 8-bit inputs, 64 inputs, three outputs with trained biases' N; then
  for n in 500 1000 2000; do
    array x.npy "$n" 64
    row "$n" "$n" width --data x.npy --target-column none --outputs 3 --bias --output-biases trained
  done
fi
if table 'lift --ball: 16 inputs, 2 units for each 16 samples' N; then
  for n in 32 64 128; do
    instance i.json "16,$((n / 8)),1" "$n" 1/4
    row "$n" "$n" lift i.json --ball --force -o lifted.json
  done
fi
if table 'lift --noise-table of N samples of 8-bit inputs, 64 inputs, N/32 units' N; then
  for n in 500 1000 2000; do
    array x.npy "$n" 64
    row "$n" "$n" lift --data x.npy --target-column none --hidden "$((n / 32 + 1))" --slope 1/100 \
      --noise none --tolerance 1e-6 --noise-table --force -o lifted.json
  done
fi
if table 'lift, two outputs, trained biases: 16 inputs, N/4 units' N; then
  for n in 16 32 64; do
    instance i.json "16,$((n / 4)),2" "$n" 1/4 --bias
    row "$n" "$n" lift i.json --tolerance 1e-3 --output-biases trained --force -o lifted.json
  done
fi
if table 'lift of N samples of 8-bit inputs, 64 inputs, N/32 units' N; then
  for n in 1000 2000 4000; do
    array x.npy "$n" 64
    row "$n" "$n" lift --data x.npy --target-column none --hidden "$((n / 32))" --slope 1/100 \
      --noise none --tolerance 1e-6 --force -o lifted.json
  done
fi
if table 'lift --stream of N samples, 200 inputs, N/100 units' N; then
  for n in 6000 12000 24000; do
    array x.npy "$n" 200
    row "$n" "$n" lift --stream --data x.npy --hidden "$((n / 100))" --slope 1/100 --noise none \
      --tolerance 1e-6 --force --certificate l.cert
  done
fi
if table 'check of these certificates against their file' N; then
  for n in 6000 12000 24000; do
    array x.npy "$n" 200
    "$program" lift --stream --data x.npy --hidden "$((n / 100))" --slope 1/100 --noise none \
      --tolerance 1e-6 --quiet --force --certificate l.cert >/dev/null
    row "$n" "$n" check l.cert --instance x.npy
  done
fi
if table 'witness: widths d-d-1, N = d²' d; then
  for d in 8 16 32; do
    row "$d" "$d" witness --widths "$d,$d,1" --samples "$((d * d))"
  done
fi

# --- minima
if table 'minima: 2 inputs, 2 units' N; then
  for n in 6 12 24; do
    instance i.json 2,2,1 "$n" 1/4
    row "$n" "$n" minima i.json
  done
fi
if table 'minima: 2 inputs, N = 5' 'units (exponents: of the 36^d choices)'; then
  for d in 1 2 3; do
    instance i.json "2,$d,1" 5 1/4
    row "$d" "$((36 ** d))" minima i.json
  done
fi
if table 'minima --kinks: 2 inputs, 2 units' N; then
  for n in 3 6 9; do
    instance i.json 2,2,1 "$n" 1/4
    row "$n" "$n" minima i.json --kinks
  done
fi
if table 'minima --kinks: 2 inputs, N = 2' units; then
  for d in 1 2 3; do
    instance i.json "2,$d,1" 2 1/4
    row "$d" "$d" minima i.json --kinks
  done
fi
if table 'minima --boundaries: 2 inputs, 2 units' N; then
  for n in 6 12 24; do
    instance i.json 2,2,1 "$n" 1/4
    row "$n" "$n" minima i.json --boundaries
  done
fi
if table 'minima --worst: 2 inputs, 2 units' N; then
  for n in 50 100 200; do
    instance i.json 2,2,1 "$n" 1/4 --no-noise
    row "$n" "$n" minima i.json --worst
  done
fi
if table 'minima --plot --slice: 2 inputs, 2 units' N; then
  for n in 6 9 12; do
    instance i.json 2,2,1 "$n" 1/4
    row "$n" "$n" minima i.json --plot "plot-$n" --slice "slice-$n" --between 0,1 --force
  done
fi
if table 'global: 2 inputs, N = 9' units; then
  for d in 1 2 3; do
    instance i.json "2,$d,1" 9 1/4 --no-noise
    row "$d" "$d" global i.json
  done
fi
if table 'global --any-width: 2 inputs' N; then
  for n in 10 20 40; do
    instance i.json 2,2,1 "$n" 1/4 --no-noise
    row "$n" "$n" global i.json --any-width
  done
fi
if table 'global: 2 inputs, 2 units' N; then
  for n in 6 12 24; do
    instance i.json 2,2,1 "$n" 1/4 --no-noise
    row "$n" "$n" global i.json
  done
fi

# --- at given weights
if table 'inspect: 10 inputs and units' N; then
  for n in 100 200 400; do
    instance i.json 10,10,1 "$n" 1/2
    row "$n" "$n" inspect i.json
  done
fi
if table 'inspect: d inputs and units, N = 2d' d; then
  for d in 20 40 80; do
    instance i.json "$d,$d,1" "$((2 * d))" 1/2
    row "$d" "$d" inspect i.json
  done
fi
if table 'inspect at a local minimum at kinks: d inputs, N = 2d, 2 units' d; then
  for d in 8 16 32; do
    kinks "$d" 2 >k.json
    row "$d" "$d" inspect k.json
  done
fi
if table 'inspect at a local minimum at kinks: 8 inputs, N = 16' units; then
  for d in 2 4 8; do
    kinks 8 "$d" >k.json
    row "$d" "$d" inspect k.json
  done
fi
if table 'inspect --hessian: 10 inputs and units' N; then
  for n in 25 50 100; do
    instance i.json 10,10,1 "$n" 1/2
    row "$n" "$n" inspect i.json --hessian
  done
fi
if table 'inspect --polish near a local minimum at kinks: widths 2-3-3-1' N; then
  row 60 60 inspect "$root/verifier/bench/nearby-kinks.json" --polish
fi
if table 'inspect --polish: widths 8-16-16-1, trained' N; then
  for n in 50 100 200; do
    trained t.npz 8,16,16,1 "$n"
    row "$n" "$n" inspect t.npz --polish
  done
fi
if table 'inspect --ball max: widths 8-16-16-1, trained' N; then
  for n in 25 50 100; do
    trained t.npz 8,16,16,1 "$n"
    row "$n" "$n" inspect t.npz --ball max
  done
fi
if table 'compare: 10 inputs and units' N; then
  for n in 20 40 80; do
    instance i.json 10,10,1 "$n" 1/2 --range 9
    row "$n" "$n" compare i.json
  done
fi
if table 'compare --hessian: 4 inputs and units' N; then
  for n in 20 40 80; do
    instance i.json 4,4,1 "$n" 1/2 --range 9
    row "$n" "$n" compare i.json --hessian
  done
fi
if table 'compare --rank-of: n×n matrix, 8 bits' n; then
  for n in 50 100 200; do
    array m.npy "$n" "$n"
    row "$n" "$n" compare --rank-of m.npy
  done
fi
if table 'vectors: 10 inputs and units' N; then
  for n in 50 100 200; do
    instance i.json 10,10,1 "$n" 1/2 --range 9
    row "$n" "$n" vectors i.json --force -o v.npz
  done
fi
if table 'train: 20 inputs and units, 300 epochs' N; then
  for n in 500 1000 2000; do
    instance i.json 20,20,1 "$n" 1/2 --range 9
    row "$n" "$n" train i.json --epochs 300 --rate 0.0001 --force -o t.npz
  done
fi

# --- files
if table 'generate: d inputs and units, N = 10d' d; then
  for d in 100 200 400; do
    row "$d" "$d" generate --seed 3 --widths "$d,$d,1" --samples "$((10 * d))" --slope 1/2 --force -o i.json
  done
fi
if table 'generate --npy: 1000 inputs' N; then
  for n in 25000 50000 100000; do
    row "$n" "$n" generate --npy --seed 3 --widths 1000,1,1 --samples "$n" --force -o x.npy
  done
  rm -f x.npy
fi
if table 'convert, JSON to NPZ: d inputs and units, N = 10d' d; then
  for d in 100 200 400; do
    instance i.json "$d,$d,1" "$((10 * d))" 1/2
    row "$d" "$d" convert i.json --force -o i.npz
  done
fi
if table 'convert, NPZ to JSON: d inputs and units, N = 10d' d; then
  for d in 100 200 400; do
    instance i.json "$d,$d,1" "$((10 * d))" 1/2
    "$program" convert i.json --quiet --force -o i.npz >/dev/null
    row "$d" "$d" convert i.npz --force -o j.json
  done
fi
if table 'perturb: d inputs and units, N = 10d' d; then
  for d in 50 100 200; do
    instance i.json "$d,$d,1" "$((10 * d))" 1/2
    row "$d" "$d" perturb i.json --tolerance 1e-6 --seed 1 --force -o j.json
  done
fi
for command in check explain; do
  if table "$command of a partition: d inputs and units, N = d²" d; then
    for d in 20 40 80; do
      instance i.json "$d,$d,1" "$((d * d))" 1/100 --no-noise
      "$program" certify i.json --noise generic --method partition --quiet --force --certificate c.cert >/dev/null
      row "$d" "$d" "$command" c.cert
    done
  fi
  if table "$command of a tree: 3 inputs and units" 'N (exponents: of the 7^N patterns)'; then
    for n in 6 7 8; do
      instance i.json 3,3,1 "$n" 1/4
      "$program" certify i.json --method tree --quiet --force --certificate c.cert >/dev/null
      row "$n" "$((7 ** n))" "$command" c.cert
    done
  fi
done

if table 'check --part of a partition: d inputs and units, N = d²' d; then
  for d in 20 40 80; do
    instance i.json "$d,$d,1" "$((d * d))" 1/100 --no-noise
    "$program" certify i.json --noise generic --method partition --quiet --force --certificate c.cert >/dev/null
    row "$d" "$d" check --part 1/4 c.cert
  done
fi
if table 'explain --coq of a partition: 3 inputs and units' N; then
  for n in 3 6 9; do
    instance i.json 3,3,1 "$n" 1/4 --no-noise
    "$program" certify i.json --noise generic --method partition --quiet --force --certificate c.cert >/dev/null
    row "$n" "$n" explain --coq c.cert --force -o c.v
  done
fi

# --- models
gunzip -c "$root/examples/data/digits.csv.gz" >digits.csv
for model in 'digits-dense.npz --slope 1/100' digits-conv.onnx; do
  if table "forward ${model%% *}: 64 inputs" N; then
    for n in 450 900 1797; do
      head -n "$n" digits.csv >some.csv
      # shellcheck disable=SC2086
      row "$n" "$n" forward "$root"/examples/models/$model --data some.csv --target-column last --header no --force -o f.npy
    done
  fi
done

# --- the paper
if table 'replay, with --deep, of the statement collapse' 'size (the second is --deep)'; then
  row 1 1 replay collapse
  row deep 1 replay collapse --deep
fi
if table 'replay of all 45 statements' 'size'; then
  row all 1 replay
fi
if table 'figure 6.2 --quick' descents; then
  for n in 1 2 4; do
    row "$n" "$n" figure 6.2 --quick --repetitions "$n" --force -o "figure-$n"
  done
fi
if table 'figure 6.1 --quick, one repetition, 200 epochs' N; then
  for n in 25 50 100; do
    row "$n" "$n" figure 6.1 --quick --repetitions 1 --epochs 200 --samples "$n" --force -o "figure-$n"
  done
fi

if table 'figure 6.2-deep --quick' descents; then
  for n in 1 2 4; do
    row "$n" "$n" figure 6.2-deep --quick --repetitions "$n" --force -o "deep-$n"
  done
fi
if table 'figure 6.1-ends, one repetition, 200 epochs' N; then
  for n in 10 20 40; do
    row "$n" "$n" figure 6.1-ends --repetitions 1 --epochs 200 --samples "$n" --force -o "ends-$n"
  done
fi

printf '\nload: %s, cores: %s, %s\n' "$(cut -d ' ' -f 1-3 /proc/loadavg)" "$(nproc)" \
  "$(java -version 2>&1 | head -n 1)"
