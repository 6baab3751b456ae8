#!/usr/bin/env python3
"""Alerts from end to end: posts that are ingested, what a backtest finds in them, what the server does about them; and on
the airline posts where POLSO_DATA has them."""
import datetime
import json
import os
import pathlib
import random
import tempfile
import time
import unittest

import polso
import receivers
import serving

DATA = os.environ.get("POLSO_DATA", "")
HAS_AIRLINES = any((pathlib.Path(folder) / "us_airline/airline_dated.tsv").is_file() for folder in DATA.split(":") if folder)
DAY = 86_400
START = 1_760_000_400  # 2025-10-09T09:00:00Z

GOOD = ["I love {}, thank you so much", "great day with {}", "{} made me smile, wonderful people", "so happy with {} this time"]
PLAIN = ["on my way to {} now", "{} opens a shop downtown", "reading about {} this evening", "my cousin works for {}"]
BAD = ["{} is terrible, never again", "I hate {} so much, worst service ever", "{} ruined my trip, awful", "so angry at {}, useless"]


def time_of(text):
    return datetime.datetime.fromisoformat(text.replace("Z", "+00:00")).timestamp()


class Posts:
    """Invented posts, of which no two are near-copies."""

    def __init__(self, path):
        self.path, self.number, self.random = path, 0, random.Random(1)

    def add(self, start, end, an_hour, negative, brand="Aurora", source="x", about=""):
        with open(self.path, "a", encoding="utf-8") as file:
            at = start + self.random.expovariate(an_hour / 3600)
            while at < end:
                self.number += 1
                chance = self.random.random()
                words = BAD if chance < negative else GOOD if chance > 0.7 else PLAIN
                noise = " ".join(f"n{self.random.randrange(700)}" for _ in range(7))
                file.write(json.dumps({"id": str(self.number), "brand": brand, "source": source, "created_at": int(at),
                                       "text": f"{self.random.choice(words).format(brand)} {about} {noise}"}) + "\n")
                at += self.random.expovariate(an_hour / 3600)


