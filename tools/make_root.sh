#!/bin/sh
# Makes a small Debian of its own, for headers and for trying wheels: make_root.sh SUITE ARCHITECTURE FOLDER PACKAGE…
# It has the packages and what they need, and nothing else. Needs root; another architecture runs under qemu.
set -eu
suite=$1
architecture=$2
folder=$3
shift 3
[ ! -e "$folder/made" ] || exit 0
root=$(cd "$(dirname "$0")/.." && pwd)
command -v mmdebstrap >/dev/null || "$root/tools/install_system.sh" mmdebstrap
if [ "$architecture" != "$(dpkg --print-architecture)" ]; then
  command -v qemu-aarch64-static >/dev/null || "$root/tools/install_system.sh" qemu-user-static binfmt-support
  command -v arch-test >/dev/null || "$root/tools/install_system.sh" arch-test
  # A container may lack the table of foreign programs.
  [ -e /proc/sys/fs/binfmt_misc/register ] || mount -t binfmt_misc none /proc/sys/fs/binfmt_misc
  [ -e /proc/sys/fs/binfmt_misc/qemu-aarch64 ] || update-binfmts --enable qemu-aarch64
fi
rm -rf "$folder"
mkdir -p "$(dirname "$folder")"
# A copy of the packages may be older than its list's date allows; the signatures still hold.
mmdebstrap --quiet --variant=minbase --architectures="$architecture" --aptopt='Acquire::Check-Valid-Until "false"' \
  --include="$(echo "$*" | tr ' ' ',')" "$suite" "$folder"
touch "$folder/made"
