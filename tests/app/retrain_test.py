#!/usr/bin/env python3
"""polso retrain: a first champion, a better and a worse candidate, labels that are not to be believed, and interruptions."""
import json
import pathlib
import random
import signal
import subprocess
import tempfile
import time
import unittest

import polso

WORDS = {
    "negative": ["terrible", "awful", "hate", "useless", "angry", "broken", "worst", "sad"],
    "neutral": ["monday", "table", "street", "report", "meeting", "seven", "office", "train"],
    "positive": ["love", "great", "happy", "thanks", "wonderful", "best", "enjoy", "kind"],
}
NEW = {"negative": ["borked", "cringe"], "neutral": ["hybrid", "podcast"], "positive": ["lit", "goated"]}
FILLER = [f"word{i}" for i in range(200)]
RECIPE = """
name = "small"
lang = "en"
seed = 1
[[train]]
set = "train.tsv"
[validation]
set = "val.tsv"
[fasttext]
dim = 8
epochs = 12
lr = 0.3
bucket = 1
compact = true
"""


class Posts:
    def __init__(self, seed):
        self.random = random.Random(seed)

    def rows(self, count, words, noise=0.25):
        rows = []
        for _ in range(count):
            label = self.random.choice(list(WORDS))
            source = self.random.choice(list(WORDS)) if self.random.random() < noise else label
            text = self.random.choices(FILLER, k=6) + [self.random.choice(words[source])]
            self.random.shuffle(text)
            rows.append((" ".join(text), label))
        return rows


def both():
    return {label: WORDS[label] + NEW[label] for label in WORDS}


