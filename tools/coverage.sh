#!/usr/bin/env bash
# What of each room the unit tests run: prints lines and branches, and writes out/coverage: index.html, summary.md, files.json.
# Usage: tools/coverage.sh [ROOM,ROOM…] (all)
set -euo pipefail
cd "$(dirname "$0")/.."

rooms=${1:-}
jobs=${JOBS:-$(nproc)}
out=out/coverage
targets=(unit)
of_rooms='[a-z]+'
if [ -n "$rooms" ]; then
  of_rooms=${rooms//,/|}
  targets=()
  for room in ${rooms//,/ }; do targets+=("${room}_test"); done
fi
rm -rf "$out" && mkdir -p "$out"

cmake --preset coverage >"$out/build.log"
cmake --build --preset coverage --parallel "$jobs" --target "${targets[@]}" >>"$out/build.log" || { tail -n 50 "$out/build.log"; exit 1; }
find build/coverage -name '*.gcda' -delete
ctest --preset coverage --parallel "$jobs" --tests-regex "^($of_rooms)\\." --label-exclude app >"$out/tests.log" ||
  { tail -n 50 "$out/tests.log"; exit 1; }
# Branches that only an exception takes are the compiler's, not ours.
gcovr --root . build/coverage --filter "src/($of_rooms)/" --exclude '.*_test\.cpp' --exclude '.*_for_tests\.h' --exclude-throw-branches \
  -j "$jobs" --html-details "$out/index.html" --json-summary "$out/files.json" >"$out/gcovr.log" 2>&1 || { tail -n 50 "$out/gcovr.log"; exit 1; }
python3 tools/coverage_rooms.py "$out/files.json" | tee "$out/summary.md"
