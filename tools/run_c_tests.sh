#!/bin/sh
# Runs test programs one after the other; the last line sums up: `N passed, N failed`.
# RUNNER: a command that runs each of them.
passed=0 failed=0 RUNNER=${RUNNER:-}
for program; do
  output=$($RUNNER "$program" 2>&1)
  status=$?
  counts=$(printf '%s\n' "$output" | sed -n 's/^\([0-9]*\) passed, \([0-9]*\) failed$/\1 \2/p' | tail -n 1)
  if [ -z "$counts" ]; then
    counts="0 1" # it crashed
  fi
  passed=$((passed + ${counts% *}))
  failed=$((failed + ${counts#* }))
  if [ $status -ne 0 ]; then
    [ "${counts#* }" != 0 ] || failed=$((failed + 1))
    printf '%s (exit status %d)\n%s\n' "$program" $status "$output"
  fi
done
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
