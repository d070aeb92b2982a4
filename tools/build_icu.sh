#!/bin/sh
# Builds ICU as static, position-independent libraries with the little data that svenner uses, from
# Debian's source package: build_icu.sh TARGET OUTPUT
#
#   TARGET  what zig compiles for: x86_64-linux-gnu.2.28, aarch64-linux-gnu.2.28, x86_64-linux-musl, …
#   OUTPUT  a folder that gets include/ and lib/libicu{i18n,uc,data}.a
#
# ZIG: the command of zig (of the ziglang package). Compiled objects are kept in build/icu/TARGET.
set -eu
target=$1
output=$2
: "${ZIG:=python3 -m ziglang}"
here=$(cd "$(dirname "$0")" && pwd)

version=72.1-3+deb12u1
checksum=a2d2d38217092a7ed56635e34467f92f976b370e20182ad325edea6681a71d68 # of icu_72.1.orig.tar.gz
sources=$here/../build/icu/sources
objects=$here/../build/icu/$target
mkdir -p "$sources" "$objects" "$output/lib" "$output/include"

if [ ! -d "$sources/icu/source" ]; then
  [ -f "$sources/icu_72.1.orig.tar.gz" ] || "$here/fetch_source.sh" bookworm "icu=$version" "$sources"
  echo "$checksum  $sources/icu_72.1.orig.tar.gz" | sha256sum --check --quiet
  tar -xzf "$sources/icu_72.1.orig.tar.gz" -C "$sources"
  tar -xJf "$sources/icu_$version.debian.tar.xz" -C "$sources"
  for patch in 0001-ICU-22973-Fix-buffer-overflow-by-using-CharString.patch ICU-22198.patch; do
    patch -s -p1 -d "$sources/icu" <"$sources/debian/patches/$patch"
  done
fi

# ---- The data: the items of icu_data.txt out of ICU's own file.
command -v icupkg >/dev/null || "$here/install_system.sh" icu-devtools
data=$sources/icu/source/data/in/icudt72l.dat
grep -v '^#' "$here/icu_data.txt" >"$objects/items.txt"
rm -rf "$objects/items" && mkdir "$objects/items"
icupkg -d "$objects/items" -x "$objects/items.txt" "$data"
icupkg -s "$objects/items" -a "$objects/items.txt" new "$objects/icudt72l.dat"
cat >"$objects/data.s" <<END
.section .rodata
.globl icudt72_dat
.hidden icudt72_dat
.balign 16
icudt72_dat:
.incbin "$objects/icudt72l.dat"
.section .note.GNU-stack,"",%progbits
END
$ZIG cc -target "$target" -c "$objects/data.s" -o "$objects/data.o"

# ---- The code: every file of common and i18n; the linker leaves out what nobody calls.
compile() { # LIBRARY DEFINE
  mkdir -p "$objects/$1"
  # shellcheck disable=SC2016
  find "$sources/icu/source/$1" -name '*.cpp' | sort | xargs -P "$(nproc)" -I{} sh -c '
    object=$4/$(basename "$2" .cpp).o
    [ "$object" -nt "$2" ] || $1 c++ -target "$3" -std=c++11 -Os -g0 -fPIC -fvisibility=hidden -ffunction-sections \
      -fdata-sections -fno-sanitize=all -w -DNDEBUG -DU_STATIC_IMPLEMENTATION -DU_CHARSET_IS_UTF8=1 -DUCONFIG_NO_REGULAR_EXPRESSIONS=1 \
      -DUCONFIG_NO_TRANSLITERATION=1 -D"$6" -I"$5/common" -I"$5/i18n" -c "$2" -o "$object"
  ' sh "$ZIG" {} "$target" "$objects/$1" "$sources/icu/source" "$2"
}
compile common U_COMMON_IMPLEMENTATION
compile i18n U_I18N_IMPLEMENTATION

for library in "uc:common" "i18n:i18n"; do
  rm -f "$output/lib/libicu${library%:*}.a"
  $ZIG ar rcsD "$output/lib/libicu${library%:*}.a" "$objects/${library#*:}"/*.o
done
rm -f "$output/lib/libicudata.a"
$ZIG ar rcsD "$output/lib/libicudata.a" "$objects/data.o"
rm -rf "$output/include/unicode" && mkdir -p "$output/include/unicode"
cp "$sources"/icu/source/common/unicode/*.h "$sources"/icu/source/i18n/unicode/*.h "$output/include/unicode/"
