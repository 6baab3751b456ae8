#!/usr/bin/env bash
# Lays out the folder of the Hugging Face Space: the committed sources that the image is built from, and its card.
# Usage: tools/make_space.sh FOLDER
set -euo pipefail
cd "$(dirname "$0")/.."

into=${1:?usage: tools/make_space.sh FOLDER}
rm -rf "$into"
mkdir -p "$into"
git archive HEAD -- CMakeLists.txt CMakePresets.json Dockerfile .dockerignore LICENSE CHANGELOG.md README.md polso.example.toml \
  cmake deploy docs models/README.md models/en models/it recipes src tools web | tar -x -C "$into"
find "$into/src" \( -name '*_test.cpp' -o -name fixtures -o -name golden \) -prune -exec rm -r {} +
mv "$into/README.md" "$into/ABOUT.md"
cp deploy/huggingface/space.md "$into/README.md"
