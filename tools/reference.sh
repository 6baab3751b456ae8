#!/usr/bin/env bash
# Makes the Python that the program is compared with: PyTorch from Debian, transformers, tokenizers, safetensors,
# sentencepiece and huggingface_hub from PyPI, and what the server is held to its contract with (tritonclient,
# schemathesis), in a virtual environment; and actionlint, in build/tools. Tests alone need them. Usage: tools/reference.sh DIR
set -euo pipefail
cd "$(dirname "$0")/.."

into=${1:?usage: tools/reference.sh DIR}
tools/setup.sh reference
[ -x "$into/bin/python" ] || /usr/bin/python3 -m venv --system-site-packages "$into"
# transformers 4.39 is the last to run on Debian's PyTorch 1.13; --no-deps keeps PyPI's PyTorch out.
"$into/bin/pip" install --quiet --disable-pip-version-check \
  'tritonclient[http]==2.73.0' schemathesis==4.32.5 \
  nbclient==0.11.0 nbformat==5.11.1 ipykernel==6.29.5 matplotlib==3.10.9 \
  tokenizers==0.15.2 safetensors==0.8.0 sentencepiece==0.2.3 'numpy<2' huggingface_hub==0.24.7 regex packaging tqdm pyyaml 'requests>=2.32' filelock
# A clang-tidy that leaves system headers alone (tools/tidy.py).
"$into/bin/pip" install --quiet --disable-pip-version-check clang-tidy==23.1.4
"$into/bin/pip" install --quiet --disable-pip-version-check --no-deps transformers==4.39.3
"$into/bin/python" -c 'import huggingface_hub, ipykernel, matplotlib, nbclient, nbformat, safetensors, schemathesis, sentencepiece, tokenizers, torch, transformers, tritonclient.http'
# actionlint reads the workflows; its tests are skipped where it cannot be had.
tools=$PWD/build/tools
[ -x "$tools/actionlint" ] || GOBIN=$tools go install github.com/rhysd/actionlint/cmd/actionlint@v1.7.7 ||
  echo "reference: actionlint could not be had" >&2
