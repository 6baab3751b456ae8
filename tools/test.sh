#!/usr/bin/env bash
# Every check of the project, in the order in which a mistake shows cheapest. Ends with one line of totals.
set -euo pipefail
cd "$(dirname "$0")/.."

jobs=$(nproc)
logs=build/logs
mkdir -p "$logs"
threaded=(base_test classify_test pipeline_test)  # the rooms with threads, for the thread sanitizer
passed=0
failed=0

# step NAME COMMAND…: runs it with its output in a log, which is shown when it fails.
step() {
  local name=$1 start=$SECONDS
  shift
  if "$@" >"$logs/$name.log" 2>&1; then
    passed=$((passed + 1))
    printf '%-14s ok      %4d s\n' "$name" $((SECONDS - start))
  else
    failed=$((failed + 1))
    printf '%-14s FAILED  %4d s\n' "$name" $((SECONDS - start))
    # Of ctest's tests those that failed, with what they said.
    grep -vE '^ *[0-9]+/[0-9]+ Test.* Passed|^ +Start +[0-9]+:' "$logs/$name.log" | tail -n 250 || true
  fi
}

# build PRESET [TARGET…]
build() {
  local preset=$1
  shift
  cmake --preset "$preset" && cmake --build --preset "$preset" --parallel "$jobs" ${1:+--target "$@"}
}
format() { git ls-files '*.h' '*.cpp' | xargs clang-format-19 --dry-run --Werror; }
tidy() { python3 tools/tidy.py --build build/release --jobs "$jobs"; }
# A test that had to be left out counts as a failure where everything is at hand (CI=true with the data).
no_skips() {
  [ "${CI:-}" = true ] && [ -n "${POLSO_DATA:-}" ] || return 0
  ! grep -h -F '***Skipped' "$logs"/unit-*.log "$logs"/app-*.log
}
unit() { ctest --preset "$1" --parallel "$jobs" --label-exclude app; }
app() { ctest --preset release --parallel "$jobs" --label-regex app; }

if [ -z "${POLSO_DATA:-}" ]; then
  echo "POLSO_DATA is not set: tests on public data are left out (see 'polso data list')."
fi
# What the tests of the page and of others' clients are written with; without npm's registry they say so and are skipped.
node_packages() {
  npm ci --silent --prefix tests/web && npm ci --silent --prefix tests/clients || echo "npm fetched nothing: skipped"
}

step levels python3 tools/check_levels.py
step format format
step build-release build release
step unit-release unit release
step page-types npm run --silent --prefix web check
step node-packages node_packages
step app-release app
step build-asan build asan unit
step unit-asan unit asan
step build-tsan build tsan "${threaded[@]}"
step unit-tsan ctest --preset tsan --parallel "$jobs" --tests-regex '^(base|classify|pipeline)\.'
step tidy tidy
step no-skips no_skips

for log in "$logs"/unit-*.log "$logs"/app-*.log; do
  printf '%s: %s\n' "$(basename "$log" .log)" "$(grep -E 'tests passed' "$log" || echo 'no tests ran')"
done
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
