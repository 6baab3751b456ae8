#!/usr/bin/env python3
"""Asks a deployed server whether it is well and its model still right, for the monitor workflow.
Usage: tools/ask_server.py URL [--output FILE] [--summary FILE]. A token to read with is in POLSO_TOKEN.
--output gets "retrain=true|false" and "reason=…", --summary a table. Exit code 1 when the server is not well."""
import argparse
import json
import os
import sys
import urllib.request

# What the model is trained again for: its own errors and its language, never a mere move of the mood.
FINDINGS = ("model", "language")


def ask(url):
    token = os.environ.get("POLSO_TOKEN")
    request = urllib.request.Request(url, headers={"Authorization": f"Bearer {token}"} if token else {})
    with urllib.request.urlopen(request, timeout=20) as answer:
        return answer.read().decode()


def accuracy(estimate):
    if not estimate:
        return "not enough posts"
    recall = estimate["moving"]["macro_recall"]
    return f"{recall['value']:.3f} ({recall['low']:.3f} to {recall['high']:.3f})"


def table(health):
    rows = [f"Model `{health['model']}`, posts from {health['from']} to {health['to']}", "",
            "| of | posts | finding | estimated macro recall | why |", "|---|---|---|---|---|"]
    for part in [health["all"], *health["slices"]]:
        name = "all" if part is health["all"] else f"{part['kind']} {part['name']}"
        rows.append(f"| {name} | {part['posts']} | {part['finding']} | {accuracy(part['estimated'])} | {part['reason']} |")
    return "\n".join(rows) + "\n"


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("url")
    parser.add_argument("--output")
    parser.add_argument("--summary")
    args = parser.parse_args()
    url = args.url.rstrip("/")
    ask(f"{url}/readyz")
    health = json.loads(ask(f"{url}/api/v1/model/health"))["health"]
    everything = health["all"] if health else None
    retrain = everything is not None and everything["finding"] in FINDINGS
    said = table(health) if everything else "There are too few posts to say anything of the model.\n"
    print(said)
    for path, text in ((args.summary, said), (args.output, f"retrain={str(retrain).lower()}\nreason={everything['reason'] if everything else ''}\n")):
        if path:
            with open(path, "a", encoding="utf-8") as file:
                file.write(text)


if __name__ == "__main__":
    try:
        main()
    except OSError as error:
        sys.exit(f"the server is not well: {error}")
