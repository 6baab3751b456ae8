#!/usr/bin/env python3
"""StockNet's 119,641 tweets on 87 companies (2014, 2015), poured into a database month by month; after each month what
`polso models health` says of the alarms and of the raw p-values: months.py build/release/polso models/en"""
import collections
import datetime
import gzip
import json
import os
import pathlib
import subprocess
import sys
import tempfile

FIGURES = ["words", "unknown_words", "length", "language", "mood", "shape"]
MONTH = datetime.timedelta(days=30)


def tweets():
    """Each once, by time."""
    path = next(found for folder in os.environ["POLSO_DATA"].split(":")
                if (found := pathlib.Path(folder) / "stocknet/tweets.tsv.gz").is_file())
    with gzip.open(path, "rt", encoding="utf-8") as file:
        next(file)
        rows = [line.rstrip("\n").split("\t") for line in file]
    known = set()
    for ticker, number, at, lang, _, _, text in sorted(rows, key=lambda row: row[2]):
        if number not in known:
            known.add(number)
            yield {"id": number, "text": text, "created_at": at, "brand": ticker, "source": "x", "lang": lang}


def polso(binary, *arguments):
    return subprocess.run([binary, *map(str, arguments)], check=True, capture_output=True, text=True).stdout


def main(binary, model):
    raw, alarms, findings, looks = collections.Counter(), collections.Counter(), collections.Counter(), 0
    with tempfile.TemporaryDirectory() as folder:
        db, file = pathlib.Path(folder) / "polso.db", pathlib.Path(folder) / "posts.jsonl"
        end, month = datetime.datetime(2014, 4, 15, tzinfo=datetime.UTC), []

        def look():
            nonlocal looks
            file.write_text("".join(json.dumps(post) + "\n" for post in month), encoding="utf-8")
            polso(binary, "ingest", file, "--db", db, "--model", model)
            health = json.loads(polso(binary, "models", "health", "--db", db, "--model", model, "--json"))["all"]
            drift = health["drift"]
            looks += 1
            findings[health["finding"]] += 1
            raw.update(name for name in FIGURES if drift[name]["p"] is not None and drift[name]["p"] < 0.05)
            alarms.update(name for name in FIGURES if drift[name]["alarm"] == "drift")
            print(end.date(), health["finding"], {name: drift[name]["alarm"] for name in FIGURES}, flush=True)
            month.clear()

        for post in tweets():
            if datetime.datetime.fromisoformat(post["created_at"].replace("Z", "+00:00")) >= end:
                look()
                end += MONTH
            month.append(post)
        look()
    print(f"{looks} looks: findings {dict(findings)}")
    for name in FIGURES:
        print(f"{name:<14} p < 0.05 in {raw[name]}, alarm of drift in {alarms[name]}")


if __name__ == "__main__":
    main(*sys.argv[1:3])
