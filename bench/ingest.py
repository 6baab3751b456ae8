#!/usr/bin/env python3
"""How many posts a second `polso ingest` takes from JSONL into SQLite, everything included, and where the time goes.

Runs the real program on two cores: posts with ascending ids and with random ones in turn, --runs times each, and prints
medians. The texts are StockNet's tweets when POLSO_DATA has them, else invented; a million posts of 20 brands (a few
large, many small) over 30 days, with authors and languages. Standard library only.

    bench/ingest.py [--program build/release/polso] [--posts 1000000] [--runs 5] [--model models/en] [--json]
"""

import argparse
import gzip
import json
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

SOUNDS = ["ba", "ke", "lo", "mi", "nu", "ra", "si", "to", "ve", "za", "fer", "gar", "hol", "pin", "sto"]


def invented_texts(rng):
    words = ["".join(rng.choices(SOUNDS, k=rng.randint(1, 4))) for _ in range(30_000)]
    weights = [1 / (rank + 2.7) for rank in range(len(words))]
    stream = rng.choices(words, weights, k=2_000_000)
    texts, at = [], 0
    while at < len(stream) - 40:
        length = min(30, max(3, int(rng.gauss(15, 6))))
        end = rng.choice(["", "!", " :)", " #" + words[at % 500], " https://t.co/x" + str(at)])
        texts.append(("@" + words[at % 3000] + " " if at % 3 == 0 else "") + " ".join(stream[at : at + length]) + end)
        at += length
    return texts, "invented texts"


def stocknet_texts():
    for folder in filter(None, os.environ.get("POLSO_DATA", "").split(":")):
        path = Path(folder) / "stocknet" / "tweets.tsv.gz"
        if path.exists():
            with gzip.open(path, "rt", encoding="utf-8", errors="replace") as rows:
                return [row.rstrip("\n").split("\t")[-1] for row in rows][1:], "StockNet's texts"
    return None


def write_posts(path, texts, count, ids):
    rng = random.Random(3)
    brands = [f"Brand {i}" for i in range(20)]
    weights = [1 / (rank + 1) for rank in range(len(brands))]
    chosen = rng.choices(range(len(brands)), weights, k=count)
    step = 30 * 86400 / count
    with open(path, "w", encoding="utf-8") as out:
        for i in range(count):
            post = {
                "id": str(ids[i]),
                "text": texts[i % len(texts)],
                "created_at": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(1_422_748_800 + int(i * step))),
                "brand": brands[chosen[i]],
                "source": "x",
                "author": f"user{rng.randrange(200_000)}",
                "lang": "en",
            }
            out.write(json.dumps(post, ensure_ascii=False) + "\n")


def two_cores():
    cores = sorted(os.sched_getaffinity(0))[:2]
    os.sched_setaffinity(0, cores)


def ingest(options, file, folder):
    database = folder / "polso.db"
    for leftover in folder.glob("polso.db*"):
        leftover.unlink()
    command = [options.program, "ingest", str(file), "--db", str(database), "--json"]
    if options.model:
        command += ["--model", options.model]
    began = time.monotonic()
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, preexec_fn=two_cores)
    wall = time.monotonic() - began
    if done.returncode != 0:
        sys.exit(done.stderr.decode(errors="replace"))
    summary = json.loads(done.stdout)
    assert summary["total"]["inserted"] == options.posts, summary["total"]
    return {"posts_per_second": options.posts / wall, "seconds": summary["seconds"], "size": database.stat().st_size}


def report(name, options, runs):
    speeds = sorted(run["posts_per_second"] for run in runs)
    print(f"\n{name}: {statistics.median(speeds):,.0f} posts/s "
          f"(median of {len(speeds)}, {speeds[0]:,.0f} to {speeds[-1]:,.0f}), "
          f"{statistics.median(run['size'] for run in runs) / options.posts:.0f} bytes a post on disk")
    stages = [stage for stage in runs[0]["seconds"] if stage != "wall"]
    for stage in stages:
        micros = statistics.median(run["seconds"][stage] for run in runs) / options.posts * 1e6
        print(f"  {stage:<14} {micros:6.2f} µs of processor time a post")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--program", default="build/release/polso")
    parser.add_argument("--model", default="")
    parser.add_argument("--posts", type=int, default=1_000_000)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    texts, what = stocknet_texts() or invented_texts(random.Random(1))
    with tempfile.TemporaryDirectory() as root:
        root = Path(root)
        ids = [560_000_000_000_000_000 + i * 10_800_000_000 + i % 4096 for i in range(options.posts)]
        shuffled = ids[:]
        random.Random(2).shuffle(shuffled)
        cases = {"ascending ids": ids, "random ids": shuffled}
        for name, numbers in cases.items():
            write_posts(root / f"{name}.jsonl", texts, options.posts, numbers)
        runs = {name: [] for name in cases}
        for _ in range(options.runs):
            for name in cases:
                runs[name].append(ingest(options, root / f"{name}.jsonl", root))
    if options.json:
        print(json.dumps({"posts": options.posts, "texts": what, "runs": runs}, indent=2))
        return
    print(f"{options.posts:,} posts, {what}, two cores, load {os.getloadavg()[0]:.1f}")
    for name in cases:
        report(name, options, runs[name])


if __name__ == "__main__":
    main()
