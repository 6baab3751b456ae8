#!/usr/bin/env bash
# Draws the page for the README from a real server: the simulated stream of `polso demo`, in Debian's chromium.
# Usage: tools/page_picture.sh [FILE] (docs/page.png)
set -euo pipefail
cd "$(dirname "$0")/.."

file=${1:-docs/page.png}
polso=$(realpath "${POLSO_BIN:-build/release/polso}")
work=$(mktemp -d)
trap 'kill "$server" 2>/dev/null; wait; rm -rf "$work"' EXIT
env -u POLSO_DATA POLSO_HOME="$work" "$polso" demo --out "$work/demo" >"$work/demo.txt"
"$polso" serve --db "$work/demo/demo.db" --listen 127.0.0.1:0 >"$work/at" 2>"$work/log" &
server=$!
for _ in $(seq 100); do [ -s "$work/at" ] && break; sleep 0.1; done
chromium --headless --no-sandbox --disable-gpu --hide-scrollbars --window-size=1280,"${HEIGHT:-900}" --user-data-dir="$work/chromium" \
  --virtual-time-budget=8000 --screenshot="$work/page.png" "$(cat "$work/at")${PAGE:-/}" >"$work/chromium.txt" 2>&1
cp "$work/page.png" "$file"
