#!/usr/bin/env bash
# Trains every shipped bundle again from its recipe into models/NAME: recipes/en.toml makes models/en. Byte for byte the
# same as those in the tree, given the same data; needs the public data sets that the recipes name.
set -euo pipefail
cd "$(dirname "$0")/.."
polso=build/release/polso

for recipe in recipes/*.toml; do
  name=$(basename "$recipe" .toml)
  echo "models: $name from $recipe"
  "$polso" train "$recipe" --out "models/$name"
done
if git diff --quiet -- models 2>/dev/null; then
  echo "models: the bundles are byte for byte those of the tree"
else
  echo "models: bundles that differ from the tree's:"
  git diff --stat -- models
fi
