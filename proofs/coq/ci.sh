#!/bin/bash
# The proofs, their assumptions, and the agreement of the two checkers on every example.
# Needs the packages of apt.txt and a Java checker built with its tests (proofs/checker/target).
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(cd "$here/../.." && pwd)

fail() {
  printf 'coq: %s\n' "$*" >&2
  exit 1
}

if grep -nE '\b(Admitted|admit|Axiom|Parameter|Conjecture)\b' "$here"/theories/*.v; then
  fail 'something is not proved'
fi
"$here/build.sh"

tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
(cd "$here/theories" &&
  coqc -q -w -notation-overridden,-ambiguous-paths -Q . Dlmcert -o "$tmp/Assumptions.vo" Assumptions.v) >"$tmp/assumptions"
asked=$(grep -c '^Print Assumptions' "$here/theories/Assumptions.v")
closed=$(grep -c '^Closed under the global context$' "$tmp/assumptions" || :)
[[ $asked == "$closed" ]] || fail "$closed of $asked theorems are closed under the global context"

# Both checkers on one file: 0 accepted, 1 rejected, 3 not checked.
jar=$root/proofs/checker/target/dlmcert-checker.jar
java_status() {
  local status=0
  java -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -jar "$jar" "$1" >"$tmp/java" 2>&1 || status=$?
  printf '%s' "$status"
}
proved_status() {
  local status=0
  "$here/ocaml/dlmcert-proved" "$1" >"$tmp/proved" 2>&1 || status=$?
  printf '%s' "$status"
}

known=0 unknown=0 corrupted=0
for file in "$root"/examples/accepted/*.cert; do
  case $(proved_status "$file") in
    0) known=$((known + 1)) ;;
    3) unknown=$((unknown + 1)) ;;
    1)
      # A detached certificate: its data are not in the file.
      if grep -q '"instance":' "$file"; then fail "not accepted by the proved checker: $file"; fi
      ;;
    *) fail "no verdict of the proved checker: $file" ;;
  esac
done
for file in "$root"/examples/rejected/*.cert; do
  # Those with a table beside them are wrong about the user's data only.
  ! [[ -e ${file%.cert}.csv ]] || continue
  case $(proved_status "$file") in
    1 | 3) ;;
    *) fail "not rejected by the proved checker: $file" ;;
  esac
done
((known >= 219)) || fail "only $known accepted examples are of kinds that the proved checker knows"

# Corrupted: one character replaced, at places spread over each accepted file. The two must agree.
for file in "$root"/examples/accepted/*.cert; do
  [[ $(proved_status "$file") == 0 ]] || continue
  size=$(stat -c %s "$file")
  for part in 3 5 7 8; do
    at=$((size * part / 9))
    { head -c "$at" "$file"; tail -c +$((at + 1)) "$file" | head -c 1 | tr '0-9a-z' '1-90b-za'; tail -c +$((at + 2)) "$file"; } >"$tmp/corrupted.cert"
    cmp -s "$file" "$tmp/corrupted.cert" && continue
    corrupted=$((corrupted + 1))
    case $(proved_status "$tmp/corrupted.cert") in
      0) [[ $(java_status "$tmp/corrupted.cert") == 0 ]] || fail "only the proved checker accepts character $at of $file changed" ;;
      1) # rejected by the digest in most cases: the Java checker is asked for one in four
        if ((corrupted % 4 == 0)); then
          [[ $(java_status "$tmp/corrupted.cert") != 0 ]] || fail "only the Java checker accepts character $at of $file changed"
        fi
        ;;
      3) ;;
      *) fail "no verdict of the proved checker on a corrupted file" ;;
    esac
  done
done
# Corrupted with right digests, by CorruptedFilesTest of the Java checker, which names each file after its verdict.
both_accept=0 both_reject=0
for file in "$root"/proofs/checker/target/corrupted/*.cert; do
  case $(basename "$file") in accepted-*) wanted=0 ;; *) wanted=1 ;; esac
  case $wanted$(proved_status "$file") in
    00) both_accept=$((both_accept + 1)) ;;
    11) both_reject=$((both_reject + 1)) ;;
    ?3) ;;
    *) fail "the two checkers disagree about $file" ;;
  esac
done
((both_accept >= 20 && both_reject >= 200)) || fail "only $both_accept and $both_reject corrupted files for both checkers"
# The smallest example of each kind that is proved, as a file for Coq (explain --coq), compiled.
exported=0
for kind in partition tight-set independent-inputs null-vector open-cell point dead-pattern masked-tight-set \
  lift collapse archimedean rank bordered-minors width sparse-rank diagonal linear-units generic-layers matching hall-set tree every-pattern cells \
  deep-collapse deep-null-vector common-pairs crowded-pairs noise-ball global-minimum local-minimum kink-saddle descent-path path-products; do
  mapfile -t files < <(grep -l "\"kind\":\"$kind\"" "$root"/examples/accepted/*.cert | xargs -r ls -Sr)
  for file in "${files[@]}"; do
    "$root/dlmcert" explain --coq "$file" -o "$tmp/Claim.v" --force >/dev/null 2>&1 || continue
    (cd "$tmp" && coqc -q -Q "$here/theories" Dlmcert Claim.v) >"$tmp/claim" || fail "not compiled: $file"
    [[ $(<"$tmp/claim") == 'Closed under the global context' ]] || fail "assumptions: $file"
    exported=$((exported + 1))
    break
  done
done
((exported == 33)) || fail "$exported of 33 kinds were written as files for Coq"

printf 'coq: %s theorems without axioms; both checkers agree on %s accepted examples (%s of other kinds), all rejected ones and %s corrupted files; with right digests both accept %s and both reject %s; %s files for Coq compiled\n' \
  "$closed" "$known" "$unknown" "$corrupted" "$both_accept" "$both_reject" "$exported"
