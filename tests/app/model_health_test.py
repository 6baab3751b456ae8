#!/usr/bin/env python3
"""A model's health from end to end: the verb, the server's answer and its metrics, and what drift has a retraining do; and
a crisis on real posts where POLSO_DATA has them, which is no reason to retrain."""
import datetime
import json
import os
import pathlib
import random
import re
import tempfile
import unittest

import alerts
import polso
import serving

DATA = os.environ.get("POLSO_DATA", "")
TWEETS = next((pathlib.Path(folder) / "tweeteval/sentiment" for folder in DATA.split(":")
               if folder and (pathlib.Path(folder) / "tweeteval/sentiment/test_text.txt").is_file()), None)
DAY = 86_400
START = 1_450_000_800 - 1_450_000_800 % DAY  # in December 2015, when the shipped model's validation ends
MOODS = {"negative": ["terrible", "awful", "I hate this", "so angry", "worst service ever", "useless"],
         "neutral": ["on my way", "reading about it", "the report of monday", "seven o'clock", "in the office"],
         "positive": ["I love it", "great day", "so happy", "thank you", "wonderful people", "the best"]}
TOPICS = {"old": [f"gate{i}" for i in range(60)], "new": [f"podcast{i}" for i in range(60)]}


class Stream:
    """Invented posts of two brands, a day at a time."""

    def __init__(self, path, a_day=320):
        self.path, self.a_day, self.number, self.day, self.random = path, a_day, 0, 0, random.Random(3)

    def days(self, count, topic="old"):
        with open(self.path, "a", encoding="utf-8") as file:
            for _ in range(count):
                for i in range(self.a_day):
                    self.number += 1
                    mood = self.random.choices(list(MOODS), weights=[25, 40, 35])[0]
                    words = [self.random.choice(MOODS[mood]), *self.random.choices(TOPICS[topic], k=5),
                             f"n{self.random.randrange(300)}"]
                    file.write(json.dumps({"id": str(self.number), "brand": "Aurora" if i % 3 else "Borea", "lang": "en",
                                           "source": "x" if i % 2 else "forum", "text": " ".join(words),
                                           "created_at": START + self.day * DAY + i * DAY // self.a_day}) + "\n")
                self.day += 1


class Base(unittest.TestCase):
    def setUp(self):
        temporary = tempfile.TemporaryDirectory()
        self.addCleanup(temporary.cleanup)
        self.folder = pathlib.Path(temporary.name)
        self.db = self.folder / "polso.db"

    def ingest(self, path):
        done = polso.run("ingest", path, "--db", self.db, cwd=self.folder)
        self.assertEqual(done.returncode, 0, done.stderr)

    def health(self, *flags):
        return polso.run_json("models", "health", "--db", self.db, *flags)

    def registry(self):
        """One with the shipped model as its champion."""
        registry = self.folder / "registry"
        added = polso.run_json("models", "add", polso.MODEL, "--registry", registry)["version"]
        polso.run_json("models", "promote", added, "--registry", registry, "--why", "the first")
        return registry

    def triggers(self, registry):
        """What speaks for a retraining by now. When something does, it is tried, with a limit that ends it at once."""
        done = polso.run("retrain", "--if-needed", "--registry", registry, "--db", self.db, "--no-trial", "--json",
                         "--minutes", "1", "--memory", "1500")
        lines = [json.loads(line) for line in (registry / "audit.jsonl").read_text(encoding="utf-8").splitlines()]
        trigger = [line["what"] for line in lines if line["step"] == "trigger"][-1]
        return trigger, json.loads(done.stdout) if done.stdout.strip() else None


@unittest.skipIf(polso.NO_MODEL, polso.NO_MODEL)
class HealthTest(Base):
    def test_of_an_empty_database_nothing_is_known(self):
        (self.folder / "none.jsonl").write_text("", encoding="utf-8")
        self.ingest(self.folder / "none.jsonl")
        health = self.health()
        self.assertIsNone(health["all"])
        self.assertIn("No posts", polso.run("models", "health", "--db", self.db).stdout)
        self.assertEqual(polso.run("models", "health", "--db", self.folder / "nowhere.db").returncode, 1)

    def test_a_quiet_stream_then_other_words_at_the_same_mood(self):
        stream = Stream(self.folder / "posts.jsonl")
        stream.days(56)
        self.ingest(stream.path)
        quiet = self.health()
        self.assertEqual(quiet, self.health(), "a second look says the same")
        self.assertIn(quiet["all"]["finding"], ("quiet", "model"), quiet["all"]["reason"])
        self.assertGreater(quiet["all"]["windows"], 20)
        self.assertFalse([name for name, figure in quiet["all"]["drift"].items() if figure["alarm"] == "drift"])
        self.assertEqual({(s["kind"], s["name"]) for s in quiet["slices"]},
                         {("brand", "Aurora"), ("brand", "Borea"), ("source", "x"), ("source", "forum")})
        registry = self.registry()
        self.assertNotIn("drift", self.triggers(registry)[0])

        stream.days(6, topic="new")
        self.ingest(stream.path)
        moved = self.health()
        self.assertEqual(moved["all"]["drift"]["words"]["alarm"], "drift")
        self.assertTrue(moved["strangest"] and all("podcast" in post["text"] for post in moved["strangest"]))
        if moved["all"]["finding"] != "model":
            self.assertEqual((moved["all"]["finding"], moved["all"]["action"]), ("language", "label"))
            self.assertIn("drift: at the same mood", self.triggers(registry)[0])
        only = self.health("--brand", "Borea")
        self.assertEqual([s["name"] for s in only["slices"]], ["Borea"])
        told = polso.run("models", "health", "--db", self.db)
        self.assertEqual(told.returncode, 0, told.stderr)
        for words in ["all posts", "brand Aurora", "!!", "Least like the days before", "Macro recall: validated"]:
            self.assertIn(words, told.stdout)
        self.assertEqual(polso.run("models", "health", "--db", self.db, "--brand", "Nobody").returncode, 1)

    def test_the_server_looks_by_itself_and_tells_it_by_api_and_metrics(self):
        stream = Stream(self.folder / "posts.jsonl")
        stream.days(30)
        self.ingest(stream.path)
        server = serving.Server(self.db)
        self.addCleanup(server.said.close)
        try:
            self.assertTrue(serving.until(lambda: server.get("/api/v1/model/health").json["ready"], 60))
            told = server.get("/api/v1/model/health").json["health"]
            self.assertEqual(told, self.health(), "the verb says the same")
            scraped = server.get("/metrics").text
            accuracy = told["all"]["estimated"]["moving"]["accuracy"]
            for bound in ("value", "low", "high"):
                line = next(line for line in scraped.splitlines() if line.startswith("polso_model_estimated_accuracy_ratio{")
                            and f'bound="{bound}"' in line and 'by="moving"' in line and 'kind="all"' in line)
                self.assertAlmostEqual(float(line.rsplit(" ", 1)[1]), accuracy[bound], places=5)
            for name in ("polso_model_drift{", "polso_model_drift_alarm{", "polso_model_finding{", "polso_model_health_posts{",
                         "polso_model_estimates_disagree{", "polso_model_estimated_macro_recall_ratio{"):
                self.assertIn(name, scraped)
            self.assertNotIn("polso_model_labelled_accuracy_ratio{", scraped, "nobody has labelled anything")
            self.assert_the_dashboard_asks_for_what_is_there(scraped)
        finally:
            self.assertEqual(server.stop(), 0, server.words())

    def assert_the_dashboard_asks_for_what_is_there(self, scraped):
        board = (polso.ROOT / "deploy/grafana/dashboards/polso-model.json").read_text(encoding="utf-8")
        asked = set(re.findall(r"polso_\w+(?=\{)", board))
        self.assertGreater(len(asked), 8)
        there = set(re.findall(r"^polso_\w+", scraped, re.MULTILINE))
        without_labels_or_registry = {"polso_model_labelled_accuracy_ratio", "polso_model_calibration_error_ratio", "polso_canary_ratio", "polso_shadow_agreement_ratio"}
        self.assertLessEqual(asked - without_labels_or_registry, there)

    def test_an_audit_is_told_beside_the_estimates(self):
        stream = Stream(self.folder / "posts.jsonl", a_day=100)
        stream.days(20)
        self.ingest(stream.path)
        server = serving.Server(self.db)
        self.addCleanup(server.said.close)
        try:
            for post in server.get("/api/v1/queue?kind=audit&limit=100").json["posts"]:
                mood = next(mood for mood, phrases in MOODS.items() if any(phrase in post["text"] for phrase in phrases))
                given = server.post("/api/v1/feedback", {"source": post["source"], "id": post["id"], "label": mood, "kind": "audit"})
                self.assertEqual(given.status, 200, given)
        finally:
            server.stop()
        labelled = self.health()["all"]["labelled"]
        self.assertEqual(labelled["audited"], 100)
        self.assertLess(labelled["accuracy"]["low"], labelled["accuracy"]["value"])
        self.assertEqual(self.health()["all"]["calibration"]["posts"], 100)


@unittest.skipIf(polso.NO_MODEL or TWEETS is None, polso.NO_MODEL or "SKIPPED: POLSO_DATA has no tweeteval/sentiment")
class CrisisTest(Base):
    """TweetEval's test posts, in the order of a lot, as forty days of two brands; then three days in which one brand has
    30 points more negatives."""

    QUIET, CRISIS, A_DAY = 40, 3, 250

    def setUp(self):
        super().setUp()
        texts = (TWEETS / "test_text.txt").read_text(encoding="utf-8").split("\n")
        labels = (TWEETS / "test_labels.txt").read_text(encoding="utf-8").split()
        self.random = random.Random(1)
        self.posts = list(zip(texts, map(int, labels)))
        self.random.shuffle(self.posts)
        kept = [post for post in self.posts[:600] if post[1] == 0]  # of the crisis
        self.posts, self.negatives = self.posts[600:], kept
        self.path, self.number = self.folder / "posts.jsonl", 0

    def write_day(self, file, day, crisis):
        for i in range(self.A_DAY):
            brand = "Aurora" if i % 2 else "Borea"
            text, label = self.posts.pop()
            if crisis and brand == "Aurora" and label != 0 and self.random.random() < 0.30 / 0.68:  # 32 % are negative
                text, label = self.negatives.pop()
            self.number += 1
            file.write(json.dumps({"id": str(self.number), "brand": brand, "source": "x", "lang": "en", "text": text,
                                   "created_at": START + day * DAY + i * DAY // self.A_DAY + self.random.randrange(300)}) + "\n")

    def test_thirty_points_more_negatives_in_one_brand_are_an_alert_and_no_retraining(self):
        with open(self.path, "w", encoding="utf-8") as file:
            for day in range(self.QUIET + self.CRISIS):
                self.write_day(file, day, day >= self.QUIET)
        self.ingest(self.path)
        found = {brand["brand"]: brand["alerts"] for brand in polso.run_json("alerts", "backtest", "--db", self.db)["brands"]}
        self.assertEqual(found["Borea"], [])
        began = datetime.datetime.fromtimestamp(START + self.QUIET * DAY, datetime.timezone.utc).isoformat()[:10]
        self.assertEqual(len(found["Aurora"]), 1, found)
        alert = found["Aurora"][0]
        self.assertGreaterEqual(alert["noticed"][:10], began)
        self.assertIn("negatives", [move["channel"] for move in alert["moves"]])
        print(f"alert on Aurora: began {alert['began']}, noticed {alert['noticed']}, moves {alert['moves']}")

        # As the server would have saved it while it goes on.
        alerts.add_alert(self.db, "Aurora", began=1000 * (START + self.QUIET * DAY), deliveries=())
        health = self.health()
        self.assertEqual(health["all"]["finding"], "world", health["all"]["reason"])
        self.assertEqual(next(s for s in health["slices"] if s["name"] == "Aurora")["finding"], "world")
        trigger, document = self.triggers(self.registry())
        self.assertEqual(trigger, "nothing asks for a retraining")
        self.assertEqual(document["result"], "not needed")
        self.assertFalse([t for t in document["triggers"] if t["fired"]])
        reasons = {t["name"]: t["reason"] for t in document["triggers"]}
        self.assertIn("the mood moved", reasons["drift"])
        print(f"drift: {reasons['drift']}\naccuracy: {reasons['accuracy']}")


if __name__ == "__main__":
    polso.main()
