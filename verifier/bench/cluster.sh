#!/usr/bin/env bash
# Spark's own master with one worker of one core, then with two, all on this machine: the search of a
# pattern tree alone, up to a limit, and a census with its check on each; wall clock of the whole
# command and processor seconds of the executors.
# Needs: mvn -P spark package -DskipTests (its class path is in verifier/spark/target).
# Usage: cluster.sh [PATTERNS [SAMPLES_OF_THE_CENSUS]]
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
patterns=${1:-10000000000}
samples=${2:-9}
list=$root/verifier/spark/target/spark.classpath
[[ -f $list ]] || {
  echo "cluster.sh: $list is missing: mvn -P spark package -DskipTests" >&2
  exit 2
}

tmp=$(mktemp -d)
processes=()
finish() {
  for process in "${processes[@]}"; do
    kill "$process" 2>/dev/null || true
  done
  wait
  rm -rf "$tmp"
}
trap finish EXIT

# What an installed Spark looks like.
mkdir -p "$tmp/spark/jars"
touch "$tmp/spark/RELEASE"
tr ':' '\n' <"$list" | while IFS= read -r jar; do
  [[ $jar != *.jar ]] || ln -s "$jar" "$tmp/spark/jars/"
done
export SPARK_HOME=$tmp/spark SPARK_LOCAL_IP=127.0.0.1 SPARK_SCALA_VERSION=2.13
port=$((20000 + RANDOM % 20000))
url=spark://127.0.0.1:$port

deploy() {
  java -Xmx256m -XX:+UseSerialGC -cp "$SPARK_HOME/jars/*" "org.apache.spark.deploy.$1" "${@:2}" \
    >>"$tmp/log" 2>&1 &
  processes+=($!)
}

# Processor seconds of the executors of all workers that have ended.
executors() {
  local sum=0 process
  for process in "${processes[@]:1}"; do
    sum=$((sum + $(awk '{ print $16 + $17 }' "/proc/$process/stat")))
  done
  awk -v ticks="$sum" -v hertz="$(getconf CLK_TCK)" 'BEGIN { printf "%.1f", ticks / hertz }'
}

measure() {
  local name=$1 workers=$2 before start
  shift 2
  before=$(executors)
  start=$(date +%s.%N)
  "$root/dlmcert" "$@" --quiet --force --cluster "$url" >"$tmp/out" || (($? == 1 || $? == 3))
  sleep 2 # the worker hears of the end of its executors
  awk -v name="$name" -v workers="$workers" -v from="$start" -v to="$(date +%s.%N)" \
    -v before="$before" -v after="$(executors)" \
    'BEGIN { printf "| %s | %d | %.1f | %.1f |\n", name, workers, to - from - 2, after - before }'
  diff "$tmp/out" "$tmp/$name.out"
  cmp "$tmp/census.cert" "$tmp/one.cert"
}

generate() {
  "$root/dlmcert" generate --quiet --slope 1/4 --seed 3 -o "$tmp/$1.json" --widths "$2" --samples "$3" >/dev/null
}

generate tree 4,3,1 12
generate census 2,3,1 "$samples"
search=(certify --method tree --max-patterns "$patterns" "$tmp/tree.json")
echo '| job | workers | wall s | processor s of the executors |'
echo '|---|---|---|---|'
for job in tree census; do
  command=(minima "$tmp/census.json" --certificate "$tmp/census.cert")
  [[ $job != tree ]] || command=("${search[@]}")
  start=$(date +%s.%N)
  TIMEFORMAT='%U'
  { time "$root/dlmcert" "${command[@]}" --quiet --force --threads 1 >"$tmp/$job.out" 2>"$tmp/err" ||
    (($? == 1 || $? == 3)); } 2>"$tmp/time"
  awk -v job="$job" -v from="$start" -v to="$(date +%s.%N)" \
    -v used="$(<"$tmp/time")" \
    'BEGIN { printf "| %s | one thread, no cluster | %.1f | %s, whole command |\n", job, to - from, used }'
done
cp "$tmp/census.cert" "$tmp/one.cert"
deploy master.Master --host 127.0.0.1 --port "$port" --webui-port 0
for ((tries = 0; tries < 120; tries++)); do # on a loaded machine it takes its time
  ! (: >"/dev/tcp/127.0.0.1/$port") 2>/dev/null || break
  sleep 1
done
# The program waits for a worker by itself.
export DLMCERT_JAVA_OPTS="-Dspark.dlmcert.beginning=180s ${DLMCERT_JAVA_OPTS:-}"
for workers in 1 2; do
  deploy worker.Worker --host 127.0.0.1 --webui-port 0 --cores 1 --memory 1g \
    --work-dir "$tmp/work-$workers" "$url"
  sleep 8
  measure tree "$workers" "${search[@]}"
  measure census "$workers" minima "$tmp/census.json" --certificate "$tmp/census.cert"
done
echo "load: $(cut -d ' ' -f 1-3 /proc/loadavg), cores: $(nproc)"
