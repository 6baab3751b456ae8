#!/usr/bin/env python3
"""Times `polso classify --raw` against Debian's `fasttext predict`: same model, same text, output written by both.

Trains on TweetEval's training posts (POLSO_DATA) and reads its test posts over and over. The whole process is timed;
the time of the same program on one line, which is loading, is taken off. Rounds alternate between the programs, and
medians are compared. Usage: fasttext_speed.py [--rounds N] [--polso FILE] [--work FOLDER] [words] [subwords]
"""
import argparse
import os
import pathlib
import statistics
import subprocess
import sys
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
MODELS = {
    "words": ["-epoch", "3"],
    "subwords": ["-minn", "3", "-maxn", "6", "-bucket", "2000000", "-epoch", "1"],
}
COPIES = {"words": (60, 60), "subwords": (60, 6)}  # of the test posts: for polso, for fasttext


def tweeteval() -> pathlib.Path:
    for folder in os.environ.get("POLSO_DATA", "").split(":"):
        path = pathlib.Path(folder) / "tweeteval" / "sentiment"
        if (path / "test_text.txt").is_file():
            return path
    sys.exit("fasttext_speed: POLSO_DATA names no folder with tweeteval/sentiment")


def prepare(work: pathlib.Path, data: pathlib.Path):
    """Writes the training file and the texts to read; returns how many test posts there are."""
    labels = (data / "train_labels.txt").read_text().split()
    texts = (data / "train_text.txt").read_text(encoding="utf-8").split("\n")
    with open(work / "train.txt", "w", encoding="utf-8") as out:
        out.writelines(f"__label__{label} {text}\n" for label, text in zip(labels, texts))
    test = (data / "test_text.txt").read_bytes()
    (work / "one.txt").write_bytes(test.split(b"\n")[0] + b"\n")
    for copies in {count for pair in COPIES.values() for count in pair}:
        (work / f"test{copies}.txt").write_bytes(test * copies)
    return test.count(b"\n")


def train(work: pathlib.Path, kind: str) -> pathlib.Path:
    model = work / f"{kind}.bin"
    if not model.is_file():
        print(f"train {kind} …", file=sys.stderr)
        subprocess.run(["fasttext", "supervised", "-input", work / "train.txt", "-output", work / kind, "-dim", "100",
                        "-thread", "2", "-verbose", "0", *MODELS[kind]], check=True)
        (work / f"{kind}.vec").unlink()
    return model


def out_of_vocabulary(work: pathlib.Path, posts: int) -> float:
    known = {word for line in open(work / "train.txt", encoding="utf-8") for word in line.split()[1:]}
    with open(work / f"test{COPIES['words'][0]}.txt", encoding="utf-8") as lines:
        words = [word for _, line in zip(range(posts), lines) for word in line.split()]
    return sum(word not in known for word in words) / len(words)


def seconds(command, work: pathlib.Path) -> float:
    with open(work / "out.txt", "wb") as out:
        begin = time.perf_counter()
        subprocess.run(command, stdout=out, stderr=subprocess.DEVNULL, check=True)
        return time.perf_counter() - begin


def measure(kind: str, posts: int, args):
    """Lines per second without loading: fasttext, polso with one thread, polso with two."""
    model = train(args.work, kind)
    many, few = COPIES[kind]
    runs = {
        "fasttext predict": (few, lambda text: ["fasttext", "predict", model, text]),
        "polso, 1 thread": (many, lambda text: [args.polso, "classify", "--raw", "--model", model, "--data", text]),
        "polso, 2 threads": (many, lambda text: [args.polso, "classify", "--raw", "--model", model, "--data", text,
                                                 "--threads", "2"]),
    }
    work_times = {name: [] for name in runs}
    for _ in range(args.rounds):
        for name, (copies, command) in runs.items():
            load = seconds(command(args.work / "one.txt"), args.work)
            whole = seconds(command(args.work / f"test{copies}.txt"), args.work)
            work_times[name].append((whole - load) / (copies * posts))
    return {name: 1 / statistics.median(times) for name, times in work_times.items()}


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("kinds", nargs="*", default=list(MODELS), help="words, subwords")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--polso", default=ROOT / "build" / "release" / "polso")
    parser.add_argument("--work", type=pathlib.Path, default=pathlib.Path("/tmp/polso_fasttext_speed"))
    args = parser.parse_args()
    args.work.mkdir(parents=True, exist_ok=True)
    posts = prepare(args.work, tweeteval())
    share = out_of_vocabulary(args.work, posts)
    print(f"TweetEval test, {share:.0%} of the words out of vocabulary; dim 100; median of {args.rounds} rounds")
    for kind in args.kinds:
        speed = measure(kind, posts, args)
        one, two, theirs = speed["polso, 1 thread"], speed["polso, 2 threads"], speed["fasttext predict"]
        print(f"{kind} ({' '.join(MODELS[kind])})")
        for name, value in speed.items():
            print(f"  {name:17} {value:12,.0f} lines/s")
        print(f"  polso is {one / theirs:.1f} times as fast; two threads {two / one:.2f} times one")


if __name__ == "__main__":
    main()
