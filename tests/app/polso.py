"""Starts the program for the tests of the whole: POLSO_BIN names it."""
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import unittest

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
BINARY = pathlib.Path(os.environ.get("POLSO_BIN", ROOT / "build/release/polso")).resolve()
MODEL = pathlib.Path(os.environ.get("POLSO_MODEL", ROOT / "models/en"))
SKIPPED = 77  # the exit code that ctest takes for "left out"
NO_MODEL = None if MODEL.is_dir() else f"SKIPPED: there is no model at {MODEL}"


def run(*arguments, environment=None, **options):
    """The finished process; its environment has none of our own POLSO_ variables but those given."""
    clean = {key: value for key, value in os.environ.items() if not key.startswith("POLSO_")}
    return subprocess.run([BINARY, *map(str, arguments)], capture_output=True, text=True, timeout=300,
                          env={**clean, "POLSO_MODEL": str(MODEL), **(environment or {})}, **options)


def run_json(*arguments, **options):
    """What the program printed as one JSON document; an AssertionError with its words when it failed."""
    done = run(*arguments, "--json", **options)
    assert done.returncode == 0, f"{arguments} ended with {done.returncode}: {done.stderr}"
    return json.loads(done.stdout)


def folder_of(case):
    """A folder that is gone when the case is over."""
    temporary = tempfile.TemporaryDirectory()
    case.addCleanup(temporary.cleanup)
    return pathlib.Path(temporary.name).resolve()


def main():
    """Runs the unittest cases of the calling script. Exit code 77 tells ctest that something was left out."""
    result = unittest.main(module="__main__", exit=False).result
    if not result.wasSuccessful():
        sys.exit(1)
    for case, reason in result.skipped:
        print(f"{case}: {reason}", file=sys.stderr)
    sys.exit(SKIPPED if result.skipped else 0)
