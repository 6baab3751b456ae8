#!/usr/bin/env python3
"""Kills `polso ingest` at random instants, starts it again until it is done, and compares everything that it left with
what an undisturbed run leaves. POLSO_BIN names the program, KILL_SEED other instants."""

import gzip
import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import polso

POSTS = 80_000
TRIES = 15
KILLS = 3  # in one try, at most

WORDS = "late lost kind warm seat crew gate bag calm delayed thanks never again lovely awful coffee queue smile".split()


def write_posts(path, seed):
    """JSONL with copies, late copies of early posts, and lines that are no posts."""
    rng = random.Random(seed)
    lines = []
    for i in range(POSTS):
        if i % 997 == 0:
            lines.append(f'{{"id": "{i}", "text": broken')
            continue
        number = i if rng.random() > 0.03 else rng.randrange(1, i + 1)
        post = {
            "id": str(500_000_000_000 + number),
            "text": " ".join(random.Random(number).choices(WORDS, k=9)),
            "created_at": 1_424_700_000 + number * 2,
            "brand": f"brand {number % 7}",
            "source": "test",
            "author": f"somebody {number % 1000}",
            "lang": "en",
        }
        lines.append(json.dumps(post))
    data = ("\n".join(lines) + "\n").encode()
    path.write_bytes(gzip.compress(data, 1) if path.suffix == ".gz" else data)


def start(file, folder, *flags):
    command = [polso.BINARY, "ingest", file, "--db", folder / "polso.db", "--model", polso.MODEL, *flags, "--json"]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)


def finish(file, folder, *flags):
    process = start(file, folder, *flags)
    out, err = process.communicate()
    if process.returncode != 0:
        raise RuntimeError(f"exit code {process.returncode}: {err.decode(errors='replace').strip()}")
    return json.loads(out)


def figures(folder):
    """All that a database says, free of the order in which names and rows were numbered. Pseudonyms are left out: their
    key is each database's own."""
    with sqlite3.connect(folder / "polso.db") as db:
        names = dict(db.execute("SELECT id, text FROM name"))
        assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        posts = sorted(
            (names[source], id, names[brand], when, names[lang], verdict, text)
            for source, id, brand, when, lang, verdict, text in db.execute(
                "SELECT source, id, brand, time, lang, verdict, text FROM post"
            )
        )
        buckets = sorted(
            (names[brand], hour, names[model], names[source], names[lang], counts)
            for brand, hour, model, source, lang, counts in db.execute(
                "SELECT brand, hour, model, source, lang, counts FROM bucket"
            )
        )
        brands = sorted((names[row[0]], *row[1:]) for row in db.execute("SELECT name, posts, first, last FROM brand"))
        offsets = sorted(db.execute("SELECT source, position FROM source_offset"))
    rejects = sorted(line for file in folder.glob("*.rejects.jsonl") for line in file.read_text().splitlines())
    return {"posts": posts, "buckets": buckets, "brands": brands, "offsets": offsets, "rejects": rejects}


def difference(expected, got, names=("posts", "buckets", "brands", "offsets", "rejects")):
    for name in names:
        value = expected[name]
        if not value:
            return f"{name}: an undisturbed run left none, so nothing was compared"
        if got[name] != value:
            return f"{name}: {len(got[name])} rows instead of {len(value)}, or others"
    return None


def stored_posts(folder):
    try:
        with sqlite3.connect(folder / "polso.db") as db:
            return db.execute("SELECT count(*) FROM post").fetchone()[0]
    except sqlite3.OperationalError:
        return 0  # killed before it had made the table


def killed_run(file, folder, rng, longest):
    """Answers how many posts each kill found stored."""
    found = []
    for _ in range(rng.randint(1, KILLS)):
        process = start(file, folder)
        time.sleep(rng.uniform(0, longest))
        process.send_signal(signal.SIGKILL)
        process.communicate()
        if process.returncode == -signal.SIGKILL:
            found.append(stored_posts(folder))
    finish(file, folder)
    return found


def compare(name, case, totals):
    try:
        problem, note = case()
    except Exception as error:  # a case that breaks is a case that failed
        problem, note = str(error), ""
    totals[problem is None] += 1
    print(f"{'ok    ' if problem is None else 'FAILED'} {name}{note}{': ' + problem if problem else ''}", flush=True)


def main():
    if polso.NO_MODEL:
        print(polso.NO_MODEL)
        return polso.SKIPPED
    rng = random.Random(int(os.environ.get("KILL_SEED", "1")))
    totals = {True: 0, False: 0}
    with tempfile.TemporaryDirectory() as root:
        root = Path(root)
        files = [root / "posts.jsonl", root / "packed.jsonl.gz"]
        expected, longest = {}, {}
        for file in files:
            write_posts(file, seed=7)
            folder = root / ("whole " + file.name)
            folder.mkdir()
            began = time.monotonic()
            finish(file, folder)
            longest[file] = time.monotonic() - began
            expected[file] = figures(folder)

            def twice(file=file, folder=folder):
                again = finish(file, folder)
                problem = difference(expected[file], figures(folder))
                return problem, f" ({again['total']['read']} posts read)"

            compare(f"{file.name}, ingested twice", twice, totals)

        def read_again():
            folder = root / ("whole " + files[0].name)
            total = finish(files[0], folder, "--source", "another input")["total"]  # the posts name their own
            problem = difference(expected[files[0]], figures(folder), ("posts", "buckets", "brands", "rejects"))
            return problem, f" ({total['duplicates']} known, {total['inserted']} new)"

        compare("every post read and offered again", read_again, totals)
        for i in range(TRIES):
            file = files[i % len(files)]
            folder = root / f"try {i}"
            folder.mkdir()

            def killed(file=file, folder=folder):
                found = killed_run(file, folder, rng, longest[file])
                return difference(expected[file], figures(folder)), f" with {found} posts stored"

            compare(f"try {i + 1}: {file.name}, killed", killed, totals)
    print(f"{totals[True]} passed, {totals[False]} failed")
    return 0 if totals[False] == 0 and totals[True] > 0 else 1


if __name__ == "__main__":
    sys.exit(main())
