#!/usr/bin/env python3
"""Bad input and bad places, given to the real program: each gets a sentence that says what to do and the right exit
code, and no good post is lost. Standard library only; POLSO_BIN names the program. Prints a line per case."""

import gzip
import json
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import polso

CASES = []
POST_TEXT = "the train was late again"


def case(function):
    CASES.append(function)
    return function


class Skipped(Exception):
    pass


def expect(condition, message):
    if not condition:
        raise AssertionError(message)


def post(number, **fields):
    base = {"id": f"p{number}", "text": f"{POST_TEXT}, {number}", "created_at": 1_424_779_200 + number, "brand": "Aurora"}
    return (json.dumps({**base, **fields}) + "\n").encode()


class Place:
    """A folder with a database, and what every case does there."""

    def __init__(self, folder):
        self.folder = folder
        self.db = folder / "polso.db"

    def write(self, name, content):
        path = self.folder / name
        path.write_bytes(content)
        return path

    def ingest(self, *arguments, code=0, says=(), db=None):
        started = time.monotonic()
        done = polso.run("ingest", "--json", "--db", db or self.db, *arguments)
        self.check(done, code, says)
        expect(time.monotonic() - started < 120, "it took minutes")
        return json.loads(done.stdout)["total"] if code == 0 else None

    @staticmethod
    def check(done, code, says=()):
        expect(done.returncode == code, f"exit code {done.returncode} instead of {code}: {done.stderr}")
        for words in says:
            expect(words in done.stderr, f"'{words}' is not in what it said: {done.stderr}")
        if code != 0:
            last = (done.stderr.splitlines() or [""])[-1]  # after the lines of progress
            expect(last.startswith("polso: ") and len(last) < 1000, f"no sentence: {done.stderr}")
            expect("unexpected" not in done.stderr, done.stderr)
            expect(done.stdout == "", f"--json printed {done.stdout}")

    def stored(self, db=None):
        with sqlite3.connect(f"file:{db or self.db}?mode=ro", uri=True) as connection:
            expect(connection.execute("PRAGMA integrity_check").fetchone() == ("ok",), "the database is damaged")
            count, = connection.execute("SELECT count(*) FROM post").fetchone()
            expect(count == (connection.execute("SELECT sum(posts) FROM brand").fetchone()[0] or 0), "counts differ")
            return count

    def rejects(self):
        lines = [line for path in self.folder.glob("*.rejects.jsonl") for line in path.read_text().splitlines()]
        return [json.loads(line) for line in lines]

    def reported(self):
        """Posts in the report of all brands."""
        return sum(brand["posts"] for brand in polso.run_json("report", "--db", self.db)["brands"])


def expect_counts(place, total, inserted, bad):
    expect((total["inserted"], total["bad"]) == (inserted, bad), f"{total} instead of {inserted} new and {bad} bad")
    expect(place.stored() == inserted, f"{place.stored()} posts are stored, {inserted} expected")
    expect(len(place.rejects()) == bad, f"{len(place.rejects())} lines are set aside, {bad} expected")


@case
def an_empty_file_holds_no_posts_and_is_no_failure(place):
    for name, content in [("e.jsonl", b""), ("e.csv", b""), ("e.txt", b"\n\n"), ("e.jsonl.gz", gzip.compress(b""))]:
        expect_counts(place, place.ingest(place.write(name, content)), 0, 0)
    Place.check(polso.run("report", "--db", place.db), 0)


@case
def a_line_of_10_mb_is_set_aside_alone(place):
    long = post(2, text="x" * 10_000_000)
    total = place.ingest(place.write("x.jsonl", post(1) + long + post(3)))
    expect_counts(place, total, 2, 1)
    expect(place.rejects()[0]["line"] == 2 and "longer than" in place.rejects()[0]["reason"], place.rejects()[0]["reason"])
    expect(len(place.rejects()[0]["text"]) <= 1000, "more than the front of the line is kept")


