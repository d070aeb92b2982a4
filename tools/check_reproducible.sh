#!/bin/sh
# Builds the source distribution and a wheel twice, ICU too, in folders of different names, with files of different
# dates and permissions, and compares the bytes: check_reproducible.sh [WHEEL]   WHEEL as for build_wheels.sh.
set -eu
wheel=${1:-cp311-manylinux_x86_64}
root=$(pwd)
first=$root/build/again/first
second=$root/build/again/another/second
rm -rf build/again
# Before there are links to it, through which venv makes nothing.
[ -x build/wheels/tools/bin/python ] || python3 -m venv build/wheels/tools

for checkout in "$first" "$second"; do
  git clone -q "$root" "$checkout"
  # What is fetched may be shared; what is compiled may not.
  mkdir -p "$checkout/build/icu" "$checkout/build/wheels"
  for shared in roots wheels/tools; do
    mkdir -p "build/$shared" && ln -s "$root/build/$shared" "$checkout/build/$shared"
  done
done
(cd "$first" && umask 022 && ONLY_BUILD=1 tools/build_wheels.sh "$wheel" >/dev/null)
find "$second" -path "$second/build" -prune -o -type f -exec touch -d 2001-02-03 {} +
chmod -R go= "$second/svenner" "$second/csrc"
(cd "$second" && umask 077 && ONLY_BUILD=1 tools/build_wheels.sh "$wheel" >/dev/null)
for checkout in "$first" "$second"; do
  (cd "$checkout" && build/wheels/tools/bin/python tools/build_sdist.py >/dev/null 2>&1)
done

status=0
set -- "$first"/dist/*
[ $# -eq 2 ] || status=1
for file; do
  cmp "$file" "$second/dist/$(basename "$file")" && echo "$(basename "$file"): the same bytes twice" || status=1
done
exit $status
