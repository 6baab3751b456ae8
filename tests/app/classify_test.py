#!/usr/bin/env python3
"""polso classify as a user meets it: raw labels as `fasttext predict` gives them, output, threads, bad input."""
import json
import os
import pathlib
import random
import subprocess
import tempfile

POLSO = os.environ["POLSO_BIN"]
SYLLABLES = ["ba", "lo", "ri", "tù", "né", "mo", "zi", "😀", "x"]


def polso(*args, given=None):
    return subprocess.run([POLSO, "classify", *map(str, args)], input=given, capture_output=True, check=False)


def invented(seed, labels):
    rng = random.Random(seed)
    lines = []
    for _ in range(400):
        label = rng.randrange(3)
        words = ["".join(rng.choices(SYLLABLES, k=rng.randint(1, 3))) + "abc"[label] * (rng.random() < 0.3)
                 for _ in range(rng.randint(0, 15))]
        lines.append((f"__label__{label} " if labels else "") + " ".join(words))
    return "\n".join(lines) + "\n"


def check(what, condition):
    assert condition, what


def main():
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        (folder / "train.txt").write_text(invented(1, True), encoding="utf-8")
        posts = folder / "posts.txt"
        posts.write_text(invented(2, False), encoding="utf-8")
        subprocess.run(["fasttext", "supervised", "-input", folder / "train.txt", "-output", folder / "model", "-dim", "8",
                        "-minn", "2", "-maxn", "4", "-bucket", "3000", "-thread", "1", "-verbose", "0"], check=True)
        model = folder / "model.bin"

        expected = subprocess.run(["fasttext", "predict", model, posts], capture_output=True, check=True).stdout
        for threads in (1, 3):
            raw = polso("--raw", "--model", model, "--data", posts, "--threads", threads)
            labels = b"".join(line.split(b" ")[0] + b"\n" for line in raw.stdout.splitlines())
            check("raw labels are those of fasttext predict", labels == expected)

        lines = polso("--model", model, "--data", posts).stdout.decode().splitlines()
        check("a line a text", len(lines) == 400)
        label, *scores = lines[0].split("\t")
        check("label and three probabilities", label in ("negative", "neutral", "positive") and len(scores) == 3)
        check("that sum to 1", abs(sum(map(float, scores)) - 1) < 0.001)
        check("standard input is read too",
              polso("--model", model, "--data", "-", given=posts.read_bytes()).stdout.decode().splitlines() == lines)
        out = folder / "out.tsv"
        polso("--model", model, "--data", posts, "--out", out)
        check("--out takes what would be printed", out.read_text().splitlines() == lines)

        document = json.loads(polso("--model", model, "--json", "balo ri", "né\nmo").stdout)
        check("one JSON document, an answer a text", len(document["answers"]) == 2 and document["model"].startswith("model@"))
        check("raw JSON", json.loads(polso("--raw", "--json", "--model", model, "balo").stdout)["answers"][0]["label"]
              .startswith("__label__"))
        check("no text is no answer", json.loads(polso("--json", "--model", model, "--data", "-", given=b"").stdout)["answers"] == [])
        awkward = b"\x00\xff\xfe\n\n" + b"a" * 10_000_000 + b"\nlast </s> line"
        check("awkward bytes are lines like any", len(polso("--model", model, given=awkward).stdout.splitlines()) == 4)

        for args, code, says in [
                (["--model", folder / "none.bin", "x"], 1, b"no model"),
                (["--model", folder / "train.txt", "x"], 1, b"not a fastText model"),
                (["--model", model, "--data", folder / "none.txt"], 1, b"cannot open"),
                (["--model", model, "--data", folder], 1, b"cannot read"),
                (["--model", model, "--data", posts, "--out", posts], 2, b"overwrite"),
                (["--model", model, "--data", posts, "x"], 2, b"not both"),
                (["--model", model, "--data", posts, "--out", "/dev/full"], 1, b"cannot write"),
                (["--model", model, "--threads", "0", "x"], 2, b"threads")]:
            result = polso(*args)
            check(f"{args}: {result.returncode} {result.stderr}", result.returncode == code and says in result.stderr)
        check("the input was left alone", posts.stat().st_size > 0)


if __name__ == "__main__":
    main()
