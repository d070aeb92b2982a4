#!/bin/sh
# Runs fuzz targets, two at a time: run_fuzz.sh SECONDS SEED TARGET…   From the root of the repository.
seconds=$1
seed=$2
shift 2
failed=0

run() {
  program=$1
  name=$(basename "$program")
  corpus=build/fuzz/corpus/$name
  mkdir -p "$corpus" build/fuzz/crashes
  seeds=tests/fuzz/seeds/$name
  dictionary=tests/fuzz/swedish.dict
  set -- "$corpus"
  [ ! -d "$seeds" ] || set -- "$corpus" "$seeds"
  "$program" -max_total_time="$seconds" -seed="$seed" -timeout=20 -rss_limit_mb=2048 -max_len=1500 -dict="$dictionary" -print_final_stats=1 \
    -artifact_prefix="build/fuzz/crashes/$name-" "$@" >"build/fuzz/$name.log" 2>&1
}

report() { # TARGET STATUS
  name=$(basename "$1")
  if [ "$2" -ne 0 ]; then
    failed=1
    echo "$name: FAILED (build/fuzz/$name.log, build/fuzz/crashes)"
    grep -a -E -A12 'ERROR|runtime error|not so|breach' "build/fuzz/$name.log" | head -n 30
  else
    executions=$(sed -n 's/^stat::number_of_executed_units: *//p' "build/fuzz/$name.log")
    coverage=$(grep -a -o 'cov: [0-9]*' "build/fuzz/$name.log" | tail -n 1)
    echo "$name: $executions executions in $seconds s, $coverage edges"
  fi
}

while [ $# -gt 0 ]; do
  run "$1" &
  first=$!
  if [ $# -gt 1 ]; then
    run "$2" &
    second=$!
    wait $second
    second_status=$?
  fi
  wait $first
  report "$1" $?
  if [ $# -gt 1 ]; then
    report "$2" "$second_status"
    shift
  fi
  shift
done
exit $failed