class RetrainTest(unittest.TestCase):
    def setUp(self):
        temporary = tempfile.TemporaryDirectory()
        self.addCleanup(temporary.cleanup)
        self.folder = pathlib.Path(temporary.name)
        posts = Posts(1)
        self.write("train.tsv", posts.rows(600, WORDS))
        self.write("val.tsv", posts.rows(1200, both()))
        (self.folder / "recipe.toml").write_text(RECIPE, encoding="utf-8")

    def write(self, name, rows):
        text = "text\tlabel\n" + "".join(f"{text}\t{label}\n" for text, label in rows)
        (self.folder / name).write_text(text, encoding="utf-8")

    def labels(self, rows, by="anna", asked=True):
        lines = [json.dumps({"text": text, "label": label, "by": by, "asked": asked}) for text, label in rows]
        (self.folder / "labels.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")

    def words(self, *more):
        return ["retrain", "--registry", "registry", "--db", "none.db", "--no-trial", *more]

    def retrain(self, *more, code=0):
        done = polso.run(*self.words("--json", *more), cwd=self.folder)
        self.assertEqual(done.returncode, code, done.stderr)
        return json.loads(done.stdout) if done.stdout else None

    def first(self):
        return self.retrain("--recipe", "recipe.toml")["version"]

    def champion(self):
        return polso.run_json("models", "list", "--registry", "registry", cwd=self.folder)["champion"]

    def audit(self):
        return [json.loads(line) for line in (self.folder / "registry/audit.jsonl").read_text().splitlines()]

    def test_the_first_model_becomes_champion_and_every_step_is_in_the_audit_log(self):
        version = self.first()
        self.assertEqual(self.champion(), version)
        steps = [event["step"] for event in self.audit()]
        self.assertEqual(steps[0], "trigger")
        self.assertEqual(steps[-3:], ["train", "gate", "promote"])
        self.assertFalse((self.folder / "registry/retrain/polso-retrain").exists(), "texts are forgotten")

    def test_without_a_champion_and_without_a_recipe_it_says_what_is_missing(self):
        done = polso.run(*self.words(), cwd=self.folder)
        self.assertEqual(done.returncode, 2)
        self.assertIn("--recipe", done.stderr)

    def test_new_words_are_learnt_from_labels_and_the_better_model_is_promoted(self):
        first = self.first()
        self.labels(Posts(2).rows(900, both()))
        done = self.retrain("--labels", "labels.jsonl", "--page", "verdict.html")
        self.assertEqual(done["result"], "promoted")
        self.assertEqual(self.champion(), done["version"])
        self.assertNotEqual(first, done["version"])
        self.assertIn(done["version"], (self.folder / "verdict.html").read_text(encoding="utf-8"))
        back = polso.run_json("models", "rollback", "--registry", "registry", "--why", "test", cwd=self.folder)
        self.assertEqual(back["version"], first)

    def test_a_teacher_is_learnt_from_by_its_scores(self):
        teacher = self.first()
        texts = sorted({text for text, _ in Posts(5).rows(60, NEW, noise=0)})
        (self.folder / "recent.txt").write_text("\n".join(texts) + "\n", encoding="utf-8")
        self.labels(Posts(2).rows(900, both()))
        done = self.retrain("--labels", "labels.jsonl", "--recent", "recent.txt", "--teacher", f"registry/versions/{teacher}")
        shown = polso.run_json("models", "show", done["version"], "--registry", "registry", cwd=self.folder)
        taught = next(data for data in shown["lineage"]["data"] if "taught" in data["name"])
        self.assertEqual(taught["rows"] % 4, 0)
        self.assertGreater(taught["rows"], 2 * len(texts), "a few are near-copies of frozen posts")
        self.assertLessEqual(taught["rows"], 4 * len(texts))

    def test_the_gate_judges_bundles_from_anywhere(self):
        first = self.first()
        self.labels(Posts(2).rows(900, both()))
        better = self.retrain("--labels", "labels.jsonl")["version"]
        for candidate, champion, code in ((better, first, 0), (first, better, 3)):
            done = self.gate(candidate, champion, "--no-trial")
            self.assertEqual(done.returncode, code, done.stderr)
            verdict = json.loads(done.stdout)
            self.assertEqual((verdict["candidate"], verdict["passed"]), (candidate, code == 0))

    def test_the_gate_sees_speed_and_memory_of_a_real_server(self):
        """What it makes of them is the clock's to say, so only that there are figures is looked at."""
        first = self.first()
        verdict = json.loads(self.gate(first, first).stdout)
        figures = {check["name"]: check for check in verdict["checks"] if check["area"] == "serving"}
        self.assertGreater(min(figures["memory"]["champion"], figures["memory"]["candidate"]), 1)
        self.assertGreater(min(figures["speed"]["champion"], figures["speed"]["candidate"]), 0)

    def gate(self, candidate, champion, *more):
        return polso.run("models", "gate", f"registry/versions/{candidate}", "--against", f"registry/versions/{champion}", "--json", *more,
                         cwd=self.folder)

    def test_what_is_no_better_stays_out_with_reasons_and_exit_code_3(self):
        first = self.first()
        done = self.retrain(code=3)
        self.assertEqual(done["result"], "refused")
        self.assertTrue(any("better" in reason for reason in done["verdict"]["reasons"]))
        self.assertEqual(self.champion(), first)

    def test_labels_that_have_nothing_to_do_with_the_posts_are_left_out(self):
        first = self.first()
        self.labels([(text, "positive") for text, _ in Posts(3).rows(300, WORDS)], by="fan")
        self.retrain("--labels", "labels.jsonl", code=3)
        self.assertEqual(self.champion(), first)
        self.assertTrue(any("'fan'" in event["what"] for event in self.audit() if event["step"] == "labels"))

    def test_a_frozen_post_among_the_labels_is_left_out(self):
        self.first()
        leaked = [tuple(line.split("\t")) for line in (self.folder / "val.tsv").read_text().splitlines()[1:101]]
        self.labels(leaked)
        self.retrain("--labels", "labels.jsonl", code=3)
        said = " ".join(event["what"] for event in self.audit() if event["step"] == "labels")
        self.assertIn("in a frozen set", said)
        self.assertIn("0 labels to learn from", said)

    @unittest.skipIf(polso.NO_MODEL, polso.NO_MODEL)
    def test_of_posts_in_the_database_what_people_disagree_on_is_left_out(self):
        self.first()
        rows = Posts(4).rows(40, WORDS, noise=0)
        posts = [{"id": str(i), "source": "x", "brand": "Aurora", "text": text, "created_at": 1_424_131_200 + i}
                 for i, (text, _) in enumerate(rows)]
        (self.folder / "posts.jsonl").write_text("".join(json.dumps(post) + "\n" for post in posts), encoding="utf-8")
        self.assertEqual(polso.run("ingest", "posts.jsonl", "--db", "none.db", cwd=self.folder).returncode, 0)
        lines = ["source,id,label,by"]
        for i, (_, label) in enumerate(rows):
            other = "neutral" if label != "neutral" else "positive"
            lines += [f"x,{i},{label},ann", f"x,{i},{label if i >= 10 else other},bea"]
        (self.folder / "labels.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
        done = polso.run("label", "--db", "none.db", "--import", "labels.csv", "--json", cwd=self.folder)
        self.assertEqual(json.loads(done.stdout)["taken"], 80, done.stdout)
        self.assertIn(polso.run(*self.words(), cwd=self.folder).returncode, (0, 3), "with so few labels chance decides")
        said = [event["what"] for event in self.audit() if event["step"] == "labels"][-1]
        self.assertIn("20 left out: people disagree", said)
        self.assertIn("30 left out: repeats", said)

    def test_nothing_is_done_when_nothing_asks_for_it(self):
        first = self.first()
        self.assertEqual(self.retrain("--if-needed")["result"], "not needed")
        self.assertEqual(self.champion(), first)

    def test_two_at_once_do_not_get_in_each_others_way(self):
        self.first()
        self.labels(Posts(4).rows(900, both()))
        command = [polso.BINARY, *self.words("--json", "--labels", "labels.jsonl")]
        both_of_them = [subprocess.Popen(command, cwd=self.folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
                        for _ in range(2)]
        codes = sorted(process.wait(timeout=120) for process in both_of_them)
        for process in both_of_them:
            process.communicate()
        self.assertEqual(codes[0], 0)
        self.assertIn(codes[1], (1, 3))
        self.assertEqual(self.verified(), [])

    def verified(self):
        return polso.run_json("models", "verify", "--registry", "registry", cwd=self.folder)["problems"]

    def test_killed_at_any_instant_it_leaves_a_whole_registry_and_goes_on(self):
        first = self.first()
        self.labels(Posts(5).rows(900, both()))
        chance = random.Random(6)
        for _ in range(25):
            process = subprocess.Popen([polso.BINARY, *self.words("--labels", "labels.jsonl")], cwd=self.folder,
                                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            time.sleep(chance.random() * 0.8)
            process.send_signal(signal.SIGKILL)
            process.wait()
            self.assertEqual(self.verified(), [])
            if self.champion() != first:
                return  # it was quicker than the kill
        self.assertEqual(self.retrain("--labels", "labels.jsonl")["result"], "promoted")
        self.assertEqual(self.verified(), [])


if __name__ == "__main__":
    polso.main()
