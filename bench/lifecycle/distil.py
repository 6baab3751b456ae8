#!/usr/bin/env python3
"""How recent posts that nobody labelled are best learnt from: by whole scores of a better model, or by its sure labels alone.

TweetEval's train posts by their dates. The student's base is of 2011 and 2012; its teacher knows half of the posts from 2013 to
October 2015 as well, and scores 8,000 of the other half; macro recall is on the posts from November 2015 on, which neither knows.
"""
import argparse
import pathlib
import random
import tempfile

import scenario

SURE = 0.7
SHOWN = 4


def in_quarters(scores):
    """The labels that a post is shown with, as src/learn/retrain/distil.h shares them out."""
    times = [int(SHOWN * score) for score in scores]
    left = sorted(range(3), key=lambda s: times[s] - SHOWN * scores[s])
    for s in left[: SHOWN - sum(times)]:
        times[s] += 1
    return [s for s in range(3) for _ in range(times[s])]


class Trial:
    def __init__(self, binary, work, posts, seed):
        self.program, self.work, self.seed = scenario.Program(binary, work), work, seed
        first = [post for post in posts if post[0] < "2013"]
        middle = [post for post in posts if "2013" <= post[0] < "2015-11"]
        self.late = [post for post in posts if post[0] >= "2015-11"]
        random.Random(0).shuffle(first)
        random.Random(seed).shuffle(middle)
        half = len(middle) // 2
        self.unlabelled = middle[half : half + 8000]
        for name, rows in (("val", first[:1000]), ("test", first[1000:4000]), ("base", first[4000:]), ("known", middle[:half])):
            scenario.write_tsv(work / f"{name}.tsv", rows)

    def train(self, name, *sets):
        head, tail = scenario.RECIPE.read_text(encoding="utf-8").split('[[train]]\nset = "base.tsv"\n')
        recipe = head + "".join(f'[[train]]\nset = "{file}.tsv"\n' for file in sets) + tail
        (self.work / f"{name}.toml").write_text(recipe, encoding="utf-8")
        self.program.run("train", f"{name}.toml", "--out", name, "--seed", self.seed)
        return self.work / name

    def scores(self, model):
        file = self.work / "unlabelled.txt"
        file.write_text("".join(post[1] + "\n" for post in self.unlabelled), encoding="utf-8")
        lines = self.program.run("classify", "--model", model, "--data", file).stdout.split("\n")[: len(self.unlabelled)]
        return [[float(score) for score in line.split("\t")[-3:]] for line in lines]

    def student(self, name, labelled):
        scenario.write_tsv(self.work / f"{name}-taught.tsv", [("", text, label, "") for text, label in labelled])
        return self.recall(self.train(name, "base", f"{name}-taught"))

    def recall(self, model):
        return scenario.macro_recall([post[2] for post in self.late], self.program.labels(model, [post[1] for post in self.late]))

    def run(self):
        never, teacher = self.train("never", "base"), self.train("teacher", "base", "known")
        found = {"never": self.recall(never), "teacher": self.recall(teacher)}
        for of, model in (("teacher", teacher), ("itself", never)):
            rows = [(post[1], scores) for post, scores in zip(self.unlabelled, self.scores(model))]
            sure = [(text, scores.index(max(scores))) for text, scores in rows if max(scores) >= SURE]
            found[f"sure labels of {of}"] = self.student(f"sure-{of}", sure)
            found[f"scores of {of}"] = self.student(f"scores-{of}", [(text, s) for text, scores in rows for s in in_quarters(scores)])
        return found


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("polso", type=pathlib.Path)
    parser.add_argument("--seeds", type=int, default=3)
    arguments = parser.parse_args()
    posts = scenario.dated_posts(scenario.data_folder(), ["train"])
    sums = {}
    for seed in range(1, arguments.seeds + 1):
        with tempfile.TemporaryDirectory() as folder:
            found = Trial(arguments.polso.resolve(), pathlib.Path(folder), list(posts), seed).run()
        print(f"seed {seed}  " + "  ".join(f"{name} {value:.4f}" for name, value in found.items()), flush=True)
        for name, value in found.items():
            sums[name] = sums.get(name, 0) + value / arguments.seeds
    print("mean    " + "  ".join(f"{name} {value:.4f}" for name, value in sums.items()))


if __name__ == "__main__":
    main()
