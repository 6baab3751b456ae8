#!/usr/bin/env python3
"""A managed model over the years, beside never retraining, retraining on new labels alone and on everything.

Everything is done by the program itself: `polso train`, `polso retrain`, `polso evaluate`, `polso classify`.
"""
import argparse
import json
import os
import pathlib
import random
import subprocess
import sys
import tempfile

NAMES = ["negative", "neutral", "positive"]
OF_A_FAN = 8  # labels of each of a crowd
RECIPE = pathlib.Path(__file__).with_name("recipe.toml")


def data_folder():
    data = os.environ.get("POLSO_DATA")
    if not data:
        sys.exit("POLSO_DATA is not set: it names the folder of the public data")
    return pathlib.Path(data.split(":")[0])


def dated_posts(data, splits=("train", "test")):
    """(date, text, label, topic), oldest first; the few without a date are left out."""
    posts = []
    for split in splits:
        column = {"train": -1, "test": 3}[split]
        base = data / "tweeteval" / "sentiment"
        texts = (base / f"{split}_text.txt").read_text(encoding="utf-8").split("\n")
        labels = (base / f"{split}_labels.txt").read_text().split()
        dates = (base / f"{split}_dates.tsv").read_text(encoding="utf-8").split("\n")[1:]
        for text, label, row in zip(texts, labels, dates):
            fields = row.split("\t")
            if fields[column]:
                topic = fields[4] if split == "test" else ""
                posts.append((fields[column], text.replace("\t", " "), int(label), topic))
    return sorted(posts, key=lambda post: post[0])


class Program:
    def __init__(self, binary, work):
        self.binary, self.work = binary, work

    def run(self, *words, allow=(0,)):
        done = subprocess.run([self.binary, *map(str, words)], capture_output=True, text=True, cwd=self.work)
        if done.returncode not in allow:
            sys.exit(f"polso {' '.join(map(str, words))}\n{done.stdout[-2000:]}{done.stderr[-2000:]}")
        return done

    def labels(self, model, texts):
        file = self.work / "texts.txt"
        file.write_text("".join(text + "\n" for text in texts), encoding="utf-8")
        lines = self.run("classify", "--model", model, "--data", file).stdout.split("\n")
        return [NAMES.index(line.split("\t")[0]) for line in lines[: len(texts)]]


def macro_recall(truth, labels):
    recalls = []
    for sentiment in range(3):
        of = [label == sentiment for label, true in zip(labels, truth) if true == sentiment]
        if of:
            recalls.append(sum(of) / len(of))
    return sum(recalls) / len(recalls)


def surely_worse(truth, before, after, rng, rounds=500):
    """Whether `after` is below `before` in 95 % of paired resamples, and by how much it is."""
    at = range(len(truth))
    worse = 0
    for _ in range(rounds):
        drawn = rng.choices(at, k=len(truth))
        t = [truth[i] for i in drawn]
        worse += macro_recall(t, [after[i] for i in drawn]) < macro_recall(t, [before[i] for i in drawn])
    return worse >= 0.95 * rounds, macro_recall(truth, after) - macro_recall(truth, before)


def write_tsv(file, posts):
    rows = "".join(f"{text}\t{NAMES[label]}\n" for _, text, label, _ in posts)
    file.write_text("text\tlabel\n" + rows, encoding="utf-8")


def spoilt(posts, kind, rng):
    if kind == "flipped":
        return [(d, t, rng.choice([x for x in range(3) if x != y]) if rng.random() < 0.2 else y, c) for d, t, y, c in posts]
    if kind in ("one_label", "whitewash", "crowd"):
        return [(d, t, 2, c) for d, t, y, c in posts]
    if kind == "fans":  # every second post is their brand's
        return [(d, t, 2 if rng.random() < 0.5 else y, c) for d, t, y, c in posts]
    return posts


def label_rows(posts, kind, rng, random_rows=True):
    """JSONL of labels; spoilt ones come from somebody of that name, beside nobody else, or from a crowd."""
    rows = []
    for number, (date, text, label, _) in enumerate(spoilt(posts, kind, rng)):
        by = f"fan {number // OF_A_FAN}" if kind == "crowd" else kind or "team"
        rows.append(json.dumps({"text": text, "label": NAMES[label], "at": date, "by": by,
                                "random": random_rows and not kind, "asked": kind != "whitewash"}))
    return "".join(row + "\n" for row in rows)


