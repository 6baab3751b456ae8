#!/usr/bin/env python3
"""A challenger beside the champion in a real server: it judges in the shadow, answers a share, is promoted under load, judges
history again through kills, and is rolled back when it does not keep what it promised. POLSO_BIN names the program."""
import datetime
import json
import re
import signal
import sqlite3
import threading
import time
import unittest

import polso
import serving
from registry_test import bundle_of

WORDS = ["late", "lost my bag", "great crew", "thank you", "never again", "on time", "no answer", "what a view"]
GLOOMY = {"decision": {"rule": "prior-corrected", "weight": [3.0, 0.3, 0.3]}}


@unittest.skipIf(polso.NO_MODEL, polso.NO_MODEL)
class ShadowTest(serving.ServerTest):
    def setUp(self):
        super().setUp()
        self.registry = self.folder / "registry"
        self.made = self.pushed = 0

    def models(self, verb, *arguments):
        done = polso.run("models", verb, *arguments, "--registry", self.registry)
        self.assertEqual(done.returncode, 0, f"{verb} {arguments}: {done.stdout}{done.stderr}")

    def add(self, **changes):
        self.made += 1
        version = bundle_of(self.folder / f"bundle {self.made}", self.made, openable=True, **changes)
        self.models("add", self.folder / f"bundle {self.made}")
        return version

    def start(self, *arguments):
        return self.serve("--registry", self.registry, *arguments, model=None)

    def push(self, server, posts, hours=24):
        """Spread over the last hours."""
        now = datetime.datetime.now(datetime.timezone.utc)
        batch = []
        for i in range(posts):
            self.pushed += 1
            at = now - datetime.timedelta(hours=i % hours)
            batch.append({"id": str(self.pushed), "text": f"{WORDS[self.pushed % len(WORDS)]} {self.pushed}", "brand": "Acme",
                          "created_at": at.isoformat()})
        answer = server.post("/api/v1/posts", batch)
        self.assertEqual((answer.status, answer.json["stored"]), (200, posts), answer)

    def metric(self, server, name):
        """None where there is no such series."""
        found = re.search(rf"^{re.escape(name)} (\S+)$", server.get("/metrics").text, re.M)
        return float(found[1]) if found else None

    def opinions(self, model):
        with sqlite3.connect(self.db) as connection:
            return connection.execute("SELECT count(*) FROM opinion o JOIN name n ON n.id = o.model WHERE n.text = ?",
                                      [model]).fetchone()[0]

    def has_opinions(self, server, model, posts):
        self.assertTrue(serving.until(lambda: self.opinions(model) >= posts, 60), server.words())
        self.assertEqual(self.opinions(model), posts)

    def course(self, server):
        return server.get("/api/v1/shares?brand=Acme").json

    def model_of(self, server):
        return server.post("/api/v1/classify", {"texts": ["late"]}).json["model"]

    def two(self):
        champion, challenger = self.add(), self.add(**GLOOMY)
        self.models("promote", champion)
        return champion, challenger

    def test_a_challenger_judges_in_the_shadow_and_takes_over_under_load(self):
        champion, challenger = self.two()
        server = self.start()
        self.push(server, 400)
        self.models("challenge", challenger)
        self.has_opinions(server, challenger, 400)
        self.push(server, 100)
        self.has_opinions(server, challenger, 500)
        shadowed = self.course(server)
        self.assertEqual((shadowed["figures"]["model"], shadowed["whole"]["posts"]), (champion, 500))
        self.assertIsNone(shadowed["second"], "it is not shown")
        self.assertTrue(serving.until(lambda: self.metric(server, "polso_shadow_compared_posts") == 500, 40))
        self.assertLess(self.metric(server, "polso_shadow_agreement_ratio"), 1)
        self.assertEqual(self.metric(server, f'polso_challenger_info{{version="{challenger}"}}'), 1)
        self.assertEqual(self.metric(server, f'polso_second_look_waiting_posts{{model="{challenger}"}}'), 0)

        took, wrong, stop = [], [], threading.Event()

        def ask():
            connection = server.connect()
            while not stop.is_set():
                began = time.monotonic()
                answer = server.post("/api/v1/classify", {"texts": ["late again"] * 50}, connection=connection)
                took.append(time.monotonic() - began)
                if answer.status != 200:
                    wrong.append(repr(answer))
            connection.close()

        threads = [threading.Thread(target=ask) for _ in range(3)]
        for thread in threads:
            thread.start()
        try:
            time.sleep(1)
            before = sorted(took)
            self.models("promote", "challenger", "--why", "it is its turn")
            self.assertTrue(serving.until(lambda: self.model_of(server) == challenger), server.words())
            self.push(server, 100)
            time.sleep(1)
        finally:
            stop.set()
            for thread in threads:
                thread.join()
        self.assertEqual(wrong, [])
        after = sorted(took[len(before):])
        p99 = [times[int(len(times) * 0.99)] * 1000 for times in (before, after)]
        print(f"{len(took)} requests, 0 errors; p99 {p99[0]:.1f} ms before, {p99[1]:.1f} ms with the promotion")

        promoted = self.course(server)
        self.assertEqual((promoted["figures"]["model"], promoted["whole"]["posts"]), (challenger, 600))
        self.assertEqual(promoted["second"]["model"], champion)
        self.assertEqual(sum(share["posts"] for share in promoted["second"]["course"] if share), 500)
        self.assertEqual(len(promoted["second"]["course"]), len(promoted["course"]))
        self.assertEqual([one["model"] for one in sorted(promoted["models"], key=lambda m: m["model"])],
                         sorted([champion, challenger]))
        self.assertEqual(self.metric(server, f'polso_champion_info{{version="{challenger}"}}'), 1)
        self.assertIsNone(self.metric(server, f'polso_challenger_info{{version="{challenger}"}}'))
        overview = server.get("/api/v1/overview").json
        self.assertEqual((overview["figures"]["model"], overview["posts"]), (challenger, 600))
        self.models("rollback", "--why", "and back")
        self.has_opinions(server, champion, 100)
        back = self.course(server)
        self.assertEqual((back["figures"]["model"], back["whole"]["posts"]), (champion, 600))
        self.assertTrue(serving.until(lambda: self.metric(server, "polso_model_rollbacks_total") == 1))
        self.assertEqual(server.stop(), 0)

    def test_history_is_judged_again_once_whatever_is_killed(self):
        champion, other = self.two()
        server = self.start()
        for _ in range(12):
            self.push(server, 1000)
        self.models("promote", other)
        for _ in range(4):
            self.assertTrue(serving.until(lambda before=self.opinions(other): self.opinions(other) > before), server.words())
            server.stop(signal.SIGKILL)
            server = self.start()
        self.has_opinions(server, other, 12_000)
        course = self.course(server)
        self.assertEqual((course["figures"]["model"], course["whole"]["posts"]), (other, 12_000))
        self.assertEqual(course["second"]["model"], champion)
        self.assertEqual(server.stop(), 0)

    def test_a_challenger_that_is_taken_away_leaves_nothing(self):
        champion, challenger = self.two()
        self.models("challenge", challenger)
        server = self.start()
        self.push(server, 50)
        self.has_opinions(server, challenger, 50)
        self.models("withdraw")
        self.assertTrue(serving.until(lambda: self.opinions(challenger) == 0), server.words())
        self.assertEqual(self.course(server)["figures"]["model"], champion)
        self.assertEqual(server.stop(), 0)

    def test_a_canary_answers_its_share(self):
        champion, challenger = self.two()
        self.models("challenge", challenger)
        server = self.start("--canary", "0.25")
        self.assertTrue(serving.until(lambda: self.metric(server, "polso_canary_ratio") == 0.25), server.words())
        ask = lambda: [server.post("/api/v1/classify", {"text": f"late {i}"}).json["model"] for i in range(200)]
        answered = ask()
        self.assertEqual(set(answered), {champion, challenger})
        self.assertGreater(answered.count(challenger), 20)
        self.assertLess(answered.count(challenger), 90)
        self.assertEqual(ask(), answered, "the same text has the same judge")
        self.assertEqual(server.stop(), 0)
        self.assertEqual(polso.run("serve", "--canary", "0.6").returncode, 2)

    def test_a_champion_that_does_not_keep_its_promise_is_rolled_back(self):
        champion = self.add()
        about = json.loads((polso.MODEL / "polso.json").read_text(encoding="utf-8"))
        today = datetime.date.today()
        figures = {"value": 0.97, "low": 0.96, "high": 0.98}
        boaster = self.add(
            metrics={**about["metrics"], "test.macro_recall": figures, "validation.macro_recall": figures},
            validation={**about["validation"], "from": str(today - datetime.timedelta(days=60)), "to": str(today)})
        self.models("promote", champion)
        self.models("promote", boaster)
        server = self.start()
        self.assertEqual(self.model_of(server), boaster)
        self.push(server, 700, hours=1)
        self.assertEqual(server.stop(), 0)
        server = self.start()  # which looks at once
        self.assertTrue(serving.until(lambda: self.model_of(server) == champion), server.words())
        self.assertIn(f"{boaster} was rolled back to {champion}: estimated from 700 posts: macro recall", server.words())
        events = polso.run_json("models", "history", "--registry", self.registry)["events"]
        self.assertEqual((events[-1]["kind"], events[-1]["by"]), ("rolled_back", "polso serve"))
        audit = [json.loads(line) for line in (self.registry / "audit.jsonl").read_text(encoding="utf-8").splitlines()]
        self.assertIn(("roll back", "polso serve"), [(line["step"], line["by"]) for line in audit])
        self.assertEqual([line["step"] for line in audit[:4]], ["add", "add", "promote", "promote"], "by hand")
        alerts = server.get("/api/v1/alerts").json["alerts"]
        self.assertEqual([(alert["cause"], alert["state"]) for alert in alerts], [("model", "open")])
        self.assertEqual(alerts[0]["detail"], f"{champion}, rolled back from {boaster}")
        self.assertTrue(serving.until(lambda: self.metric(server, "polso_model_rollbacks_total") == 1))
        self.assertEqual(server.stop(), 0)


if __name__ == "__main__":
    polso.main()
