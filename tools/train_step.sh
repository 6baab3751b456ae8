#!/usr/bin/env bash
# The train workflow's step for one language: retrains when it is time (BY_HAND=true: in any case), asks the gate, and writes out/train:
# report.md, verdict.json, verdict.html and the candidate. Exit code 3 when the gate says no. RETRAIN_FLAGS are given to `polso retrain`
# besides (--no-trial: nothing by the clock). Usage: tools/train_step.sh en|it
set -euo pipefail
cd "$(dirname "$0")/.."

lang=${1:?usage: tools/train_step.sh en|it}
polso=${POLSO_BIN:-build/release/polso}
export POLSO_DATA=${POLSO_DATA:-out/data}
out=out/train
registry=$out/registry
oldest=90  # days; the registry is made anew here, so it cannot know how old the model is
rm -rf "$out" && mkdir -p "$out"

"$polso" models add "models/$lang" --registry "$registry" --json >"$out/added.json"
version=$(sed -n 's/.*"version": *"\([^"]*\)".*/\1/p' "$out/added.json")
"$polso" models promote "$version" --why "as shipped" --registry "$registry" >/dev/null

reason=${REASON:-hand}
needed=(--if-needed)
now=$(date +%s)
committed=$(git log -1 --format=%ct -- "models/$lang" 2>/dev/null || true)
age=$(((now - ${committed:-$now}) / 86400))
if [ "$age" -ge "$oldest" ]; then
  reason="$reason; the model is $age days old"
  needed=()
fi
[ "${BY_HAND:-}" != true ] || needed=()
read -ra more <<<"${RETRAIN_FLAGS:-}"
code=0
"$polso" retrain --registry "$registry" --db "$out/none.db" --recipe "recipes/$lang.toml" --then challenge --page "$out/verdict.html" \
  "${needed[@]}" "${more[@]}" >"$out/said.txt" 2>"$out/log.txt" || code=$?

verdict=failed
made=
if [ "$code" -eq 3 ]; then
  verdict=refused
  made=$registry/retrain/candidate
elif [ "$code" -eq 0 ] && [ -f "$registry/retrain/verdict.json" ]; then
  verdict=promote
  made=$registry/versions/$("$polso" models list --registry "$registry" --json | sed -n 's/.*"challenger": *"\([^"]*\)".*/\1/p')
elif [ "$code" -eq 0 ]; then
  verdict=nothing
fi
if [ -n "$made" ]; then
  cp "$registry/retrain/verdict.json" "$out/verdict.json"
  cp -r "$made" "$out/candidate" && chmod -R u+w "$out/candidate"
fi
{
  printf '## Training %s: %s\nAsked for by: %s\n\n```\n' "$lang" "$verdict" "$reason"
  cat "$out/said.txt"
  grep '^polso: ' "$out/log.txt" || true
  printf '```\n'
  if [ -n "$made" ]; then
    mapfile -t sets < <(awk '/^\[/ {test = /^\[\[test\]\]/} test && /^set *=/' "recipes/$lang.toml" | cut -d '"' -f 2)
    POLSO_BIN=$polso tools/compare_models.py "models/$lang" "$out/candidate" "${sets[@]}"
  fi
} >"$out/report.md"
[ -z "${GITHUB_OUTPUT:-}" ] || printf 'verdict=%s\n' "$verdict" >>"$GITHUB_OUTPUT"
cat "$out/report.md"
exit "$code"
