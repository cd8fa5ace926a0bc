#!/bin/sh
# Builds what lies here. build.sh checker: the proved checker alone (a few seconds); build.sh: all proofs too.
# Needs the Debian 12 packages of apt.txt. Files are compiled again when something before them has changed.
set -eu
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd -P)
cd "$here/theories"

# In an order in which each file needs only earlier ones.
checker='Arithmetic Json Sha256 Minors Sparse KinkForm Form Reader Rules EachPattern EachLayer Layers PointRules KinkRules Check'
proofs='Elimination SparseElimination Model Linear Collapse Archimedean Farkas AlmostEvery Minimum Generic Witness Theorem5 Paper GenericLayers Bridge Groups SoundOneLayer
  SoundCongruence SoundArchimedean SoundRank SoundSparse SoundLinear SoundMinors SoundWalk SoundTree SoundEach SoundPatterns SoundForward SoundLayers SoundAlive SoundGeneric SoundEachLayer LayersClaims EachClaims
  Nearby Points SoundNetwork SoundPaths SoundForms SoundGradient SoundPoint SoundRays SoundKinks SoundKinkPoints SoundKinkSaddle PointClaims Claims Headline Export ExportPoints'

for tool in coqc ocamlfind; do
  if ! command -v "$tool" >/dev/null 2>&1; then
    printf 'the proved checker needs %s; on Debian 12: apt-get install --no-install-recommends %s\n' \
      "$tool" "$(tr '\n' ' ' <"$here/apt.txt")" >&2
    exit 2
  fi
done

warnings=-notation-overridden,-ambiguous-paths,-extraction-default-directory,-extraction-opaque-accessed
before=Arithmetic.v
compile() {
  for file in "$@"; do
    if ! [ "$file.vo" -nt "$file.v" ] || [ "$before" -nt "$file.vo" ]; then
      coqc -q -w "$warnings" -Q . Dlmcert "$file.v"
    fi
    before=$file.vo
  done
}

# shellcheck disable=SC2086 # lists of names
compile $checker
program=$here/ocaml/dlmcert-proved
if ! [ "$program" -nt Check.vo ] || ! [ "$program" -nt Extract.v ] || ! [ "$program" -nt "$here/ocaml/main.ml" ]; then
  coqc -q -w "$warnings" -Q . Dlmcert Extract.v
  (cd "$here/ocaml" && rm -f proved.mli &&
    ocamlfind ocamlopt -O3 -w -a -package zarith -linkpkg zarith_bits.ml proved.ml main.ml -o dlmcert-proved)
fi
if [ "${1-}" != checker ]; then
  # shellcheck disable=SC2086
  compile $proofs
fi
