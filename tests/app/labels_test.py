#!/usr/bin/env python3
"""People's labels on a running server: fresh ones renew what is shown, a correction counts for its post at once, and who
disagrees is shown. POLSO_BIN names the program."""
import csv
import io
import json
import unittest

import polso
import serving

BRAND = "Aurora"


@unittest.skipIf(polso.NO_MODEL, polso.NO_MODEL)
class LabelsTest(serving.ServerTest):
    def setUp(self):
        super().setUp()
        posts = serving.write_posts(self.folder / "posts.jsonl", serving.invented_posts(600, brands=(BRAND,)))
        done = polso.run("ingest", posts, "--db", self.db)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.server = self.serve()

    def shares(self):
        answer = self.server.get(f"/api/v1/shares?brand={BRAND}")
        self.assertEqual(answer.status, 200, answer)
        return answer.json

    def figures(self):
        return self.shares()["figures"]

    def report(self):
        return polso.run_json("report", "--db", self.db)

    def say(self, post, label, by="", kind="free"):
        answer = self.server.post("/api/v1/feedback", {"source": post["source"], "id": post["id"], "label": label,
                                                       "kind": kind, "by": by})
        self.assertEqual(answer.status, 200, answer)
        return answer.json["post"]

    def posts(self, **query):
        search = "&".join(f"{key}={value}" for key, value in {"brand": BRAND, "limit": 500, **query}.items())
        return self.server.get(f"/api/v1/posts?{search}").json["posts"]

    def test_sixty_fresh_labels_change_estimates_and_notes(self):
        before, told_before = self.shares(), self.report()
        self.assertEqual(before["figures"]["fresh_labels"], 0)
        drawn = self.server.get("/api/v1/queue?kind=audit&limit=60").json["posts"]
        self.assertEqual(len(drawn), 60)
        for i, post in enumerate(drawn):  # half of what the model calls neutral is a complaint to these people
            complaint = post["label"] == "neutral" and int(post["id"]) // 6 % 2 == 0
            self.say(post, "negative" if complaint else post["label"], by="ann", kind="audit")
            if i == 28:
                self.assertEqual(self.report()["brands"], told_before["brands"], "29 labels change nothing")
        self.assertTrue(serving.until(lambda: self.figures()["fresh_labels"] == 60), self.figures())
        after = self.shares()
        self.assertEqual(after["figures"]["calibration"], "renewed")
        self.assertNotEqual(after["whole"]["negative"]["value"], before["whole"]["negative"]["value"])
        self.assertEqual(after["whole"]["negative"]["counted"], before["whole"]["negative"]["counted"])
        told = self.report()
        self.assertEqual((told["calibration"], told["fresh_labels"]), ("renewed", 60))
        shown = told["brands"][0]["shares"]["negative"]
        self.assertNotEqual(shown, told_before["brands"][0]["shares"]["negative"])
        for lang, words in [("en", "60 freshly labelled posts"), ("it", "60 post etichettati di recente")]:
            self.assertIn(words, polso.run("report", "--db", self.db, "--lang", lang).stdout)

        self.say(drawn[0], "positive" if drawn[0]["label"] != "positive" else "negative", by="bea")
        self.assertTrue(serving.until(lambda: self.figures()["fresh_labels"] == 59), "a tie counts for nothing")
        server = self.serve()  # another one knows it at once
        self.assertEqual(server.get(f"/api/v1/shares?brand={BRAND}").json["figures"]["fresh_labels"], 59)
        self.assertEqual(server.get("/api/v1/alerts").json["alerts"], [], "nothing has happened but labels")

    def test_a_correction_counts_for_its_post_at_once_and_leaves_the_shares(self):
        before = self.shares()["whole"]
        negative = self.posts(label="negative")
        post = self.say(negative[0], "positive", by="ann")
        self.assertEqual((post["feedback"], post["label"]), ("positive", "negative"))
        self.assertNotIn(post["id"], [one["id"] for one in self.posts(label="negative")])
        self.assertIn(post["id"], [one["id"] for one in self.posts(label="positive")])
        self.assertEqual(self.shares()["whole"], before, "corrections are no random sample")
        rows = list(csv.DictReader(io.StringIO(self.server.get(f"/api/v1/export?format=csv&brand={BRAND}").text)))
        row = next(one for one in rows if one["id"] == post["id"])
        self.assertEqual((row["label"], row["feedback"], row["people"]), ("negative", "positive", "ann: positive"))

    def test_who_says_what_is_shown_and_may_be_taken_back(self):
        post = self.posts()[0]
        self.say(post, "negative", by="ann")
        kept = self.say(post, "neutral", by="bea")
        self.assertEqual((kept["feedback"], kept["disputed"]), (None, True))
        self.assertEqual([(one["by"], one["label"]) for one in kept["people"]], [("ann", "negative"), ("bea", "neutral")])
        asked = polso.run("label", "--db", self.db, "--queue", "disputed", "--by", "cid", input="n\n")
        self.assertIn("People disagree (ann: negative; bea: neutral)", asked.stdout)
        self.assertEqual(self.posts()[0]["feedback"], "negative")
        out = polso.run("label", "--db", self.db, "--export", "-")
        self.assertEqual(out.returncode, 0, out.stderr)
        rows = list(csv.DictReader(io.StringIO(out.stdout)))
        self.assertEqual([(row["by"], row["label"], row["counts"]) for row in rows],
                         [("ann", "negative", "negative"), ("bea", "neutral", "negative"), ("cid", "negative", "negative")])
        gone = self.server.ask("DELETE", f"/api/v1/feedback?source={post['source']}&id={post['id']}&by=ann")
        self.assertEqual(gone.status, 200, gone)
        self.assertTrue(gone.json["post"]["disputed"])
        again = self.server.ask("DELETE", f"/api/v1/feedback?source={post['source']}&id={post['id']}&by=ann")
        self.assertEqual(again.status, 404, again)

    def test_exported_labels_come_in_again_by_person(self):
        for by, label in [("ann", "negative"), ("bea", "neutral")]:
            self.say(self.posts()[0], label, by=by)
        file = self.folder / "labels.csv"
        self.assertEqual(polso.run("label", "--db", self.db, "--export", file).returncode, 0)
        other = self.folder / "other.db"
        self.assertEqual(polso.run("ingest", self.folder / "posts.jsonl", "--db", other).returncode, 0)
        done = polso.run("label", "--db", other, "--import", file, "--json")
        self.assertEqual(json.loads(done.stdout)["taken"], 2, done.stdout)
        back = polso.run("label", "--db", other, "--export", "-").stdout
        self.assertEqual([(row["by"], row["label"], row["counts"]) for row in csv.DictReader(io.StringIO(back))],
                         [("ann", "negative", "disputed"), ("bea", "neutral", "disputed")])


if __name__ == "__main__":
    polso.main()
