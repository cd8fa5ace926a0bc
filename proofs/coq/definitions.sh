#!/bin/bash
# What has to be read to know what a statement says: the definitions of theories that it is made of, file by file.
# Proofs are not followed, nor are definitions of mathcomp. Needs the compiled proofs (build.sh).
# definitions.sh AllClaims.true_claim
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/theories"
[[ $# -ge 1 ]] || { printf 'usage: definitions.sh FILE.DEFINITION ...\n' >&2; exit 2; }

# From coqc's cross references: places with what is defined there (D), parts of it (P), and what is used (U)
for glob in *.glob; do
  [[ -e ${glob%.glob}.v ]] || continue
  sed -nE \
    -e 's/^(def|rec|ind|abbrev|prf) ([0-9]+):[0-9]+ [^ ]+ ([^ ]+)$/\2 D \1 \3/p' \
    -e 's/^(constr|proj) ([0-9]+):[0-9]+ [^ ]+ ([^ ]+)$/\2 P \1 \3/p' \
    -e 's/^R([0-9]+):[0-9]+ Dlmcert\.([^ ]+) [^ ]+ ([^ ]+) (def|rec|ind|abbrev|constr|proj|thm)$/\1 U \4 \2.\3/p' "$glob" |
    sort -s -n -k 1,1 | sed "s/^[0-9]* \([DP] [a-z]* \)/\1${glob%.glob}./; s/^[0-9]* U/U/"
done | awk -v wanted="$*" '
  $1 == "D" { at = $3; proof[at] = ($2 == "prf"); if ($2 != "abbrev") shown[at] = 1; known[at] = 1 }
  $1 == "P" { part[$3] = at }
  $1 == "U" { uses[at] = uses[at] " " $3 }
  END {
    n = split(wanted, queue, " ")
    for (i = 1; i <= n; i++) if (!(queue[i] in known)) { print "not found: " queue[i] > "/dev/stderr"; exit 1 }
    for (i = 1; i <= n; i++) {
      name = queue[i]
      if (name in part) name = part[name]
      if ((name in seen) || !(name in known) || (proof[name] && i > 1)) continue
      seen[name] = 1
      m = split(uses[name], next_ones, " ")
      for (k = 1; k <= m; k++) queue[++n] = next_ones[k]
    }
    for (name in seen) if (name in shown) { split(name, p, "."); print p[1], p[2] }
  }' | sort | awk '
  $1 != file { if (file != "") print line; file = $1; line = file ".v:" }
  { line = line " " $2; count++ }
  END { print line; printf "%d definitions\n", count }'
