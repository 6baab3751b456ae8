#!/usr/bin/env python3
"""Two models on the same labelled posts, as Markdown: each figure, and how the confusion matrix differs.
Usage: tools/compare_models.py CHAMPION CANDIDATE SET…  (folders of bundles; sets as `polso evaluate --data` takes them)"""
import json
import os
import subprocess
import sys

POLSO = os.environ.get("POLSO_BIN", "build/release/polso")
NAMES = {"macro_recall": "macro recall", "macro_f1": "macro F1", "accuracy": "accuracy", "ece": "calibration error", "log_loss": "log-loss"}


def evaluated(model, data):
    done = subprocess.run([POLSO, "evaluate", "--model", model, "--data", data, "--json"], stdout=subprocess.PIPE, check=True)
    return json.loads(done.stdout)


def figure(metric):
    return f"{metric['value']:.4f} ({metric['low']:.4f} to {metric['high']:.4f})"


def compare(data, champion, candidate):
    yield f"\n### {data}: {champion['posts']} posts\n"
    yield "| figure (95 % interval) | champion | candidate | difference |\n|---|---|---|---|"
    for key, name in NAMES.items():
        before, after = champion["metrics"][key], candidate["metrics"][key]
        yield f"| {name} | {figure(before)} | {figure(after)} | {after['value'] - before['value']:+.4f} |"
    labels = champion["labels"]
    yield "\nConfusion matrix: posts of the candidate, and in brackets how many more than of the champion.\n"
    yield "| truth \\ label | " + " | ".join(labels) + " |\n|---|" + "---|" * len(labels)
    for truth, before, after in zip(labels, champion["confusion"], candidate["confusion"]):
        yield f"| {truth} | " + " | ".join(f"{new} ({new - old:+d})" for old, new in zip(before, after)) + " |"


def main():
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    champion, candidate, *sets = sys.argv[1:]
    for data in sets:
        print("\n".join(compare(data, evaluated(champion, data), evaluated(candidate, data))))


if __name__ == "__main__":
    main()
