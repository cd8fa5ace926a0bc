#!/bin/sh
# Builds what lies here. build.sh checker: the proved checker alone (half a minute); build.sh: all proofs too.
# Needs the Debian 12 packages of apt.txt. Files are compiled again when something that they need has changed.
set -eu
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd -P)

for tool in coqc ocamlfind make; do
  if ! command -v "$tool" >/dev/null 2>&1; then
    printf 'the proved checker needs %s; on Debian 12: apt-get install --no-install-recommends %s\n' \
      "$tool" "$(tr '\n' ' ' <"$here/apt.txt")" >&2
    exit 2
  fi
done
make -s -j "$(nproc)" -C "$here/theories" -f ../Makefile "${1:-all}"
