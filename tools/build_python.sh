#!/bin/sh
# Builds the free-threaded CPython, which Debian has no package of, from Debian's source package: build_python.sh PREFIX
# PREFIX is the folder that it is installed into, and runs from.
set -eu
prefix=$1
root=$(cd "$(dirname "$0")/.." && pwd)
version=3.13.5
release=$version-2+deb13u5
checksum=93e583f243454e6e9e4588ca2c2662206ad961659863277afcdb96801647d640 # of python3.13_3.13.5.orig.tar.xz
sources=$root/build/python/sources
objects=$root/build/python/free-threaded

mkdir -p "$sources" "$objects"
[ -f "$sources/python3.13_$version.orig.tar.xz" ] || "$root/tools/fetch_source.sh" trixie "python3.13=$release" "$sources"
echo "$checksum  $sources/python3.13_$version.orig.tar.xz" | sha256sum --check --quiet
[ -d "$sources/Python-$version" ] || tar -xJf "$sources/python3.13_$version.orig.tar.xz" -C "$sources"

"$root/tools/install_system.sh" zlib1g-dev libffi-dev libssl-dev
set -- --quiet --prefix="$prefix" --with-ensurepip=no --disable-test-modules --disable-gil
cd "$objects"
"$sources/Python-$version/configure" "$@" CFLAGS=-g0 >configure.log 2>&1 || { tail -n 20 configure.log; exit 1; }
make -s -j"$(nproc)" >make.log 2>&1 || { tail -n 20 make.log; exit 1; }
make -s install >install.log 2>&1 || { tail -n 20 install.log; exit 1; }
