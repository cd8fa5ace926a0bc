#!/usr/bin/env bash
# Spark's own master with one worker of one core, then with two, all on this machine: a pattern tree
# and a census on each, wall clock of the whole command and processor seconds of the executors.
# Needs: mvn -P spark package -DskipTests (its class path is in verifier/spark/target).
# Usage: cluster.sh [SAMPLES_OF_THE_TREE [SAMPLES_OF_THE_CENSUS]]
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
tree=${1:-9}
census=${2:-7}
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
  "$root/dlmcert" "$@" --quiet --force --cluster "$url" --certificate "$tmp/cluster.cert" >"$tmp/out" ||
    (($? == 1))
  sleep 2 # the worker hears of the end of its executors
  awk -v name="$name" -v workers="$workers" -v from="$start" -v to="$(date +%s.%N)" \
    -v before="$before" -v after="$(executors)" \
    'BEGIN { printf "| %s | %d | %.1f | %.1f |\n", name, workers, to - from - 2, after - before }'
  cmp "$tmp/cluster.cert" "$tmp/$name.cert"
}

generate() {
  "$root/dlmcert" generate --quiet --slope 1/4 --seed 3 -o "$tmp/$1.json" --widths "$2" --samples "$3"
}

generate tree 3,3,1 "$tree"
generate census 2,3,1 "$census"
echo '| job | workers | wall s | processor s of the executors |'
echo '|---|---|---|---|'
for job in tree census; do
  command=(minima "$tmp/census.json")
  [[ $job != tree ]] || command=(certify --method tree "$tmp/tree.json")
  start=$(date +%s.%N)
  "$root/dlmcert" "${command[@]}" --quiet --threads 1 --certificate "$tmp/$job.cert" >"$tmp/out" ||
    (($? == 1))
  awk -v job="$job" -v from="$start" -v to="$(date +%s.%N)" \
    'BEGIN { printf "| %s | one thread, no cluster | %.1f | |\n", job, to - from }'
done
deploy master.Master --host 127.0.0.1 --port "$port" --webui-port 0
sleep 8
for workers in 1 2; do
  deploy worker.Worker --host 127.0.0.1 --webui-port 0 --cores 1 --memory 1g \
    --work-dir "$tmp/work-$workers" "$url"
  sleep 8
  measure tree "$workers" certify --method tree "$tmp/tree.json"
  measure census "$workers" minima "$tmp/census.json"
done
echo "load: $(cut -d ' ' -f 1-3 /proc/loadavg), cores: $(nproc)"
