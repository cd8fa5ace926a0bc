#!/usr/bin/env bash
# Builds what is handed out twice, at two places, compares the bytes, and tries it: without Maven on
# the PATH, as whoever has only the archive. Needs Maven, unzip, dpkg-deb; further words go to Maven.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT

fail() {
  printf 'release: %s\n' "$*" >&2
  exit 1
}

build() {
  (cd "$1" && shift && mvn -q -B -P release package -DskipTests "$@")
}

mkdir "$tmp/second"
(cd "$root" && tar -cf - --exclude=target --exclude=.git .) | (cd "$tmp/second" && tar -xf -)
build "$root" "$@"
build "$tmp/second" "$@"
dist=$root/verifier/release/target/dist
(cd "$dist" && sha256sum --quiet --check SHA256SUMS) || fail 'the sums are not those of the files'
diff -r "$dist" "$tmp/second/verifier/release/target/dist" || fail 'two builds of the same sources differ'
rm -rf "$tmp/second"

# A PATH that has Java and the usual tools, but no Maven.
mkdir "$tmp/bin"
for tool in java sh sed env cat mkdir mv rm rmdir ls readlink cksum tr find uname stty printf touch ps sleep dirname; do
  ln -s "$(command -v "$tool")" "$tmp/bin/$tool"
done
try() {
  env -i PATH="$tmp/bin" HOME="$tmp" LANG=C.UTF-8 "$@"
}

(cd "$tmp" && unzip -q "$dist"/dlmcert-*.zip)
folder=$(echo "$tmp"/dlmcert-*)
[[ -x $folder/dlmcert ]] || fail 'the archive has no launcher'
# The first commands of the README.
sed -n '/^```console$/,/^```$/s/^\$ \.\/dlmcert //p' "$folder/README.md" >"$tmp/commands"
[[ $(wc -l <"$tmp/commands") -ge 3 ]] || fail 'the README has no commands'
while read -r -a words; do
  code=0
  (cd "$folder" && try ./dlmcert "${words[@]}") >"$tmp/out" </dev/null || code=$?
  ((code <= 1)) || fail "exit $code: ./dlmcert ${words[*]}"
  printf 'release: %s: %s\n' "${words[*]}" "$(sed 1q "$tmp/out")"
done <"$tmp/commands"
try "$folder/dlmcert" tour --yes >"$tmp/out" || fail 'the tour does not run from the archive'

# The checker alone, on a certificate that the archive's program has made.
java -jar "$dist"/dlmcert-checker-*.jar "$folder/digits.cert" | grep -q '^ACCEPTED' || fail 'the checker alone'

# The Debian package, unpacked.
if command -v dpkg-deb >/dev/null; then
  dpkg-deb -x "$dist"/dlmcert_*_all.deb "$tmp/deb"
  [[ $(readlink "$tmp/deb/usr/bin/dlmcert") = /usr/share/dlmcert/dlmcert ]] || fail 'the link in /usr/bin'
  try "$tmp/deb/usr/share/dlmcert/dlmcert" --version
  [[ -s $tmp/deb/usr/share/man/man1/dlmcert-certify.1 ]] || fail 'no manual page in the Debian package'
fi
if command -v hadolint >/dev/null; then
  hadolint "$root/verifier/release/Dockerfile"
elif command -v npx >/dev/null; then
  npx --yes dockerfilelint@1.8.0 "$root/verifier/release/Dockerfile"
else
  echo 'release: neither hadolint nor npx is installed; the Dockerfile is not linted' >&2
fi
echo 'release: all passed'
