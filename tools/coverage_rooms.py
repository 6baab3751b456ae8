#!/usr/bin/env python3
"""Sums up gcovr's --json-summary by room, as Markdown. Usage: tools/coverage_rooms.py FILE"""
import collections
import json
import sys

COUNTS = ("line_covered", "line_total", "branch_covered", "branch_total")


def percent(part, whole):
    return f"{100 * part / whole:.1f} % of {whole:,}" if whole else "none"


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        files = json.load(file)["files"]
    rooms = collections.defaultdict(collections.Counter)
    for entry in files:
        room = entry["filename"].split("/")[1]
        rooms[room].update({count: entry[count] for count in COUNTS})
    rooms["**all**"] = sum(list(rooms.values()), collections.Counter())
    print("| room | lines | branches |\n|---|---|---|")
    for room, sums in rooms.items():
        print(f"| {room} | {percent(sums['line_covered'], sums['line_total'])} | {percent(sums['branch_covered'], sums['branch_total'])} |")


if __name__ == "__main__":
    main()
