#!/usr/bin/env python3
"""The shipped deep bundle and the shipped cascade: they load, judge and are measured, and int8 says what fp32 says."""
import os
import pathlib
import tempfile
import unittest

import polso

DEEP, PAIR = polso.ROOT / "models/en-deep", polso.ROOT / "models/en-cascade"
MOODS = ("negative", "neutral", "positive")
PLAIN = {  # texts of our own
    "negative": ["I hate waiting, this is awful service", "My order arrived broken and nobody answers. So angry!",
                 "worst flight ever, never again :(", "They lied to us. What a disgrace.",
                 "so sad to hear about the accident", "this update is terrible, everything crashes"],
    "neutral": ["The shop opens at 9 on Monday", "Trains to Leeds leave from platform 4 tomorrow",
                "Who is going to the meeting on Thursday?", "@acme what time does the match start on Sunday?",
                "Parliament votes on the second reading on Tuesday http://acme.example/a",
                "New phone to be shown in March, says the Friday paper"],
    "positive": ["I love this, thank you so much!", "Best concert ever, what an amazing night :)",
                 "Happy birthday to my wonderful sister!", "Great service, the staff were so kind and helpful",
                 "so excited for tomorrow, can't wait!!", "Well done, we are proud of you"],
}
TEXTS = [text for mood in MOODS for text in PLAIN[mood]]


def test_posts():
    """TweetEval's, where the public data are at hand."""
    for folder in os.environ.get("POLSO_DATA", "").split(":"):
        file = pathlib.Path(folder) / "tweeteval/sentiment/test_text.txt"
        if folder and file.is_file():
            return file
    return None


def answers(file, *flags):
    return polso.run_json("classify", "--model", DEEP, "--data", file, *flags)["answers"]


def apart(file):
    """The share of posts on which int8 and fp32 say the same, and the mean difference of their probabilities."""
    full, rounded = answers(file), answers(file, "--precision", "int8")
    equal = sum(a["label"] == b["label"] for a, b in zip(full, rounded, strict=True)) / len(full)
    differences = [abs(a["scores"][m] - b["scores"][m]) for a, b in zip(full, rounded) for m in MOODS]
    return equal, sum(differences) / len(differences)


class Shipped(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)
        self.texts = pathlib.Path(self.folder.name) / "posts.txt"
        self.texts.write_text("".join(text + "\n" for text in TEXTS), encoding="utf-8")

    def test_plain_moods_are_seen(self):
        labels = [answer["label"] for answer in answers(self.texts)]
        right = sum(label == mood for label, mood in zip(labels, (m for m in MOODS for _ in PLAIN[m])))
        self.assertGreaterEqual(right, len(TEXTS) - 3, list(zip(labels, TEXTS)))

    def test_the_cascade_runs_from_one_model_to_the_other(self):
        labelled = pathlib.Path(self.folder.name) / "labelled.txt"
        labelled.write_text("".join(f"__label__{m} {t}\n" for m in MOODS for t in PLAIN[m]), encoding="utf-8")
        curve = polso.run_json("evaluate", "--model", PAIR, "--data", labelled)["curve"]
        for point, model in ((curve[0], polso.ROOT / "models/en"), (curve[-1], DEEP)):
            alone = polso.run_json("evaluate", "--model", model, "--data", labelled)["metrics"]["macro_recall"]
            self.assertAlmostEqual(point["macro_recall"], alone["value"], places=9)

    def test_int8_says_what_fp32_says_on_texts_of_our_own(self):
        equal, difference = apart(self.texts)
        self.assertGreaterEqual(equal, 1 - 1 / len(TEXTS))
        self.assertLessEqual(difference, 0.01)

    def test_int8_says_what_fp32_says_on_public_posts(self):
        file = test_posts()
        if file is None:
            self.skipTest("SKIPPED: POLSO_DATA names no folder with tweeteval/sentiment")
        equal, difference = apart(file)
        print(f"int8 against fp32 on TweetEval test: {equal:.2%} equal labels, mean difference {difference:.4f}")
        self.assertGreaterEqual(equal, 0.99)
        self.assertLessEqual(difference, 0.01)


if __name__ == "__main__":
    polso.main()