@case
def a_csv_record_of_10_mb_is_set_aside_alone(place):
    long = b'2,"' + b"line\n" * 2_000_000 + b'"\n'
    total = place.ingest(place.write("x.csv", b"id,text\n1,good\n" + b"2," + b"x" * 10_000_000 + b"\n3,fine\n"))
    expect_counts(place, total, 2, 1)
    total = place.ingest(place.write("y.csv", b"id,text\n4,good\n" + long[:9_000_000].rstrip(b"\n") + b"\n5,fine\n"))
    expect(total["inserted"] == 2, f"{total}: the posts around a quote that never closes")


@case
def nul_bytes_do_no_harm(place):
    content = post(1, text="a\0b") + post(2).replace(b"late", b"la\0te") + b"\0\0\0\n" + post(3)
    expect_counts(place, place.ingest(place.write("x.jsonl", content)), 3, 1)
    total = place.ingest(place.write("x.csv", b"id,text\n1,a\0b\n2\0,c\n"))
    expect(total["inserted"] == 2, total)
    expect(place.reported() == 5, "the report counts other posts")


@case
def invalid_utf8_is_repaired(place):
    content = post(1).replace(b"late", b"caf\xe9") + post(2, text="half \ud83d pair") + b'{"id":"\xff","text":"ok"}\n'
    expect_counts(place, place.ingest(place.write("x.jsonl", content)), 3, 0)
    total = place.ingest(place.write("y.csv", b"id,text\n1,caf\xe9\n"), place.write("z.txt", b"caf\xe9\n"))
    expect(total["inserted"] == 2, total)


@case
def a_broken_quote_costs_one_line(place):
    rows = b"".join(b'%d,"number %d, or so"\n' % (i, i) for i in range(3, 1000))
    total = place.ingest(place.write("x.csv", b'id,text\n1,one\n2,"two\n' + rows))
    expect_counts(place, total, 998, 1)
    expect(place.rejects()[0]["line"] == 3 and "quote" in place.rejects()[0]["reason"], place.rejects())


@case
def years_0_and_9999_are_refused_and_taken_and_can_be_reported(place):
    content = (post(1, created_at="0000-01-01T00:00:00Z") + post(2, created_at="9999-12-31T23:59:59Z") + post(3) +
               post(4, created_at="0001-01-01T00:00:00Z") + post(5, created_at=10**30) + post(6, created_at=-10**18))
    expect_counts(place, place.ingest(place.write("x.jsonl", content)), 3, 3)
    expect(all("created_at" in reject["reason"] for reject in place.rejects()), place.rejects())
    expect(place.reported() == 3, "the report loses posts")
    page = place.folder / "x.html"
    Place.check(polso.run("report", "--db", place.db, "--html", page), 0)
    expect(page.stat().st_size < 20_000_000, "10,000 years make a huge page")


@case
def duplicate_ids_count_once(place):
    file = place.write("x.jsonl", b"".join(post(i % 100) for i in range(1000)))
    total = place.ingest(file)
    expect((total["inserted"], total["duplicates"]) == (100, 900), total)
    place.ingest(file)
    place.ingest("--source", "x", place.write("again.jsonl", file.read_bytes() + post(100)))
    expect(place.stored() == 101, place.stored())


@case
def broken_lines_of_every_kind_are_set_aside_with_a_reason(place):
    bad = [b"nonsense\n", b"[]\n", b'{"id":"a"}\n', b'{"text":"a"}\n', b'{"id":[],"text":"a"}\n', b'{"id":"a","text":7}\n',
           b'{"id":"a","text":"b"\n', b'{"id":"a","text":"b","created_at":"soon"}\n']
    total = place.ingest(place.write("x.jsonl", b"".join(line + post(i) for i, line in enumerate(bad))))
    expect_counts(place, total, len(bad), len(bad))
    expect([reject["line"] for reject in place.rejects()] == list(range(1, 2 * len(bad), 2)), "wrong line numbers")


