#!/usr/bin/env python3
"""A random checkpoint of roberta-base's size, made now, against PyTorch and transformers: the encoder's own tests on it.

Skipped, and loudly so, where torch, transformers, tokenizers, sentencepiece or safetensors are missing; POLSO_PYTHON
names the Python that has them. The checkpoint (500 MB) lives in a temporary folder.
"""
import os
import pathlib
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
PYTHON = os.environ.get("POLSO_PYTHON", sys.executable)
NEEDS = "import safetensors, sentencepiece, tokenizers, torch, transformers"
TESTS = "*EncoderTest.AnswersTheLogits*:*EncoderTest.AnswersEach*:*EncoderTest.StaysNear*"


def main() -> int:
    tests = pathlib.Path(os.environ["POLSO_BIN"]).parent / "classify_test"
    missing = subprocess.run([PYTHON, "-c", NEEDS], capture_output=True, text=True)
    if missing.returncode != 0 or not tests.is_file():
        reason = missing.stderr.strip().split("\n")[-1] if missing.returncode else f"{tests} is not built"
        print(f"SKIPPED: THE FULL-SIZE ROBERTA WAS NOT COMPARED WITH PYTORCH: {reason}")
        print("SKIPPED: set POLSO_PYTHON to a Python with torch, transformers, tokenizers, sentencepiece, safetensors")
        return 77
    with tempfile.TemporaryDirectory() as folder:
        model = pathlib.Path(folder) / "roberta-base"
        subprocess.run([PYTHON, ROOT / "tools" / "make_roberta_fixtures.py", "--full", model], check=True)
        environment = os.environ | {"POLSO_ROBERTA_FIXTURE": str(model)}
        return subprocess.run([tests, f"--gtest_filter={TESTS}"], env=environment, check=False, timeout=600).returncode


if __name__ == "__main__":
    sys.exit(main())