@unittest.skipIf(polso.NO_MODEL, polso.NO_MODEL)
class AlertsTest(unittest.TestCase):
    def setUp(self):
        temporary = tempfile.TemporaryDirectory()
        self.addCleanup(temporary.cleanup)
        self.folder = pathlib.Path(temporary.name)
        self.db = self.folder / "polso.db"
        self.posts = Posts(self.folder / "posts.jsonl")

    def ingest(self):
        done = polso.run("ingest", self.posts.path, "--db", self.db, cwd=self.folder)
        self.assertEqual(done.returncode, 0, done.stderr)

    def storm(self, start):
        """Ten quiet days, six hours of storm, a day after it."""
        self.posts.add(start, start + 10 * DAY, 20, 0.2)
        self.posts.add(start + 10 * DAY, start + 10.25 * DAY, 60, 0.8, about="strike")
        self.posts.add(start + 10.25 * DAY, start + 11.25 * DAY, 20, 0.2)
        self.posts.add(start, start + 11.25 * DAY, 10, 0.2, brand="Borea")
        self.ingest()
        return start + 10 * DAY

    def backtest(self, *flags):
        return polso.run_json("alerts", "backtest", "--db", self.db, *flags)

    def test_a_backtest_finds_the_storm_and_nothing_else(self):
        began = self.storm(START)
        found = self.backtest()
        aurora, borea = found["brands"]
        self.assertEqual((aurora["brand"], borea["brand"]), ("Aurora", "Borea"))
        self.assertEqual(borea["alerts"], [])
        self.assertEqual(found["false_alarms_a_month"], 1)
        self.assertGreater(time_of(aurora["learnt"]), START + 3 * DAY - 1)
        self.assertEqual(len(aurora["alerts"]), 1)
        alert = aurora["alerts"][0]
        self.assertLess(abs(time_of(alert["began"]) - began), 4 * 3600)
        self.assertLess(time_of(alert["noticed"]), began + 2 * 3600)
        self.assertGreater(time_of(alert["ended"]), began + 4 * 3600)
        self.assertIn("negatives", [move["channel"] for move in alert["moves"]])
        self.assertEqual(alert["cause"], "world")
        self.assertGreaterEqual(alert["severity"], 3)
        self.assertIn("strike", [term["text"] for term in alert["terms"]])
        self.assertEqual(self.backtest(), found, "a second replay finds the same")

    def test_a_backtest_of_a_part_learns_from_what_lies_before(self):
        began = self.storm(START)
        found = self.backtest("--brand", "Aurora", "--from", str(int(began - DAY)))
        self.assertEqual([len(brand["alerts"]) for brand in found["brands"]], [1])
        after = self.backtest("--from", str(int(began + 0.5 * DAY)))
        self.assertEqual([len(brand["alerts"]) for brand in after["brands"]], [0, 0])

    def test_a_backtest_is_told_in_words(self):
        self.storm(START)
        done = polso.run("alerts", "backtest", "--db", self.db)
        self.assertEqual(done.returncode, 0, done.stderr)
        for words in ["Aurora", "Borea", "1 alert", "learning until", "terms:", "False alarms to be expected"]:
            self.assertIn(words, done.stdout)
        self.assertEqual(polso.run("alerts", "list", "--db", self.db).stdout, "No alerts.\n", "a backtest saves nothing")

    def test_wrong_usage_says_what_to_do(self):
        self.posts.add(START, START + DAY, 5, 0.2)
        self.ingest()
        for flags, code, words in [(["--false-alarms", "few"], 2, "as in 1 per brand per 30 days"),
                                   (["--from", "yesterday"], 2, "--from"),
                                   (["--from", "2025-02-02", "--to", "2025-01-01"], 2, "before"),
                                   (["--brand", "Nobody"], 1, "Nobody"), (["--alerts-feed", "maybe"], 2, "alerts_feed")]:
            done = polso.run("alerts", "backtest", "--db", self.db, *flags)
            self.assertEqual(done.returncode, code, (flags, done.stderr))
            self.assertIn(words, done.stderr)
        self.assertEqual(polso.run("alerts", "show", "7", "--db", self.db).returncode, 1)

    def test_the_server_finds_an_open_storm_tells_of_it_and_repeats_nothing(self):
        self.storm(int(time.time()) - 10 * DAY - 4 * 3600)
        hook = receivers.Webhook()
        self.addCleanup(hook.stop)
        config = self.folder / "polso.toml"
        config.write_text(f"[targets.desk]\ntype = 'webhook'\nurl = 'http://127.0.0.1:{hook.port}/'\n", encoding="utf-8")
        for _ in range(2):
            server = serving.Server(self.db, "-c", config)
            deadline = time.time() + 30
            while time.time() < deadline and not hook.got:
                time.sleep(0.2)
            time.sleep(1)
            self.assertEqual(server.stop(), 0, server.words())
            server.said.close()
        alerts = polso.run_json("alerts", "list", "--db", self.db)["alerts"]
        self.assertEqual([(alert["brand"], alert["state"]) for alert in alerts], [("Aurora", "open")])
        self.assertEqual(len(hook.got), 1)
        number = alerts[0]["id"]
        polso.run_json("alerts", "ack", number, "--db", self.db, "--by", "ann")
        closed = polso.run_json("alerts", "close", number, "--db", self.db, "--by", "ann", "--text", "known")
        self.assertEqual((closed["state"], closed["acknowledged"], len(closed["notes"])), ("closed", True, 2))
        server = serving.Server(self.db, "-c", config)
        deadline = time.time() + 30
        while time.time() < deadline and len(hook.got) < 2:
            time.sleep(0.2)
        time.sleep(1)
        self.assertEqual(server.stop(), 0, server.words())
        server.said.close()
        self.assertEqual([json.loads(body)["type"] for _, _, body in hook.got], ["alert.opened", "alert.ended"])

    def test_a_digest_is_sent_once_however_often_the_server_starts(self):
        today = int(time.time()) // DAY * DAY
        self.posts.add(today - 3 * DAY, today, 20, 0.3)
        self.ingest()
        hook = receivers.Webhook()
        self.addCleanup(hook.stop)
        config = self.folder / "polso.toml"
        config.write_text(f"[targets.desk]\ntype = 'webhook'\nurl = 'http://127.0.0.1:{hook.port}/'\ndigest = 'daily'\n",
                          encoding="utf-8")
        for _ in range(2):
            server = serving.Server(self.db, "-c", config)
            deadline = time.time() + 30
            while time.time() < deadline and not hook.got:
                time.sleep(0.1)
            time.sleep(1)
            self.assertEqual(server.stop(), 0, server.words())
            server.said.close()
        self.assertEqual(len(hook.got), 1)
        told = json.loads(hook.got[0][2])
        self.assertEqual(told["type"], "digest.daily")
        digest = told["data"]
        self.assertEqual(time_of(digest["to"]) - time_of(digest["from"]), DAY)
        self.assertLess(time.time() - time_of(digest["to"]), 1.3 * DAY + 60)
        self.assertEqual([brand["brand"] for brand in digest["brands"]], ["Aurora"])
        self.assertGreater(digest["brands"][0]["posts"], 300)


@unittest.skipIf(polso.NO_MODEL, polso.NO_MODEL)
@unittest.skipUnless(HAS_AIRLINES, "SKIPPED: POLSO_DATA names no folder with us_airline/airline_dated.tsv")
class AirlineTest(unittest.TestCase):
    def test_the_storm_of_february_2015_is_found(self):
        with tempfile.TemporaryDirectory() as folder:
            polso.run_json("demo", "--out", folder, environment={"POLSO_DATA": DATA})
            found = polso.run_json("alerts", "backtest", "--db", pathlib.Path(folder) / "demo.db")
            alerts = {brand["brand"]: brand["alerts"] for brand in found["brands"]}
            storm = [alert for alert in alerts["US Airways"] if alert["noticed"].startswith("2015-02-22")]
            self.assertEqual(len(storm), 1, alerts)
            channels = [move["channel"] for move in storm[0]["moves"]]
            self.assertIn("volume", channels)
            self.assertTrue({"negatives", "net_mood"} & set(channels))
            self.assertLessEqual(sum(map(len, alerts.values())), 6)


if __name__ == "__main__":
    polso.main()
