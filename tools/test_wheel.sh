#!/bin/sh
# Tries a wheel where there is no ICU and no compiler: test_wheel.sh WHEEL VERSION ABI DEBIAN [INTERPRETER]
#
#   VERSION      of Python, 3.13; ABI: cp313, cp313t
#   DEBIAN       a small Debian that has that Python (tools/make_root.sh)
#   INTERPRETER  the folder of a Python to use in place of Debian's
#
# pip of this machine chooses by the tags of the wheel, as pip with glibc 2.28 would. With FIRST=icu the tests run with PyICU, and
# so another ICU, loaded first; the Debian has python3-icu then.
set -eu
wheel=$1
version=$2
abi=$3
debian=$4
interpreter=${5:-}
machine=$(basename "$wheel" .whl | sed 's/.*linux_[0-9]*_[0-9]*_//')
pip="build/wheels/tools/bin/python -m pip install -qq --no-compile --only-binary=:all: --implementation cp
  --python-version $version --abi $abi --abi none --platform any"
for glibc in 2_17 2_27 2_28; do pip="$pip --platform manylinux_${glibc}_$machine"; done

if [ -z "${FIRST:-}" ] && ls "$debian"/usr/lib/*/libicu* >/dev/null 2>&1; then
  echo "$debian has an ICU: it proves nothing" >&2
  exit 1
fi
python=python$version
site=$debian/usr/local/lib/python$version/dist-packages
if [ -n "$interpreter" ]; then
  # Where it was built for: it looks for its library there.
  mkdir -p "$debian$(dirname "$interpreter")"
  rm -rf "${debian:?}$interpreter" && cp -r "$interpreter" "$debian$(dirname "$interpreter")"
  python=$interpreter/bin/python3
  site=$(echo "$debian$interpreter"/lib/python3*/site-packages)
fi
rm -rf "$site" "$debian/try" && mkdir -p "$debian/try"
# The last hypothesis that is Python alone, and so runs on every kind of Python.
# shellcheck disable=SC2086
$pip --target "$site" "$(grep '^pytest=' requirements/dev.txt)" hypothesis==6.155.7 "$wheel"
git ls-files | grep -v '^svenner/' | tar -cf - -T - | tar -xf - -C "$debian/try"
options="-q -p no:cacheprovider ${FIRST:+-p $FIRST}"
# Memory is that of the emulator.
[ "$machine" = "$(uname -m)" ] || options="$options --deselect tests/python/test_robust.py::test_the_process_does_not_grow \
  --deselect tests/python/test_limits.py --deselect tests/python/test_leaks.py"
# The mounts end with the command.
# shellcheck disable=SC2016
unshare --mount --pid --fork sh -c '
  mount -t proc proc "$1/proc" && mount --rbind /dev "$1/dev"
  exec chroot "$1" /usr/bin/env -i PATH=/usr/bin:/bin LC_ALL=C.UTF-8 PYTHONDONTWRITEBYTECODE=1 sh -c "cd /try && $2"
' sh "$debian" "$python -P -m pytest $options"
