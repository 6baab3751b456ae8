#!/usr/bin/env python3
"""polso check and polso report on the command line: where settings come from, what is refused, and how it is said."""
import pathlib
import tempfile
import unittest

import polso


class CheckTest(unittest.TestCase):
    def setUp(self):
        temporary = tempfile.TemporaryDirectory()
        self.addCleanup(temporary.cleanup)
        self.folder = pathlib.Path(temporary.name)

    def config(self, text):
        path = self.folder / "polso.toml"
        path.write_text(text, encoding="utf-8")
        return path

    def check(self, text, *flags, **environment):
        return polso.run("check", "-c", self.config(text), *flags, environment=environment, cwd=self.folder)

    @unittest.skipIf(polso.NO_MODEL, polso.NO_MODEL)
    def test_a_good_config_is_well_and_every_origin_is_told(self):
        found = polso.run_json("check", "-c", self.config("lang = 'it'\nmin_posts = 50"), "--min-posts", "60",
                               environment={"POLSO_DB": "mine.db"}, cwd=self.folder)
        settings = found["settings"]
        self.assertEqual(settings["lang"]["value"], "it")
        self.assertTrue(settings["lang"]["origin"].endswith("polso.toml:1"))
        self.assertEqual(settings["db"], {"value": "mine.db", "origin": "POLSO_DB"})
        self.assertEqual(settings["min_posts"], {"value": "60", "origin": "--min-posts"})
        self.assertEqual(settings["confidence"], {"value": "0.9", "origin": "default"})
        self.assertFalse((self.folder / "mine.db").exists(), "check makes no database")

    @unittest.skipIf(polso.NO_MODEL, polso.NO_MODEL)
    def test_the_example_config_is_well(self):
        done = polso.run("check", "-c", polso.ROOT / "polso.example.toml", cwd=self.folder)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn("All is well", done.stdout)

    def test_wrong_configs_end_with_2_and_a_sentence(self):
        for text, sentence in [("modle = 'x'", "did you mean 'model'?"), ("db = ", "not TOML"),
                               ("confidence = 2.0", "from 0.5 to 0.99"), ("lang = 'fr'", "one of: en it"),
                               ("model = 'nowhere'", "nowhere")]:
            with self.subTest(text=text):
                done = polso.run("check", "-c", self.config(text), environment={"POLSO_MODEL": ""}, cwd=self.folder)
                self.assertEqual(done.returncode, 2, done.stderr)
                self.assertIn(sentence, done.stderr)

    def test_a_config_that_is_not_there_ends_with_2(self):
        done = polso.run("check", "-c", self.folder / "none.toml")
        self.assertEqual(done.returncode, 2)
        self.assertIn("none.toml", done.stderr)

    def test_a_misspelt_variable_is_named(self):
        done = self.check("", POLSO_MIN_POST="5")
        self.assertEqual(done.returncode, 2)
        self.assertIn("POLSO_MIN_POST: is not read; did you mean POLSO_MIN_POSTS?", done.stderr)

    def test_a_database_that_is_none_is_named(self):
        (self.folder / "bad.db").write_bytes(b"this is no database, only some text that is long enough" * 100)
        done = self.check("db = 'bad.db'")
        self.assertEqual(done.returncode, 2)
        self.assertIn("bad.db", done.stderr)


class ReportTest(unittest.TestCase):
    def test_what_is_wrong_is_said(self):
        with tempfile.TemporaryDirectory() as folder:
            for flags, code, sentence in [(["--db", "none.db"], 1, "none.db"), (["--from", "yesterday"], 2, "--from"),
                                          (["--from", "2026-02-01", "--to", "2026-01-01"], 2, "before --to"),
                                          (["--bucket", "month"], 2, "hour day week"), (["--lang", "fr"], 2, "en it")]:
                with self.subTest(flags=flags):
                    done = polso.run("report", *flags, cwd=folder)
                    self.assertEqual(done.returncode, code, done.stderr)
                    self.assertIn(sentence, done.stderr)
                    self.assertEqual(done.stdout, "")


if __name__ == "__main__":
    polso.main()
