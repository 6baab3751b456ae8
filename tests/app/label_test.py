#!/usr/bin/env python3
"""polso label: at a real terminal, from a pipe, and from a CSV file; and what reaches the database."""
import json
import os
import pathlib
import pty
import subprocess
import tempfile
import unittest

import polso

POSTS = ["I love Aurora, thank you", "Aurora is terrible, never again", "Aurora opens a shop downtown"]


@unittest.skipIf(polso.NO_MODEL, polso.NO_MODEL)
class LabelTest(unittest.TestCase):
    def setUp(self):
        temporary = tempfile.TemporaryDirectory()
        self.addCleanup(temporary.cleanup)
        self.folder = pathlib.Path(temporary.name)
        rows = [{"id": str(i), "text": text, "brand": "Aurora", "source": "x", "created_at": 1_700_000_000 + i}
                for i, text in enumerate(POSTS)]
        (self.folder / "posts.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
        self.assertEqual(polso.run("ingest", "posts.jsonl", cwd=self.folder).returncode, 0)

    def label(self, *words, keys=""):
        return polso.run("label", *words, cwd=self.folder, input=keys)

    def import_csv(self, text):
        (self.folder / "labels.csv").write_text(text, encoding="utf-8")
        done = self.label("--import", "labels.csv", "--json")
        self.assertEqual(done.returncode, 0, done.stderr)
        return json.loads(done.stdout)

    def test_every_post_is_asked_about_once(self):
        done = self.label("--by", "anna", keys="p\nn\nu\n")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn("3 posts labelled", done.stdout)
        for text in POSTS:
            self.assertEqual(done.stdout.count(text), 1)
        self.assertIn("nothing to ask about", self.label().stdout)

    def test_an_unknown_key_is_explained_and_back_goes_back(self):
        done = self.label(keys="p\nz\nb\nn\nq\n")
        self.assertIn("Keys are n, u, p, s, b, w and q.", done.stdout)
        self.assertIn("1 posts labelled", done.stdout)

    def test_italian_is_spoken(self):
        self.assertIn("n negativo", self.label("--lang", "it", keys="q\n").stdout)

    def test_one_key_is_enough_at_a_terminal_which_is_left_as_it_was(self):
        ours, theirs = pty.openpty()
        before = subprocess.run(["stty", "-a"], stdin=theirs, capture_output=True, text=True, check=True).stdout
        process = subprocess.Popen([polso.BINARY, "label"], cwd=self.folder, stdin=theirs, stdout=subprocess.PIPE, text=True)
        os.write(ours, b"npu")
        shown, _ = process.communicate(timeout=60)
        after = subprocess.run(["stty", "-a"], stdin=theirs, capture_output=True, text=True, check=True).stdout
        os.close(ours)
        os.close(theirs)
        self.assertIn("3 posts labelled", shown)
        self.assertEqual(before, after)

    def test_a_file_of_labels_is_taken_in_and_bad_lines_stop_nothing(self):
        done = self.import_csv("source,id,label,by\nx,0,positive,anna\nx,1,0,bea\nx,2,maybe,anna\ny,9,neutral,anna\nx,2\n")
        self.assertEqual((done["taken"], done["unknown"], done["refused"]), (2, 1, 2))
        self.assertIn("line 4: the label 'maybe'", done["reasons"][0])

    def test_a_file_without_the_columns_is_refused_with_their_names(self):
        (self.folder / "labels.csv").write_text("post,mood\n1,good\n", encoding="utf-8")
        done = self.label("--import", "labels.csv")
        self.assertEqual(done.returncode, 2)
        self.assertIn("no column 'source'", done.stderr)

    def test_a_database_that_is_not_there_is_not_made(self):
        done = self.label("--db", "other.db")
        self.assertEqual(done.returncode, 1)
        self.assertFalse((self.folder / "other.db").exists())


if __name__ == "__main__":
    polso.main()
