#!/usr/bin/env python3
"""Plays tests/cases: posts in through `polso ingest`, shares out through `polso report --json`."""
import pathlib
import re
import shlex
import tempfile
import unittest

import polso

CASES = sorted((polso.ROOT / "tests/cases").glob("*.case"))


class Case:
    """A case as read from its file."""

    def __init__(self, path):
        self.posts, self.flags, self.expected, self.twice = [], [], [], False
        lines = path.read_text(encoding="utf-8").splitlines()
        end = lines.index("==")
        for line in lines[:end]:
            self.read(line)
        self.expected = [line for line in lines[end + 1:] if line]

    def read(self, line):
        repeated = re.fullmatch(r"(\d+) x \{(.*)\}", line)
        if line == "$ twice":
            self.twice = True
        elif line.startswith("$ "):
            self.flags += shlex.split(line[2:])
        elif repeated:
            for _ in range(int(repeated[1])):
                self.posts.append(f'{{"id": "p{len(self.posts)}", {repeated[2]}}}')
        elif line and not line.startswith("#"):
            self.posts.append(line)


@unittest.skipIf(polso.NO_MODEL, polso.NO_MODEL)
class CasesTest(unittest.TestCase):
    def test_cases(self):
        self.assertTrue(CASES)
        for path in CASES:
            with self.subTest(case=path.stem), tempfile.TemporaryDirectory() as folder:
                case = Case(path)
                report = self.play(case, pathlib.Path(folder))
                for line in case.expected:
                    self.check(line, report)

    def play(self, case, folder):
        posts = folder / "posts.jsonl"
        posts.write_text("\n".join(case.posts) + "\n", encoding="utf-8")
        for _ in range(2 if case.twice else 1):
            done = polso.run("ingest", posts, "--db", folder / "polso.db", cwd=folder)
            self.assertEqual(done.returncode, 0, done.stderr)
        return polso.run_json("report", "--db", folder / "polso.db", *case.flags)

    def check(self, line, report):
        brand, colon, rest = line.rpartition(": ")
        if not colon:
            return self.check_report(line, report)
        moods = [mood for mood in report["brands"] if mood["brand"] == brand]
        self.assertEqual(len(moods), 1, f"{line}: there are {[mood['brand'] for mood in report['brands']]}")
        return self.check_brand(line, rest, moods[0])

    def check_report(self, line, report):
        what, _, wanted = line.partition(" ")
        said = ", ".join(mood["brand"] for mood in report["brands"]) if what == "order" else str(report[what])
        self.assertEqual(said, wanted, line)

    def check_brand(self, line, rest, mood):
        words = rest.split()
        if rest == "too few":
            self.assertFalse(mood["enough"], line)
            self.assertIsNone(mood["shares"]["negative"]["value"], line)
        elif words[0] == "posts":
            self.assertEqual(mood["posts"], int(words[1]), line)
        elif words[0] == "stretches":
            self.assertEqual(len(mood["course"]), int(words[1]), line)
        else:
            low, high = (float(bound) / 100 for bound in words[1].split(".."))
            value = mood["shares"][words[0]]["value"]
            self.assertIsNotNone(value, f"{line}: too few posts")
            self.assertTrue(low <= value <= high, f"{line}: it is {value:.0%}")


if __name__ == "__main__":
    polso.main()
