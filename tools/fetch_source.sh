#!/bin/sh
# Fetches a source package of Debian: fetch_source.sh SUITE PACKAGE=VERSION FOLDER
# With package lists of its own, so that the machine's stay as they are.
set -eu
suite=$1
package=$2
folder=$3
lists=$folder/apt-$suite
mkdir -p "$lists/parts" "$lists/lists/partial"
sed -e 's/^Types: .*/Types: deb-src/' -e "s/bookworm/$suite/g" /etc/apt/sources.list.d/debian.sources >"$lists/parts/debian.sources"
set -- -q -o Dir::Etc::SourceParts="$lists/parts" -o Dir::Etc::SourceList=/dev/null -o Dir::State::Lists="$lists/lists" \
  -o APT::Sandbox::User=root
apt-get "$@" update
cd "$folder" && apt-get "$@" source --download-only "$package"
