#!/usr/bin/env bash
# Opens a pull request with the candidate that the gate let pass (tools/train_step.sh). Usage: tools/propose_model.sh en|it
set -euo pipefail
cd "$(dirname "$0")/.."

lang=${1:?usage: tools/propose_model.sh en|it}
branch="model/$lang-$(date -u +%Y%m%d%H%M)"
rm -r "models/$lang" && cp -r out/train/candidate "models/$lang"
git checkout -q -b "$branch"
git add "models/$lang"
git -c user.name=Polso -c user.email=polso@localhost commit -q -m "models/$lang: a new one, let pass by the gate"
git push -q "https://x-access-token:$GH_TOKEN@github.com/$GH_REPO" "HEAD:refs/heads/$branch"
gh pr create --head "$branch" --title "A new model for $lang" --body-file out/train/report.md
