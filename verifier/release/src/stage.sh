#!/bin/sh
# Lays out what is handed out: stage.sh JAVA ROOT FOLDER. Only files that belong to the sources go in,
# those that a build or a run has left behind do not.
set -eu
java=$1
root=$2
staged=$3

rm -rf "$staged" "$staged/../dist"
mkdir -p "$staged/dlmcert/lib" "$staged/../dist" "$staged/dlmcert/proofs" "$staged/dlmcert/docs" \
  "$staged/dlmcert/share/man/man1" "$staged/dlmcert/share/fish/vendor_completions.d" \
  "$staged/dlmcert/share/bash-completion/completions" "$staged/dlmcert/share/zsh/site-functions"
version=$("$java" -jar "$root/verifier/app/target/dlmcert.jar" --version)
version=${version#dlmcert }
to=$staged/dlmcert

cp "$root/verifier/app/target/dlmcert.jar" "$root/proofs/checker/target/dlmcert-checker.jar" "$to/lib/"
cp "$root/proofs/checker/target/dlmcert-checker.jar" "$staged/../dist/dlmcert-checker-$version.jar"
cp "$root/dlmcert" "$root/dlmcert.cmd" "$root/README.md" "$root/CHANGELOG.md" "$root/LICENSE" \
  "$root/CITATION.cff" "$root/SECURITY.md" "$to/"
cp "$root/proofs/format.md" "$root/proofs/soundness.md" "$root/proofs/bugs-found.md" "$to/proofs/"
cp -R "$root/docs/." "$to/docs/"
(cd "$root" && tar -cf - --exclude=target --exclude=src --exclude=pom.xml examples) |
  (cd "$to" && tar -xf -)

run() {
  "$java" -jar "$to/lib/dlmcert.jar" "$@"
}
run man --folder "$to/share/man/man1" >&2
run completion bash >"$to/share/bash-completion/completions/dlmcert"
run completion fish >"$to/share/fish/vendor_completions.d/dlmcert.fish"
# zsh reads the same script as bash, through a function that loads it when it is first asked.
printf '#compdef dlmcert\nsource <(dlmcert completion zsh)\n' >"$to/share/zsh/site-functions/_dlmcert"
cp "$root/verifier/release/Dockerfile" "$staged/../dist/Dockerfile"
