#!/usr/bin/env python3
"""Models as they were years ago: trains on TweetEval's older posts, so that `monitor --aging` can compare with newer ones.

usage: aging_splits.py POLSO OUT        (POLSO_DATA names the folder of the public data)

Writes OUT/NAME-SEED/{sets,model}: three sets (train, validation drawn from the same posts as train, later) and a bundle.
Only TweetEval's train posts are looked at; its test posts stay unseen.
"""
import os
import pathlib
import random
import subprocess
import sys

VALIDATION = 2000
SEEDS = 5
RECIPE = """name = "aging"
lang = "en"
normaliser = "social-1"
seed = 1
calibration = "vector"
decision = "prior-corrected"
intended_use = "To measure how a model's errors change with the years."
limits = "Not for use."
license = "none"
terms = "none"
[[train]]
set = "sets:train"
[validation]
set = "sets:val"
[[test]]
set = "sets:later"
[[polarity]]
name = "distant"
min_count = 5
smoothing = 2.0
posts = [{ set = "sentiment140" }]
[[polarity]]
name = "lexicon"
lexicons = ["lexicons/vader", "lexicons/emoji"]
[fasttext]
models = 1
dim = 50
epochs = 5
lr = 0.1
min_count = 2
bucket = 1
"""


def read_posts(folder):
    texts = (folder / "train_text.txt").read_text(encoding="utf-8").split("\n")
    labels = (folder / "train_labels.txt").read_text().split("\n")
    dates = (folder / "train_dates.tsv").read_text().splitlines()[1:]
    return [(text, label, *line.split("\t")[::2]) for text, label, line in zip(texts, labels, dates)]


def splits(posts):
    """Name, posts up to a time, posts after it. A post is text, label, SemEval set, time."""
    of = lambda *names: [p for p in posts if any(name in p[2] for name in names)]
    before = lambda day: [p for p in posts if p[3] < day]
    yield "2012-to-2014", of("2013"), of("2015test")
    yield "2012-to-2015", of("2013"), of("2016train", "2016dev")
    yield "2014-to-2015", before("2015-01"), of("2016test")
    yield "autumn-2015", before("2015-11"), [p for p in posts if p[3] >= "2015-11"]


def write(folder, name, posts):
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{name}_text.txt").write_text("".join(p[0] + "\n" for p in posts), encoding="utf-8")
    (folder / f"{name}_labels.txt").write_text("".join(p[1] + "\n" for p in posts))


def main():
    if len(sys.argv) != 3 or "POLSO_DATA" not in os.environ:
        sys.exit(__doc__)
    polso, out = sys.argv[1], pathlib.Path(sys.argv[2])
    data = next(p for p in map(pathlib.Path, os.environ["POLSO_DATA"].split(":")) if (p / "tweeteval").is_dir())
    for name, known, later in splits(read_posts(data / "tweeteval" / "sentiment")):
        for seed in range(1, SEEDS + 1):
            posts = list(known)
            random.Random(seed).shuffle(posts)
            folder = out / f"{name}-{seed}"
            write(folder / "sets", "train", posts[VALIDATION:])
            write(folder / "sets", "val", posts[:VALIDATION])
            write(folder / "sets", "later", later)
            (folder / "recipe.toml").write_text(RECIPE)
            subprocess.run([polso, "train", folder / "recipe.toml", "--data", folder, "--out", folder / "model", "--seed",
                            str(seed)], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            print(folder.name, flush=True)


if __name__ == "__main__":
    main()
