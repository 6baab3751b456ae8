#!/usr/bin/env bash
# From a tag to the Hugging Face hub with no hand: the gate, the packages, the models, the card of the labels, the Space; then the Space
# is asked whether it is ready, and its last version comes back when it is not. Safe to repeat; nothing is pushed before every gate said yes.
#   HF_TOKEN        may write there          POLSO_HUB        the organisation (polso-project)
#   HF_ENDPOINT     another hub              POLSO_SPACE_URL  where the Space answers
#   POLSO_LABELS    labels to publish: ids and labels alone (polso label --export FILE --ids-only)
#   POLSO_BIN       the program (build/release/polso)         POLSO_WAIT  seconds that the Space may take (1800)
set -euo pipefail
cd "$(dirname "$0")/.."

hub=${POLSO_HUB:-polso-project}
polso=${POLSO_BIN:-build/release/polso}
space_url=${POLSO_SPACE_URL:-https://$hub-polso.hf.space}
out=out/deploy
version=$(sed -n 's/^project(polso VERSION \([0-9.]*\).*/\1/p' CMakeLists.txt)
tag=${POLSO_TAG:-$(git describe --exact-match --tags 2>/dev/null || true)}
models=(en it en-deep)

say() { printf 'deploy: %s\n' "$*"; }
stop() { say "$2" >&2; exit "$1"; }

[ "$tag" = "v$version" ] || stop 2 "this commit is tagged '${tag}', and the program is version $version: tag it v$version"
[ -n "${HF_TOKEN:-}" ] || stop 2 "HF_TOKEN must hold a token of the hub that may write"
[ -z "${POLSO_LABELS:-}" ] || [ "$(head -n 1 "$POLSO_LABELS" | tr -d '\r')" = source,id,label,kind,at ] ||
  stop 2 "'$POLSO_LABELS' has other columns than may be published: polso label --export FILE --ids-only writes these"
rm -rf "$out" && mkdir -p "$out"
awk '/^## /{n++} n==1' CHANGELOG.md >"$out/notes.md"
[ "$(head -n 1 "$out/notes.md")" = "## $version" ] || stop 2 "CHANGELOG.md must begin with a section '## $version': it becomes the release's notes"
grep -qx "version: $version" CITATION.cff || stop 2 "CITATION.cff names another version than $version"

# Sets `there` to the folder of the version on the hub; to nothing when the hub says that it has none, or only one that was cut off.
find_on_the_hub() {
  local log=$out/pull-$1.log
  there=
  if "$polso" models pull "$hub/polso-$1" >"$out/pulled" 2>"$log"; then
    there=$(tail -n 1 "$out/pulled")
  elif ! grep -qE "there is no model '|has no file '|has no branch, tag or commit '" "$log"; then
    cat "$log" >&2
    stop 1 "what the hub has of polso-$1 cannot be compared with: nothing was pushed"
  fi
}

for model in "${models[@]}"; do
  find_on_the_hub "$model"
  if [ -z "$there" ]; then
    say "polso-$model: the first on the hub"
  elif cmp -s "$there/polso.json" "models/$model/polso.json"; then
    say "polso-$model: as it is on the hub"
  else
    say "polso-$model: the gate"
    "$polso" models gate "models/$model" --against "$there" --page "$out/gate-$model.html" >"$out/gate-$model.txt" ||
      { code=$?; cat "$out/gate-$model.txt"; stop "$code" "the gate says no to polso-$model: nothing was pushed"; }
  fi
done

tools/make_space.sh "$out/space"
for model in "${models[@]}"; do
  "$polso" models push "models/$model" "$hub/polso-$model" --message "Polso $version" --tag "$tag"
done
mkdir -p "$out/labels" && cp deploy/huggingface/labels.md "$out/labels/README.md"
[ -z "${POLSO_LABELS:-}" ] || cp "$POLSO_LABELS" "$out/labels/labels.csv"
"$polso" models push "$out/labels" "$hub/polso-labels" --as dataset --message "Polso $version"
"$polso" models push "$out/space" "$hub/polso" --as space --message "Polso $version" --json | tee "$out/space.json"

# The Space builds and starts in a while; until then the hub lets its last version answer.
ready() {
  local deadline=$((SECONDS + ${POLSO_WAIT:-1800}))
  until "$polso" check --server "$space_url" >"$out/smoke.log" 2>&1 && tools/smoke.py "$space_url" "$version" >>"$out/smoke.log" 2>&1; do
    [ "$SECONDS" -lt "$deadline" ] || return 1
    sleep "${POLSO_PAUSE:-15}"
  done
}
if ready; then
  "$polso" models push "$out/space" "$hub/polso" --as space --tag "$tag"
  say "$space_url answers: $version is out"
  exit 0
fi
cat "$out/smoke.log" >&2
say "$space_url does not answer as it should: back to its last version" >&2
"$polso" models restore "$hub/polso" --as space
exit 1
