#!/usr/bin/env python3
"""Runs clang-tidy over the sources of src/, several files at a time, and prints what it finds."""
import argparse
import concurrent.futures
import json
import pathlib
import re
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
NEWER = ROOT / "build/reference/bin/clang-tidy"  # PyPI's, which leaves system headers alone: a quarter of the time
OF_OTHERS = "-Wno-deprecated-declarations"  # in Boost's headers, which GCC takes for the system's
FINDING = re.compile(r"^([^\s:][^:\n]*):\d+:\d+: (?:warning|error|fatal error): ", re.MULTILINE)
TIDY = str(NEWER) if NEWER.exists() else "clang-tidy-19"


def sources(build: pathlib.Path):
    """The program's own files in the compilation database; tests are left to the compiler's warnings."""
    entries = json.loads((build / "compile_commands.json").read_text(encoding="utf-8"))
    files = {pathlib.Path(entry["file"]) for entry in entries}
    return sorted(f for f in files if (ROOT / "src") in f.parents and not f.name.endswith("_test.cpp"))


def check(build: pathlib.Path, file: pathlib.Path):
    run = subprocess.run([TIDY, "--quiet", f"--extra-arg={OF_OTHERS}", "-p", str(build), str(file)], capture_output=True, text=True)
    return run.returncode, run.stdout


def is_ours(out: str):
    """Whether something is found in our files. Clang refuses some headers that GCC takes (Ubuntu 24.04's simdjson); a run that names no
    place at all has failed in itself, and counts."""
    places = FINDING.findall(out)
    return not places or any(ROOT in pathlib.Path(place).resolve().parents for place in places)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--build", type=pathlib.Path, default=ROOT / "build/release")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("files", nargs="*", type=pathlib.Path, help="only these; all by default")
    args = parser.parse_args()
    files = [f.resolve() for f in args.files] or sources(args.build)
    with concurrent.futures.ThreadPoolExecutor(args.jobs) as pool:
        results = list(pool.map(lambda f: check(args.build, f), files))
    faults = [out for code, out in results if code != 0 and is_ours(out)]
    print("\n".join(faults) or f"tidy: {len(files)} files, nothing found")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
