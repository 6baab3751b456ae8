#!/usr/bin/env python3
"""Holds src/ to the one rule of direction: a file includes its own folder and lower levels only."""
import pathlib
import re
import sys

LEVELS = [
    ["base"],
    ["post"],
    ["text", "bundle"],
    ["source", "classify", "store", "reputation", "monitor", "registry", "hub"],
    ["pipeline", "learn", "mood", "notify"],
    ["http", "report", "watch"],
    ["cmd"],
]
LEVEL = {room: level for level, rooms in enumerate(LEVELS) for room in rooms}
INCLUDE = re.compile(r'^\s*#\s*include\s*"([^"]+)"')


def faults(root: pathlib.Path):
    src = root / "src"
    for path in sorted([*src.rglob("*.h"), *src.rglob("*.cpp")]):
        relative = path.relative_to(src)
        room = relative.parts[0]
        if room not in LEVEL:
            yield f"{relative}: no level is known for the folder '{room}'"
            continue
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            match = INCLUDE.match(line)
            if not match:
                continue
            target = match.group(1).split("/")[0]
            if target not in LEVEL:
                yield f"{relative}:{number}: '{match.group(1)}' must begin with the name of a room"
            elif target != room and LEVEL[target] >= LEVEL[room]:
                yield f"{relative}:{number}: {room}/ (level {LEVEL[room]}) may not include {target}/ (level {LEVEL[target]})"
    for room in sorted(p for p in src.iterdir() if p.is_dir()):
        readme = room / "README.md"
        if not readme.is_file():
            yield f"{room.name}/: has no README.md"
        elif len(readme.read_text(encoding="utf-8").splitlines()) > 10:
            yield f"{room.name}/README.md: longer than ten lines"


if __name__ == "__main__":
    found = list(faults(pathlib.Path(__file__).resolve().parent.parent))
    print("\n".join(found) or "levels: every include points downwards", file=sys.stderr if found else sys.stdout)
    sys.exit(1 if found else 0)
