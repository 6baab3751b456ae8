#!/usr/bin/env python3
"""polso ingest as an operator meets it: summaries, bad input, full disks, other people's databases, Ctrl-C."""
import json
import os
import pathlib
import shutil
import signal
import sqlite3
import subprocess
import tempfile
import time
import unittest

import polso


def line(number, **fields):
    post = {"id": str(number), "text": f"the train was late {number} times", "created_at": 1_424_779_200 + number,
            "brand": "Aurora" if number % 3 else "Borea"}
    return json.dumps({**post, **fields})


def can_mount():
    probe = subprocess.run(["unshare", "-m", "true"], capture_output=True)
    return os.geteuid() == 0 and probe.returncode == 0


@unittest.skipIf(polso.NO_MODEL, polso.NO_MODEL)
class IngestTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        self.db = self.folder / "polso.db"

    def file(self, lines, name="posts.jsonl"):
        path = self.folder / name
        path.write_text("".join(text + "\n" for text in lines), encoding="utf-8")
        return path

    def ingest(self, *arguments, code=0, **options):
        done = polso.run("ingest", *arguments, "--db", self.db, **options)
        self.assertEqual(done.returncode, code, done.stderr)
        return done

    def total(self, *arguments):
        return polso.run_json("ingest", *arguments, "--db", self.db)["total"]

    def refused(self, *arguments, code=1, says=""):
        done = self.ingest(*arguments, code=code)
        self.assertIn(says, done.stderr)
        self.assertEqual(done.stdout, "")
        self.assertNotIn("unexpected", done.stderr)

    def test_the_summary_names_brands_bad_lines_and_their_file(self):
        file = self.file([line(i) for i in range(10)] + ["{broken", line(11, text=None), line(3)])
        told = self.ingest(file).stdout
        self.assertIn("10 new posts, 1 known before, 2 bad lines set aside in", told)
        self.assertRegex(told, r"Aurora +6 posts  2015-02-24 to 2015-02-24")
        rejects = [json.loads(text) for text in (self.folder / "posts.jsonl.rejects.jsonl").read_text().splitlines()]
        self.assertEqual([reject["line"] for reject in rejects], [11, 12])
        self.assertEqual(rejects[0]["text"], "{broken")

    def test_a_second_ingest_reads_nothing_and_an_overlapping_file_adds_what_is_new(self):
        file = self.file(line(i) for i in range(100))
        first = self.total(file)
        self.assertEqual((first["inserted"], first["duplicates"]), (100, 0))
        self.assertEqual(self.total(file)["read"], 0)
        self.assertIn("nothing new", self.ingest(file).stdout)
        other = self.total("--source", "posts", self.file((line(i) for i in range(50, 150)), "other.jsonl"))
        self.assertEqual((other["inserted"], other["duplicates"]), (50, 50))

    def test_of_a_file_that_grew_what_is_new_is_added(self):
        file = self.file(line(i) for i in range(100))
        self.total(file)
        self.file(line(i) for i in range(130))
        self.assertEqual(self.total(file)["inserted"], 30)

    def test_good_lines_leave_no_rejects_file(self):
        self.total(self.file([line(1)]))
        self.assertEqual(list(self.folder.glob("*.rejects.jsonl")), [])

    def test_an_empty_file_is_no_error(self):
        self.assertEqual(self.total(self.file([]))["read"], 0)

    def test_standard_input(self):
        posts = "".join(line(i) + "\n" for i in range(20))
        self.assertIn("20 new posts", self.ingest("-", "--source", "pipe", input=posts).stdout)
        self.assertIn("nothing new", self.ingest("-", "--source", "pipe", input=posts).stdout)
        self.assertIn("1 new post", self.ingest("-", "--source", "pipe", input=line(20)).stdout)

    def test_strange_dates_texts_and_ids_are_kept_or_set_aside_but_never_lost(self):
        lines = [line(1, created_at="0000-01-01T00:00:00Z"), line(2, created_at="9999-12-31T23:59:59Z"),
                 line(3, text="NUL \x00 inside"), line(4, id=""), line(5, id="long" * 5000), line(6, text="x" * 200_000)]
        total = self.total(self.file(lines))
        self.assertEqual(total["read"] + total["bad"], len(lines))
        self.assertGreaterEqual(total["inserted"], 4)

    def test_wrong_usage(self):
        file = self.file([line(1)])
        self.refused(code=2, says="files")
        self.refused(file, "--map", "text", code=2, says="FIELD=COLUMN")
        self.refused(file, "--threads", "0", code=2)
        self.refused(file, "--format", "xml", code=2)

    def test_things_that_are_not_there(self):
        file = self.file([line(1)])
        self.refused(self.folder / "none.jsonl", says="none.jsonl")
        self.refused(file, "--model", self.folder / "none", says="none")
        self.db = self.folder / "none" / "polso.db"
        self.refused(file, says="make it first")

    def test_databases_that_are_not_ours_to_write(self):
        file = self.file([line(1)])
        self.db.write_bytes(b"no database at all" * 1000)
        self.refused(file, says="not a database")
        self.db = self.folder / "newer.db"
        self.total(file)
        with sqlite3.connect(self.db) as db:
            db.execute("PRAGMA user_version = 999")
        self.refused(file, says="newer Polso")
        self.db = self.folder / "other.db"
        with sqlite3.connect(self.db) as db:
            db.execute("CREATE TABLE cake (recipe TEXT)")
        self.refused(file, says="another program")
        self.db = pathlib.Path("/proc/polso.db")
        self.refused(file, says="choose another file")

    @unittest.skipUnless(os.geteuid() == 0, "SKIPPED: becoming somebody else needs root")
    def test_a_folder_that_may_only_be_read_serves_reports_and_refuses_posts(self):
        self.total(self.file(line(i) for i in range(50)))
        shutil.copytree(polso.MODEL, self.folder / "model")
        self.folder.chmod(0o555)
        program = shutil.copy(polso.BINARY, self.folder / "program")
        nobody = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", program]
        flags = ["--db", self.db, "--model", self.folder / "model"]

        def as_nobody(*arguments):
            return subprocess.run([*nobody, *arguments, *flags], capture_output=True, text=True, cwd="/")

        report = as_nobody("report", "--json")
        self.assertEqual(report.returncode, 0, report.stderr)
        self.assertEqual(json.loads(report.stdout)["posts"], 50)
        refused = as_nobody("ingest", self.folder / "posts.jsonl", "--source", "again")
        self.assertEqual(refused.returncode, 1)
        self.assertIn("cannot be opened for writing", refused.stderr)

    @unittest.skipUnless(can_mount(), "SKIPPED: mounting a small disk needs root")
    def test_a_full_disk_stores_nothing_by_halves_and_the_same_command_goes_on(self):
        file = self.file((line(i, text="words " * 30 + str(i)) for i in range(60_000)), "posts.jsonl")
        small, kept = self.folder / "small", self.folder / "kept"
        small.mkdir()
        script = (f"mount -t tmpfs -o size=12m none {small} || exit 99\n"
                  f"{polso.BINARY} ingest {file} --db {small}/polso.db --model {polso.MODEL}; code=$?\n"
                  f"cp -r {small} {kept}; exit $code")
        done = subprocess.run(["unshare", "-m", "sh", "-c", script], capture_output=True, text=True)
        self.assertEqual(done.returncode, 1, done.stderr)
        self.assertIn("make room", done.stderr)
        self.db = kept / "polso.db"
        self.total(file)
        self.assert_whole(60_000)

    def assert_whole(self, posts):
        with sqlite3.connect(self.db) as db:
            self.assertEqual(db.execute("PRAGMA integrity_check").fetchone(), ("ok",))
            self.assertEqual(db.execute("SELECT count(*) FROM post").fetchone(), (posts,))
            self.assertEqual(db.execute("SELECT sum(posts) FROM brand").fetchone(), (posts,))

    def test_ctrl_c_ends_with_a_summary_and_the_same_command_goes_on(self):
        file = self.file(line(i) for i in range(300_000))
        command = [polso.BINARY, "ingest", file, "--db", self.db, "--model", polso.MODEL, "--json"]
        process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        while not self.db.exists() and process.poll() is None:
            time.sleep(0.005)
        process.send_signal(signal.SIGINT)
        out, err = process.communicate()
        self.assertIn(process.returncode, (0, -signal.SIGINT), err)
        if process.returncode == 0:
            first = json.loads(out)["total"]
            self.assertTrue(first["stopped"] or first["inserted"] == 300_000)
        self.total(file)
        self.assert_whole(300_000)


if __name__ == "__main__":
    polso.main()
