#!/usr/bin/env bash
# Fetches the public data that recipes read into the first folder of POLSO_DATA (out/data), and says what has to be got by hand.
# POLSO_DATA_URL names a mirror of one's own. Usage: tools/fetch_data.sh RECIPE… (en it …)
set -euo pipefail
cd "$(dirname "$0")/.."

[ $# -gt 0 ] || { echo "usage: tools/fetch_data.sh RECIPE…" >&2; exit 2; }
polso=${POLSO_BIN:-build/release/polso}
export POLSO_DATA=${POLSO_DATA:-out/data}
known=$("$polso" data list --json | tr ',' '\n' | sed -n 's/.*{"name":"\([^"]*\)".*/\1/p')
for name in "$@"; do
  sed 's/#.*//' "recipes/$name.toml" | grep -oE '"[^":]+(:[a-z]+)?"' | tr -d '"' | sed 's/:.*//'
done | sort -u | grep -xF "$known" | while read -r set; do
  "$polso" data fetch "$set" --out "${POLSO_DATA%%:*}" 2>&1 | grep -v 'here already' || true
done
