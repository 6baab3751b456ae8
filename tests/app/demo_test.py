#!/usr/bin/env python3
"""The demo on simulated posts, and on the airline posts where POLSO_DATA has them; and its page as a browser reads it."""
import html.parser
import os
import pathlib
import re
import sqlite3
import tempfile
import unittest

import polso

DATA = os.environ.get("POLSO_DATA", "")
HAS_AIRLINES = any((pathlib.Path(folder) / "us_airline/airline_dated.tsv").is_file() for folder in DATA.split(":") if folder)


class Page(html.parser.HTMLParser):
    """Elements in their order, whether they are closed as they were opened, and the text."""

    VOID = {"meta", "br", "hr", "img", "input", "link"}

    def __init__(self, text):
        super().__init__()
        self.open, self.seen, self.words, self.faults = [], [], [], []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.seen.append((tag, dict(attrs)))
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.seen.append((tag, dict(attrs)))

    def handle_endtag(self, tag):
        if not self.open or self.open.pop() != tag:
            self.faults.append(f"</{tag}> closes something else")

    def handle_data(self, data):
        self.words.append(data)

    def count(self, tag):
        return sum(1 for name, _ in self.seen if name == tag)


def demo(folder, *flags, **environment):
    done = polso.run("demo", "--out", pathlib.Path(folder) / "demo", *flags, environment=environment)
    assert done.returncode == 0, done.stderr
    page = (pathlib.Path(folder) / "demo/report.html").read_text(encoding="utf-8")
    return done, page


@unittest.skipIf(polso.NO_MODEL, polso.NO_MODEL)
class DemoTest(unittest.TestCase):
    def check_page(self, text, brands):
        page = Page(text)
        self.assertEqual(page.faults, [])
        self.assertEqual(page.open, [])
        self.assertEqual(page.count("script") + page.count("link") + page.count("img") + page.count("iframe"), 0)
        self.assertNotRegex(text, r"https?://|url\(|@import|javascript:")
        self.assertEqual(page.count("h2"), brands + 3)
        charts = [attributes for tag, attributes in page.seen if tag == "svg" and attributes.get("role") == "img"]
        self.assertGreaterEqual(len(charts), brands)
        self.assertGreaterEqual(page.count("title"), 1 + len(charts))
        self.assertGreaterEqual(page.count("table"), 1)
        ids = [attributes["id"] for _, attributes in page.seen if "id" in attributes]
        self.assertEqual(len(ids), len(set(ids)))
        for _, attributes in page.seen:
            if attributes.get("href", "").startswith("#"):
                self.assertIn(attributes["href"][1:], ids)
        return page

    def test_without_data_it_says_that_it_is_simulated(self):
        with tempfile.TemporaryDirectory() as folder:
            done, page = demo(folder, POLSO_DATA="")
            self.assertIn("SIMULATED", done.stderr)
            self.assertIn("Simulated", done.stdout)
            self.assertIn("Vento Mobile", done.stdout)
            self.check_page(page, brands=5)
            self.assertIn("Simulated", page)

    def test_the_crisis_shows_on_its_days(self):
        with tempfile.TemporaryDirectory() as folder:
            report = polso.run_json("demo", "--out", folder)
            self.assertTrue(report["simulated"])
            vento = next(brand for brand in report["brands"] if brand["brand"] == "Vento Mobile")
            self.assertEqual(len(vento["course"]), 10)
            days = sorted(vento["course"], key=lambda day: -(day["shares"]["negative"]["value"] or 0))
            self.assertEqual(sorted(day["from"][:10] for day in days[:2]), ["2026-01-11", "2026-01-12"])

    def test_a_second_run_begins_anew(self):
        with tempfile.TemporaryDirectory() as folder:
            first = polso.run_json("demo", "--out", folder)
            second = polso.run_json("demo", "--out", folder)
            self.assertEqual(first, second)

    def test_it_speaks_italian(self):
        with tempfile.TemporaryDirectory() as folder:
            done, page = demo(folder, "--lang", "it")
            self.assertIn("negativi", done.stdout)
            self.assertIn("Simulazione", page)
            self.assertIn('lang="it"', page)

    def test_a_folder_that_cannot_be_written_is_named(self):
        done = polso.run("demo", "--out", "/proc/polso")
        self.assertEqual(done.returncode, 1)
        self.assertIn("/proc/polso", done.stderr)

    def test_a_brand_cannot_inject_markup(self):
        evil = "<script>alert(1)</script>"
        with tempfile.TemporaryDirectory() as folder:
            demo(folder)
            database = pathlib.Path(folder) / "demo/demo.db"
            posts = pathlib.Path(folder) / "evil.jsonl"
            posts.write_text("".join(
                f'{{"id": "{i}", "brand": "{evil}", "text": "I love it {i}", "created_at": "2026-01-05T0{i % 10}:00:00Z"}}\n'
                for i in range(60)), encoding="utf-8")
            done = polso.run("ingest", posts, "--db", database, cwd=folder)
            self.assertEqual(done.returncode, 0, done.stderr)
            path = pathlib.Path(folder) / "page.html"
            done = polso.run("report", "--db", database, "--html", path)
            self.assertEqual(done.returncode, 0, done.stderr)
            page = self.check_page(path.read_text(encoding="utf-8"), brands=6)
            self.assertIn(evil, page.words)

    @unittest.skipUnless(HAS_AIRLINES, "SKIPPED: POLSO_DATA names no folder with us_airline/airline_dated.tsv")
    def test_on_the_airline_posts_it_comes_near_to_what_people_said(self):
        with tempfile.TemporaryDirectory() as folder:
            report = polso.run_json("demo", "--out", folder, environment={"POLSO_DATA": DATA})
            self.assertFalse(report["simulated"])
            self.assertEqual(len(report["brands"]), 6)
            with sqlite3.connect(f"file:{folder}/demo.db?mode=ro", uri=True) as database:
                self.assertEqual(database.execute("pragma integrity_check").fetchone(), ("ok",))
            for brand in report["brands"]:
                self.assertEqual(brand["posts"], brand["people"]["posts"])
            page = pathlib.Path(folder, "report.html").read_text(encoding="utf-8")
            self.check_page(page, brands=6)
            self.assertNotIn("Simulated", page)
            self.assertFalse(re.search(r"@(united|AmericanAir|SouthwestAir)", page), "a page holds no post")


if __name__ == "__main__":
    polso.main()
