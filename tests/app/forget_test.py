#!/usr/bin/env python3
"""polso forget: a person's posts leave the database, its counts and its file; nobody else's do."""
import contextlib
import json
import sqlite3
import unittest

import polso
import serving


def line(number, author, text):
    return json.dumps({"id": str(number), "author": author, "text": text, "brand": "Aurora", "lang": "en", "source": "x",
                       "created_at": f"2015-02-24T12:{number % 60:02}:00Z"}) + "\n"


@unittest.skipIf(polso.NO_MODEL, polso.NO_MODEL or "")
class Forget(unittest.TestCase):
    def setUp(self):
        self.folder = polso.folder_of(self)
        self.db = self.folder / "polso.db"
        self.posts = self.folder / "posts.jsonl"
        lines = [line(n, "anna" if n % 5 == 0 else f"other{n}", f"Flight number {n} was late again and nobody told us anything")
                 for n in range(400)]
        lines.append(line(1000, "anna", "RT please bring our luggage back to where we are"))
        lines.append(line(1001, "bea", "RT please bring our luggage back to where we are"))
        lines.append(line(1002, "anna", "ugh"))
        self.posts.write_text("".join(lines))
        self.ingest()

    def ingest(self):
        done = polso.run("ingest", self.posts, "--db", self.db, "--json")
        self.assertEqual(done.returncode, 0, done.stderr)
        return json.loads(done.stdout)

    def forget(self, *words, code=0):
        done = polso.run("forget", "--db", self.db, *words)
        self.assertEqual(done.returncode, code, done.stdout + done.stderr)
        return done.stdout + done.stderr

    def report(self):
        return polso.run_json("report", "--db", self.db)["brands"][0]

    def files(self):
        return b"".join(path.read_bytes() for path in self.folder.glob("polso.db*"))

    def test_a_person_goes_and_their_words_with_them(self):
        self.assertIn(b"Flight number 395 was late", self.files())
        self.assertIn("Would go: posts 82,", self.forget("--author", "anna", "--dry-run"))
        said = self.forget("--author", "anna")
        self.assertIn("Gone: posts 82,", said)
        self.assertIn("it holds none of 80 texts; 1 stand there otherwise, in others' words; 1 are too short", said)
        self.assertNotIn(b"Flight number 395 was late", self.files())
        self.assertIn(b"Flight number 396 was late", self.files())
        self.assertIn("Would go: posts 0,", self.forget("--author", "anna", "--dry-run"))

    def test_the_figures_are_those_of_the_others_alone(self):
        only = self.folder / "only"
        only.mkdir()
        others = [text for text in self.posts.read_text().splitlines(True) if json.loads(text)["author"] != "anna"]
        (only / "posts.jsonl").write_text("".join(others))
        done = polso.run("ingest", only / "posts.jsonl", "--db", only / "polso.db")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.forget("--author", "anna")
        self.assertEqual(self.report(), polso.run_json("report", "--db", only / "polso.db")["brands"][0])

    def test_reading_the_same_file_again_does_not_bring_them_back(self):
        self.forget("--author", "anna")
        before = self.report()
        copy = self.folder / "copy.jsonl"
        copy.write_bytes(self.posts.read_bytes())
        self.posts = copy
        self.ingest()
        self.assertEqual(self.report(), before)

    def test_one_post_and_old_posts(self):
        self.assertIn("Gone: posts 1,", self.forget("--post", "x", "17"))
        self.assertIn("Would go: posts 402,", self.forget("--older-than", "365", "--dry-run"))
        told = json.loads(self.forget("--older-than", "365", "--json"))
        self.assertEqual(told["posts"], 402)
        self.assertEqual(self.report()["posts"], 402)  # the course of the mood is kept
        self.assertNotIn(b"was late again", self.files())

    def test_while_the_server_runs(self):
        server = serving.Server(self.db)
        self.addCleanup(server.said.close)
        self.addCleanup(server.stop)
        everything = "/api/v1/posts?brand=Aurora&from=2015-02-01T00:00:00Z&to=2015-03-01T00:00:00Z&limit=500"
        self.assertIn("Flight number 395 ", server.ask("GET", everything).text)
        told = json.loads(self.forget("--author", "anna", "--json"))
        self.assertEqual(told["posts"], 82)
        after = server.ask("GET", everything)
        self.assertEqual(after.status, 200)
        self.assertIn("Flight number 396 ", after.text)
        self.assertNotIn("Flight number 395 ", after.text)
        self.assertNotIn(b"Flight number 395 was late", self.files())

    def test_what_was_cut_off_before_its_proof_is_made_up_for(self):
        reader = sqlite3.connect(self.db)
        self.addCleanup(reader.close)
        self.forget("--author", "anna")
        reader.execute("UPDATE erasure SET proved = 0")
        reader.commit()
        reader.close()
        told = json.loads(self.forget("--author", "anna", "--json"))
        self.assertEqual((told["posts"], told["proof"]["rewritten"]), (0, True))
        self.assertNotIn("proof", json.loads(self.forget("--author", "anna", "--json")))

    def test_whoever_comes_next_makes_up_for_the_proof_too(self):
        self.forget("--author", "anna")
        with contextlib.closing(sqlite3.connect(self.db)) as database, database:
            database.execute("UPDATE erasure SET proved = 0")
        told = json.loads(self.forget("--author", "other1", "--json"))
        self.assertEqual((told["posts"], told["proof"]["rewritten"]), (1, True))
        self.assertFalse(json.loads(self.forget("--author", "other2", "--json"))["proof"]["rewritten"])

    def test_a_name_that_stands_elsewhere_too_is_no_trace(self):
        post = json.dumps({"id": "7700", "author": "carl", "text": "Aurora Airlines", "brand": "Aurora Airlines", "source": "x"})
        self.posts = self.folder / "more.jsonl"
        self.posts.write_text(post)
        self.ingest()
        self.assertIn("1 stand there otherwise", self.forget("--author", "carl"))

    def test_a_name_that_nobody_has_is_said(self):
        for words in (["--author", "Anna"], ["--pseudonym", "0123456789ABCDEF"]):
            self.assertIn("Nothing here goes by that name", self.forget(*words))
        self.assertIn("16 hexadecimal digits", self.forget("--pseudonym", "anna", code=2))

    def test_wrong_use_is_said(self):
        self.assertIn("--author", self.forget(code=2))
        self.assertIn("excludes", self.forget("--author", "a", "--older-than", "3", code=2))
        done = polso.run("forget", "--db", self.folder / "none.db", "--author", "a")
        self.assertEqual(done.returncode, 1, done.stderr)
        self.assertIn("there is no database", done.stderr)


if __name__ == "__main__":
    polso.main()
