#!/usr/bin/env bash
# Trains every shipped bundle again from its recipe into models/NAME: recipes/en.toml makes models/en. Byte for byte the
# same as those in the tree, given the same data; needs the public data sets that the recipes name. The weights of en-deep
# are those that lie there (tools/train_small_roberta.py made them); its recipe calibrates them.
set -euo pipefail
cd "$(dirname "$0")/.."
polso=build/release/polso

for name in en it en-deep en-cascade; do  # a cascade after its parts
  echo "models: $name from recipes/$name.toml"
  "$polso" train "recipes/$name.toml" --out "models/$name"
done
if git diff --quiet -- models 2>/dev/null; then
  echo "models: the bundles are byte for byte those of the tree"
else
  echo "models: bundles that differ from the tree's:"
  git diff --stat -- models
fi
