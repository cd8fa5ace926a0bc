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
# Every theorem that a table of the README names is asked about, in each file that has one of the name.
named=0
while read -r name; do
  mapfile -t files < <(grep -lE "^(Theorem|Lemma|Corollary|Fact) $name\b" "$here"/theories/*.v)
  for file in "${files[@]}"; do
    from="$(basename "$file" .v)\."
    ((${#files[@]} > 1)) || from="($from)?"
    grep -qE "^Print Assumptions $from$name\.$" "$here/theories/Assumptions.v" || fail "not in Assumptions.v: $name of $file"
    named=$((named + 1))
  done
done < <(grep '^|' "$here/README.md" | grep -oE '`\w+`' | tr -d '`' | sort -u)
((named > 0)) || fail 'the tables of the README name no theorem'
# Asked of all theorems together, as looking through all proofs for axioms takes long, and then it is done once.
asked=$(grep -c '^Print Assumptions' "$here/theories/Assumptions.v")
{ grep -v '^Print Assumptions' "$here/theories/Assumptions.v"
  printf 'Definition theorems : True :=\n'
  sed -n 's/^Print Assumptions \(.*\)\.$/  let _ := @\1 in/p' "$here/theories/Assumptions.v"
  printf '  I.\nPrint Assumptions theorems.\n'; } >"$tmp/Theorems.v"
[[ $asked == "$(grep -c '^  let _ := @' "$tmp/Theorems.v")" ]] || fail 'a theorem of Assumptions.v is not asked about'
(cd "$tmp" && coqc -q -w -notation-overridden,-ambiguous-paths -Q "$here/theories" Dlmcert Theorems.v) >"$tmp/assumptions"
[[ $(<"$tmp/assumptions") == 'Closed under the global context' ]] || fail "assumptions of the theorems: $(<"$tmp/assumptions")"

# Both checkers on one file, with the data beside it if there are some: 0 accepted, 1 rejected, 3 not checked.
data_of() {
  local data
  for data in "${1%.cert}".{npy,idx,csv}; do
    ! [[ -e $data ]] || printf '%s' "$data"
  done
}
jar=$root/proofs/checker/target/dlmcert-checker.jar
java_status() {
  local status=0 data=${2-$(data_of "$1")}
  java -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -jar "$jar" "$1" ${data:+--instance "$data"} >"$tmp/java" 2>&1 || status=$?
  printf '%s' "$status"
}
proved_status() {
  local status=0 data=${2-$(data_of "$1")}
  "$here/ocaml/dlmcert-proved" "$1" ${data:+"$data"} >"$tmp/proved" 2>&1 || status=$?
  printf '%s' "$status"
}

known=0 unknown=0 corrupted=0
for file in "$root"/examples/accepted/*.cert; do
  case $(proved_status "$file") in
    0) known=$((known + 1)) ;;
    3) unknown=$((unknown + 1)) ;;
    1) fail "not accepted by the proved checker: $file" ;;
    *) fail "no verdict of the proved checker: $file" ;;
  esac
done
for file in "$root"/examples/rejected/*.cert; do
  case $(proved_status "$file") in
    1 | 3) ;;
    *) fail "not rejected by the proved checker: $file" ;;
  esac
done
((known >= 384)) || fail "only $known accepted examples are of kinds that the proved checker knows"

# Corrupted: one character replaced, at places spread over each accepted file. The two must agree.
for file in "$root"/examples/accepted/*.cert; do
  [[ $(proved_status "$file") == 0 ]] || continue
  size=$(stat -c %s "$file")
  for part in 3 5 7 8; do
    at=$((size * part / 9))
    { head -c "$at" "$file"; tail -c +$((at + 1)) "$file" | head -c 1 | tr '0-9a-z' '1-90b-za'; tail -c +$((at + 2)) "$file"; } >"$tmp/corrupted.cert"
    cmp -s "$file" "$tmp/corrupted.cert" && continue
    corrupted=$((corrupted + 1))
    data=$(data_of "$file")
    case $(proved_status "$tmp/corrupted.cert" "$data") in
      0) [[ $(java_status "$tmp/corrupted.cert" "$data") == 0 ]] || fail "only the proved checker accepts character $at of $file changed" ;;
      1) # rejected by the digest in most cases: the Java checker is asked for one in four
        if ((corrupted % 4 == 0)); then
          [[ $(java_status "$tmp/corrupted.cert" "$data") != 0 ]] || fail "only the Java checker accepts character $at of $file changed"
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
((both_accept >= 100 && both_reject >= 300)) || fail "only $both_accept and $both_reject corrupted files for both checkers"
# Too much work for the proved checker: all layers modulo 3^64, entries of one.
# copies N TEXT: TEXT N times, with commas
copies() {
  local all
  all=$(printf "$2,%.0s" $(seq "$1"))
  printf '%s' "${all%,}"
}
row="[$(copies 40 '"1"')]"
setting='"widths":[40,40,40,1],"slope":"1/3433683820292512484657849089282","bias":false,'
subject='{"format":"dlmcert-instance/1",'$setting'"inputs":['$(copies 200 "$row")'],"noise":["none","none"],"weights":[['$(copies 40 "$row")'],['$(copies 40 "$row")'],['$row']]}'
printf '{"format":"dlmcert-certificate/1","kind":"deep-collapse","claim":{"property":"full-column-rank","holds":true,"patterns":"all-layers",%s"noise":"none","samples":200,"pattern_bits":16000},"instance":%s,"instance_sha256":"%s","evidence":{"modulus":3,"exponent":64}}' \
  "$setting" "$subject" "$(printf '%s' "$subject" | sha256sum | cut -d' ' -f1)" >"$tmp/long.cert"
[[ $(proved_status "$tmp/long.cert") == 3 ]] || fail 'no bound for the work of deep-collapse'
[[ $(java_status "$tmp/long.cert") == 1 ]] || fail 'the file for the bound of the work is not one'

# Two examples of each kind that is proved, the smallest and the largest of at most 4000 bytes, as files for Coq
# (explain --coq), compiled together: what takes longest is to look through all proofs for axioms, once.
write_claim() {
  "$root/dlmcert" explain --coq "$1" -o "$tmp/Claim.v" --force >/dev/null 2>&1 || return 1
  exported=$((exported + 1))
  { printf 'Module M%s. (* %s *)\n' "$exported" "$(basename "$1")"
    grep -vx 'Print Assumptions claim\.' "$tmp/Claim.v"
    printf 'End M%s.\n' "$exported"; } >>"$tmp/Claims.v"
}
exported=0 kinds=0
for kind in partition tight-set independent-inputs null-vector open-cell point dead-pattern masked-tight-set \
  lift collapse archimedean rank bordered-minors width sparse-rank diagonal linear-units generic-layers matching hall-set tree every-pattern cells \
  deep-collapse deep-null-vector common-pairs crowded-pairs noise-ball global-minimum local-minimum kink-saddle descent-path path-products nearby-zero nearby-minimum nearby-saddle \
  worst-minimum worst-minimum-held least-loss any-width enclosed-descent minima minima-and-least-loss ball local-minima; do
  mapfile -t files < <(grep -l "\"kind\":\"$kind\"" "$root"/examples/accepted/*.cert | xargs -r ls -Sr)
  smallest=
  for file in "${files[@]}"; do
    if write_claim "$file"; then smallest=$file; kinds=$((kinds + 1)); break; fi
  done
  for ((at = ${#files[@]} - 1; at >= 0; at--)); do
    file=${files[at]}
    [[ $file != "$smallest" ]] || break
    (($(stat -c %s "$file") > 4000)) || ! write_claim "$file" || break
  done
done
# Several outputs above several layers, and widths for several outputs, have theorems of their own.
for name in matching-two-outputs-output-biases generic-layers-two-outputs-too-many hall-set-two-outputs crowded-pairs-generic-layers-output-biases \
  common-pairs-generic-layers-output-biases-generic-weights common-pairs-generic-layers-slope-one-all-minima width-two-outputs width-output-biases; do
  write_claim "$root/examples/accepted/$name.cert" || fail "not written as a file for Coq: $name"
done
((kinds == 45)) || fail "$kinds of 45 kinds were written as files for Coq"
{ printf 'Definition claims := ('; printf 'M%s.claim, ' $(seq $((exported - 1))); printf 'M%s.claim).\nPrint Assumptions claims.\n' "$exported"; } >>"$tmp/Claims.v"
if ! (cd "$tmp" && coqc -q -w -require-in-module -Q "$here/theories" Dlmcert Claims.v) >"$tmp/claim" 2>"$tmp/errors"; then
  cat "$tmp/errors" >&2
  line=$(sed -n 's/^File "[^"]*", line \([0-9]*\),.*/\1/p' "$tmp/errors" | tail -n 1)
  fail "not compiled: $(head -n "${line:-1}" "$tmp/Claims.v" | grep '^Module' | tail -n 1)"
fi
[[ $(<"$tmp/claim") == 'Closed under the global context' ]] || fail "assumptions of the files for Coq: $(<"$tmp/claim")"

printf 'coq: %s theorems without axioms; both checkers agree on %s accepted examples (%s of other kinds), all rejected ones and %s corrupted files; with right digests both accept %s and both reject %s; %s files for Coq compiled\n' \
  "$asked" "$known" "$unknown" "$corrupted" "$both_accept" "$both_reject" "$exported"
