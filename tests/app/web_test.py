#!/usr/bin/env python3
"""The page in a browser: runs tests/web (Playwright, Debian's chromium) against the program that POLSO_BIN names."""
import os
import pathlib
import shutil
import subprocess
import sys

import polso

FOLDER = polso.ROOT / "tests/web"
CHROMIUM = pathlib.Path(os.environ.get("CHROMIUM", "/usr/bin/chromium"))


def what_is_missing():
    """One sentence, or None when everything is there."""
    if polso.NO_MODEL:
        return polso.NO_MODEL
    if not CHROMIUM.exists():
        return f"SKIPPED: there is no browser at {CHROMIUM}; 'apt-get install chromium' brings it, CHROMIUM names another"
    if shutil.which("npx") is None:
        return "SKIPPED: there is no npx; 'apt-get install nodejs npm' brings it"
    if not (FOLDER / "node_modules/@playwright/test").is_dir():
        return "SKIPPED: tests/web has no packages; 'npm ci --prefix tests/web' brings them"
    return None


def main():
    missing = what_is_missing()
    if missing:
        print(missing, file=sys.stderr)
        return polso.SKIPPED
    environment = {**os.environ, "POLSO_BIN": str(polso.BINARY), "POLSO_MODEL": str(polso.MODEL)}
    return subprocess.run(["npx", "playwright", "test", *sys.argv[1:]], cwd=FOLDER, env=environment, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
