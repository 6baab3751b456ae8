#!/usr/bin/env bash
# The train workflow's step for one language: fetches the data, retrains when it is time (or BY_HAND=true), asks the gate, and writes
# out/train: report.md, verdict.json, the candidate. Exit code 3 when the gate says no. Usage: tools/train_step.sh en|it
set -euo pipefail
cd "$(dirname "$0")/.."

lang=${1:?usage: tools/train_step.sh en|it}
polso=${POLSO_BIN:-build/release/polso}
out=out/train
registry=$out/registry
rm -rf "$out" && mkdir -p "$out"

case $lang in
  en) "$polso" data fetch tweeteval umsab/english sentiment140 --out "${POLSO_DATA:-out/data}" || true ;;
  *) "$polso" data fetch umsab/italian --out "${POLSO_DATA:-out/data}" || true ;;
esac
"$polso" models add "models/$lang" --registry "$registry" --json >"$out/added.json"
version=$(sed -n 's/.*"version": *"\([^"]*\)".*/\1/p' "$out/added.json")
"$polso" models promote "$version" --why "as shipped" --registry "$registry" >/dev/null

needed=(--if-needed)
[ "${BY_HAND:-}" != true ] || needed=()
code=0
"$polso" retrain --registry "$registry" --db "$out/none.db" --recipe "recipes/$lang.toml" --then challenge --page "$out/verdict.html" \
  "${needed[@]}" >"$out/said.txt" 2>&1 || code=$?
cp "$registry/retrain/verdict.json" "$out/verdict.json" 2>/dev/null || true

verdict=nothing
if [ "$code" -eq 3 ]; then
  verdict=refused
elif [ "$code" -eq 0 ] && [ -f "$out/verdict.json" ]; then
  verdict=promote
  candidate=$("$polso" models list --registry "$registry" --json | sed -n 's/.*"challenger": *"\([^"]*\)".*/\1/p')
  cp -r "$registry/versions/$candidate" "$out/candidate"
fi
{
  printf '## Training %s: %s\nAsked for by: %s\n\n```\n' "$lang" "$verdict" "${REASON:-hand}"
  cat "$out/said.txt"
  printf '```\n'
  if [ -d "$out/candidate" ]; then
    printf '\n```\n'
    "$polso" models diff "$version" "$candidate" --registry "$registry" || true
    printf '```\n'
  fi
} >"$out/report.md"
[ -z "${GITHUB_OUTPUT:-}" ] || printf 'verdict=%s\n' "$verdict" >>"$GITHUB_OUTPUT"
exit "$code"