@case
def data_that_is_cut_off_gives_what_came_before_and_goes_on_when_it_is_whole(place):
    plain = b"".join(post(i) for i in range(30_000))
    packed = gzip.compress(plain)
    file = place.write("x.jsonl.gz", packed[:len(packed) // 2])
    place.ingest(file, code=1, says=["x.jsonl.gz", "cut off"])
    before = place.stored()
    expect(0 < before < 30_000, f"{before} posts of the first half")
    place.write("x.jsonl.gz", packed)
    total = place.ingest(file)
    expect(place.stored() == 30_000 and total["duplicates"] <= 1, total)


@case
def things_that_are_no_posts_are_refused_with_advice(place):
    place.ingest(place.folder, code=1, says=["folder"])
    place.ingest(place.folder / "none.jsonl", code=1, says=["none.jsonl", "No such file"])
    place.ingest(place.write("a.json", b'[{"id":1,"text":"x"}]'), code=1, says=["jq"])
    place.ingest(place.write("a.bin", b"\x7fELF\0\0\0\0"), code=1, says=["--format"])
    file = place.write("a.csv", b"number,words\n1,good\n")
    place.ingest(file, code=2, says=["no column 'id'", "number, words", "--map"])
    place.ingest(file, "--map", "id=number", "--map", "text=word", code=2, says=["no column 'word'"])
    place.ingest(file, "--map", "title=number", code=2, says=["cannot map 'title'", "created_at"])
    place.ingest(file, "--map", "id=number", "--map", "text=words")
    expect(place.stored() == 1, place.stored())


@case
def an_unknown_label_is_named(place):
    rows = "".join(f"{POST_TEXT} {i},{label}\n" for i, label in enumerate(["negative", "positive", "neutral"] * 20))
    file = place.write("x.csv", f"text,label\n{rows}{POST_TEXT},furious\n".encode())
    done = polso.run("evaluate", "--model", polso.MODEL, "--data", file, "--json")
    expect("furious" in done.stderr, f"the label is not named: {done.stderr}")
    expect(done.returncode in (0, 1), f"exit code {done.returncode}: {done.stderr}")
    file = place.write("y.csv", f"text,label\n{POST_TEXT},furious\n".encode())
    Place.check(polso.run("evaluate", "--model", polso.MODEL, "--data", file, "--json"), 1, ["furious"])


@case
def a_model_for_other_labels_is_refused(place):
    file = place.write("x.jsonl", post(1))
    model = place.folder / "model"
    shutil.copytree(polso.MODEL, model)
    told = json.loads((model / "polso.json").read_text())
    told["labels"] = ["food", "sport", "weather"]
    (model / "polso.json").write_text(json.dumps(told))
    place.ingest(file, "--model", model, code=1, says=["label"])
    stars = [Path(folder) / "fasttext_amazon" for folder in os.environ.get("POLSO_DATA", "").split(":") if folder]
    for found in (path for folder in stars for path in folder.glob("*.ftz")):
        done = polso.run("ingest", file, "--db", place.db, "--model", found)
        expect(done.returncode in (1, 2) and "__label__" in done.stderr, f"{found.name}: {done.stderr}")
    expect(place.ingest(file)["inserted"] == 1, "the right model afterwards")


@case
def a_database_of_a_newer_version_is_left_alone(place):
    file = place.write("x.jsonl", post(1))
    place.ingest(file)
    with sqlite3.connect(place.db) as connection:
        connection.execute("PRAGMA user_version = 999")
    place.ingest(place.write("y.jsonl", post(2)), code=1, says=["newer", "update"])
    Place.check(polso.run("report", "--db", place.db, "--json"), 1, ["newer"])
    expect(place.stored() == 1, "it was written to")


def in_a_mount(place, options, script):
    """Runs `script` where "$small" is a small disk that is gone afterwards; it copies to "$kept" what it keeps."""
    apart = ["unshare", "-m" if os.geteuid() == 0 else "-rm", "sh", "-c"]
    probe = subprocess.run([*apart, "mount -t tmpfs -o size=1m none /mnt"], capture_output=True, check=False)
    if probe.returncode != 0:
        raise Skipped("THIS NEEDS A MOUNT, AND MOUNTING IS NOT ALLOWED HERE: run it as root")
    small, kept = place.folder / "small", place.folder / "kept"
    small.mkdir()
    kept.mkdir()
    start = f"mount -t tmpfs -o {options} none '{small}' || exit 99\nsmall='{small}' kept='{kept}'\n"
    return subprocess.run([*apart, start + script], capture_output=True, text=True, check=False)


def ingest_command(file, db):
    return f"'{polso.BINARY}' ingest --json '{file}' --db {db} --model '{polso.MODEL}'"


@case
def a_read_only_folder_is_told_and_nothing_is_lost(place):
    file = place.write("x.jsonl", post(1))
    place.ingest(file, db="/proc/polso.db", code=1, says=["/proc/polso.db"])
    script = f'mount -o remount,bind,ro "$small"\n{ingest_command(file, "$small/polso.db")}'
    Place.check(in_a_mount(place, "size=4m", script), 1, ["small/polso.db"])
    expect(place.ingest(file)["inserted"] == 1, "another folder afterwards")


@case
def a_database_that_became_read_only_keeps_what_it_holds(place):
    first, second = place.write("x.jsonl", post(1)), place.write("y.jsonl", post(2))
    script = (f'{ingest_command(first, "$small/polso.db")} >/dev/null || exit 98\nmount -o remount,bind,ro "$small"\n'
              f'{ingest_command(second, "$small/polso.db")}; code=$?\ncp "$small"/* "$kept"; exit $code')
    Place.check(in_a_mount(place, "size=8m", script), 1, ["polso.db"])
    expect(place.stored(place.folder / "kept/polso.db") == 1, "the first post is gone")


@case
def a_full_disk_stores_no_batch_by_halves_and_the_same_command_goes_on(place):
    file = place.write("x.jsonl", b"".join(post(i, text=f"{'words ' * 30}{i}") for i in range(60_000)))
    script = f'{ingest_command(file, "$small/polso.db")}; code=$?\ncp "$small"/* "$kept"; exit $code'
    Place.check(in_a_mount(place, "size=12m", script), 1, ["room"])
    kept = place.folder / "kept/polso.db"
    expect(place.stored(kept) < 60_000, "the disk was large enough after all")
    place.ingest(file, db=kept)
    expect(place.stored(kept) == 60_000, place.stored(kept))


@case
def no_room_for_rejects_stops_before_a_bad_line_is_lost(place):
    file = place.write("x.jsonl", b"".join(post(i) + b"broken " * 100 + b"\n" for i in range(20_000)))
    script = (f'{ingest_command(file, place.db)} --rejects "$small/first.rejects.jsonl"; code=$?\n'
              'cp "$small"/* "$kept"; exit $code')
    Place.check(in_a_mount(place, "size=2m", script), 1, ["rejects"])
    before = (place.folder / "kept/first.rejects.jsonl").read_bytes().splitlines(keepends=True)
    before = [json.loads(line) for line in before if line.endswith(b"\n")]
    expect(before, "the small disk took no bad line at all")
    place.ingest(file)
    expect(place.stored() == 20_000, f"{place.stored()} posts")
    lines = {reject["line"] for reject in before + place.rejects()}
    expect(lines == set(range(2, 40_001, 2)), f"{20_000 - len(lines)} bad lines are lost")


def run_case(function):
    with tempfile.TemporaryDirectory() as folder:
        try:
            function(Place(Path(folder)))
        except Skipped as reason:
            return "SKIPPED", str(reason)
        except (AssertionError, subprocess.TimeoutExpired, OSError, ValueError, KeyError, sqlite3.Error) as error:
            return "FAILED", f"{type(error).__name__}: {error}"
    return "ok", ""


def main():
    if polso.NO_MODEL:
        print(polso.NO_MODEL)
        return polso.SKIPPED
    results = []
    for function in CASES:
        result, why = run_case(function)
        results.append(result)
        print(f"{result:7} {function.__name__.replace('_', ' ')}{': ' + why if why else ''}", flush=True)
    if "SKIPPED" in results:
        print(f"{results.count('SKIPPED')} CASES WERE SKIPPED")
    print(f"{results.count('ok')} passed, {results.count('FAILED')} failed")
    if "FAILED" in results:
        return 1
    return polso.SKIPPED if "SKIPPED" in results else 0


if __name__ == "__main__":
    sys.exit(main())