class Scenario:
    def __init__(self, program, posts, seed, kind, portions, rivals):
        self.program, self.kind, self.rivals = program, kind, rivals
        self.rng = random.Random(seed)
        self.seed = seed
        self.first = [post for post in posts if post[0] < "2013"]
        later = [post for post in posts if post[0] >= "2013"]
        self.portions = [later[i * len(later) // portions : (i + 1) * len(later) // portions] for i in range(portions)]
        self.work = program.work
        self.registry = self.work / "registry"
        self.given = []
        self.worse = self.promotions = 0

    def start(self):
        posts = list(self.first)
        random.Random(0).shuffle(posts)
        write_tsv(self.work / "val.tsv", posts[:1000])
        write_tsv(self.work / "test.tsv", posts[1000:4000])
        write_tsv(self.work / "base.tsv", posts[4000:])
        (self.work / "recipe.toml").write_text(RECIPE.read_text(encoding="utf-8"), encoding="utf-8")
        self.retrain("--recipe", "recipe.toml")
        self.never = self.champion()
        self.alone = self.everything = self.never

    def retrain(self, *more):
        return self.program.run("retrain", "--registry", self.registry, "--db", "none.db", "--seed", self.seed,
                                "--no-trial", "--json", *more, allow=(0, 3))

    def champion(self):
        shown = json.loads(self.program.run("models", "list", "--registry", self.registry, "--json").stdout)
        return str(self.registry / "versions" / shown["champion"])

    def train(self, name, sets):
        recipe = RECIPE.read_text(encoding="utf-8")
        head, tail = recipe.split('[[train]]\nset = "base.tsv"\n')
        recipe = head + "".join(f'[[train]]\nset = "{file}"\n' for file in sets) + tail
        (self.work / f"{name}.toml").write_text(recipe, encoding="utf-8")
        self.program.run("train", f"{name}.toml", "--out", name, "--seed", self.seed)
        return str(self.work / name)

    def scores(self, portion):
        texts, truth = [p[1] for p in portion], [p[2] for p in portion]
        models = {"managed": self.champion(), "never": self.never}
        if self.rivals:
            models |= {"alone": self.alone, "everything": self.everything}
        found = {}
        for name, model in models.items():
            if model not in found:
                found[model] = macro_recall(truth, self.program.labels(model, texts)) if model else None
        return {name: found[model] for name, model in models.items()}

    def open_to_fans(self, portion):
        """Whoever only ever corrects to "positive" has nothing to say where the champion says so."""
        labels = self.program.labels(self.champion(), [post[1] for post in portion])
        return [post for post, label in zip(portion, labels) if label != 2]

    def learn(self, number):
        portion = self.portions[number]
        new = self.rng.sample(self.open_to_fans(portion) if self.kind == "whitewash" else portion, len(portion) // 50)
        self.given += new
        poisoned = random.Random(self.seed * 1000 + 7)
        (self.work / "labels.jsonl").write_text(label_rows(self.given, self.kind, poisoned), encoding="utf-8")
        recent = self.portions[number]
        (self.work / "recent.txt").write_text("".join(p[1] + "\n" for p in recent), encoding="utf-8")
        before = self.champion()
        done = json.loads(self.retrain("--labels", "labels.jsonl", "--recent", "recent.txt").stdout)
        after = self.champion()
        if after != before:
            self.judge_promotion(number, before, after)
        if self.rivals:
            write_tsv(self.work / "new.tsv", new)
            write_tsv(self.work / "given.tsv", self.given)
            self.alone = self.train("alone", ["new.tsv"])
            self.everything = self.train("everything", ["base.tsv", "given.tsv"])
        return done

    def used(self):
        """What the last retraining says of the labels."""
        steps = [json.loads(line) for line in (self.registry / "audit.jsonl").read_text(encoding="utf-8").splitlines()]
        return [step["what"] for step in steps if step["step"] == "labels"][-1][:160]

    def judge_promotion(self, number, before, after):
        self.promotions += 1
        rest = [post for portion in self.portions[number + 1 :] for post in portion]
        if not rest:
            return
        texts, truth = [p[1] for p in rest], [p[2] for p in rest]
        sure, difference = surely_worse(truth, self.program.labels(before, texts), self.program.labels(after, texts),
                                        random.Random(1))
        self.worse += sure
        print(f"    promoted; on the {len(rest)} posts that follow {difference:+.4f}{' WORSE' if sure else ''}", flush=True)


def run(arguments, posts, seed):
    with tempfile.TemporaryDirectory() as folder:
        scenario = Scenario(Program(os.path.abspath(arguments.polso), pathlib.Path(folder)), posts, seed, arguments.poison,
                            arguments.portions, not arguments.poison)
        scenario.start()
        shortfall = []
        for number, portion in enumerate(scenario.portions):
            scores = scenario.scores(portion)
            best = max(scores.values())
            shortfall.append(best - scores["managed"])
            shown = "  ".join(f"{name} {value:.4f}" for name, value in scores.items())
            print(f"seed {seed}  {portion[0][0][:10]}  {len(portion)} posts  {shown}", flush=True)
            if number + 1 < len(scenario.portions):
                verdict = scenario.learn(number)
                print(f"    {scenario.used()}", flush=True)
                print(f"    {verdict['result']}: {'; '.join((verdict['verdict'] or {}).get('reasons', []))[:240]}", flush=True)
        print(f"seed {seed}: managed below the best of all by {max(shortfall):.4f} at most; {scenario.promotions} promotions,"
              f" {scenario.worse} of a worse model", flush=True)
        return scenario.worse, max(shortfall)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("polso")
    parser.add_argument("--seeds", type=int, default=1)
    parser.add_argument("--first-seed", type=int, default=1)
    parser.add_argument("--portions", type=int, default=10)
    parser.add_argument("--poison", choices=["flipped", "one_label", "fans", "whitewash", "crowd"], default="")
    arguments = parser.parse_args()
    posts = dated_posts(data_folder())
    results = [run(arguments, posts, seed) for seed in range(arguments.first_seed, arguments.first_seed + arguments.seeds)]
    print(f"{len(results)} seeds: {sum(worse for worse, _ in results)} promotions of a worse model, "
          f"managed below the best by {max(short for _, short in results):.4f} at most")


if __name__ == "__main__":
    main()
