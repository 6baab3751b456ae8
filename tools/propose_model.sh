#!/usr/bin/env bash
# Opens a pull request with the candidate that the gate let pass (tools/train_step.sh), and has CI run on it: GitHub starts nothing by
# itself on what a workflow pushes. Usage: GH_TOKEN=… GH_REPO=owner/name tools/propose_model.sh en|it
set -euo pipefail
cd "$(dirname "$0")/.."

lang=${1:?usage: tools/propose_model.sh en|it}
polso=${POLSO_BIN:-build/release/polso}
branch="model/$lang-$(date -u +%Y%m%d%H%M)"

rm -rf "models/$lang" && cp -r out/train/candidate "models/$lang"
changed=("models/$lang")
# A cascade goes on only with the versions that it was made of.
for recipe in $(grep -lE "^(small|large) = \"models/$lang\"" recipes/*.toml || true); do
  name=$(basename "$recipe" .toml)
  "$polso" train "$recipe" --out "models/$name"
  changed+=("models/$name")
done
git checkout -q -b "$branch"
git add -- "${changed[@]}"
git -c user.name=Polso -c user.email=polso@localhost commit -q -m "models/$lang: a new one, let pass by the gate"
git -c credential.helper= -c credential.helper='!gh auth git-credential' \
  push -q "${GITHUB_SERVER_URL:-https://github.com}/$GH_REPO" "HEAD:refs/heads/$branch"
gh pr create --head "$branch" --title "A new model for $lang" --body-file out/train/report.md
gh workflow run ci.yml --ref "$branch"
