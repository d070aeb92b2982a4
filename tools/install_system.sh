#!/bin/sh
# Installs Debian packages: install_system.sh PACKAGE…   Says what to do where it cannot.
set -u
if ! command -v apt-get >/dev/null 2>&1; then
  echo "svenner needs: $*" >&2
  echo "This system has no apt-get. ICU's headers are in: libicu-dev (Debian, Ubuntu), libicu-devel (Fedora)," >&2
  echo "icu-dev (Alpine), icu4c (Homebrew on macOS: also export PKG_CONFIG_PATH). Install it, then run make again." >&2
  exit 1
fi
as_root=
if [ "$(id -u)" -ne 0 ]; then
  if ! command -v sudo >/dev/null 2>&1; then
    echo "svenner needs these Debian packages; install them as root, then run make again:" >&2
    echo "  apt-get install $*" >&2
    exit 1
  fi
  as_root=sudo
fi
export DEBIAN_FRONTEND=noninteractive
if $as_root apt-get install -y --no-install-recommends "$@" >/dev/null 2>&1; then exit 0; fi
# The package lists of a fresh machine may be missing or old.
if $as_root apt-get update -q >&2 && $as_root apt-get install -y --no-install-recommends "$@" >&2; then exit 0; fi
echo "Could not install with apt-get; install these Debian packages, then run make again: $*" >&2
exit 1
