#!/bin/sh
# Analyses a text by builds that must agree: as shipped, unoptimised, by another compiler, and on a machine with 32 bits,
# and compares all that they find, every number to its last bit: check_differential.sh TEXT
#
# The machine with 32 bits is a small Debian for i386 (build/roots), with the C library and the ICU that it brings.
set -eu
text=$1
root=$(pwd)
out=$root/build/differential
debian=$root/build/roots/bookworm-i386
mkdir -p "$out"
sources="tests/c/write_documents.c $(find csrc -name '*.c' -not -path 'csrc/python/*' | sort | tr '\n' ' ')"
libraries="-licui18n -licuuc -licudata -lm -lpthread"

build() { # NAME COMPILER FLAG…
  name=$1
  shift
  # shellcheck disable=SC2086
  "$@" -std=c11 -Icsrc -o "$out/$name" $sources $libraries
}
build shipped cc -O3
build plain cc -O0
build clang "${CLANG:-clang-14}" -O2
tools/make_root.sh bookworm i386 "$debian" gcc libc6-dev libicu-dev
mkdir -p "$debian/try/svenner" && cp -r csrc tests/c "$debian/try/" && cp -r svenner/data "$debian/try/svenner/"
# Floats as everywhere else: in registers of their own width.
chroot "$debian" sh -c "cd /try && mkdir -p tests && rm -rf tests/c && mv c tests/c &&
  gcc -m32 -O2 -msse2 -mfpmath=sse -std=c11 -Icsrc -o write_documents $sources $libraries"

digest() { # COMMAND…
  "$@" <"$text" | sha256sum
}
wanted=$(digest "$out/shipped" svenner/data/lexicon.sve svenner/data/model.sve)
status=0
compare() { # NAME COMMAND…
  name=$1
  shift
  if [ "$(digest "$@")" = "$wanted" ]; then echo "$name: the same"; else status=1 && echo "$name: DIFFERS"; fi
}
compare "without optimisation" "$out/plain" svenner/data/lexicon.sve svenner/data/model.sve
compare "by clang" "$out/clang" svenner/data/lexicon.sve svenner/data/model.sve
compare "with 32 bits" chroot "$debian" /try/write_documents /try/svenner/data/lexicon.sve /try/svenner/data/model.sve
echo "$(wc -w <"$text") words, sha256 of all that was found: ${wanted%% *}"
exit $status
