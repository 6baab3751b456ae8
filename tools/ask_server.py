#!/usr/bin/env python3
"""Asks a deployed server whether it is well and its model still right: for the monitor workflow, or for cron beside the server.
Usage: tools/ask_server.py URL [--summary FILE] [--dispatch OWNER/REPOSITORY]. A token to read with is in POLSO_TOKEN.
--summary gets a table. --dispatch has that GitHub repository train again when the model errs or its language moved, once a
week at most; GH_TOKEN may do so. Exit code 1 when the server is not well, or GitHub does not take the request."""
import argparse
import datetime
import json
import os
import sys
import urllib.parse
import urllib.request

# What the model is trained again for: its own errors and its language, never a mere move of the mood.
FINDINGS = ("model", "language")


def ask(url):
    token = os.environ.get("POLSO_TOKEN")
    request = urllib.request.Request(url, headers={"Authorization": f"Bearer {token}"} if token else {})
    with urllib.request.urlopen(request, timeout=20) as answer:
        return answer.read().decode()


def github(path, document=None):
    """What GitHub's API answers; `document` is posted."""
    api = os.environ.get("GITHUB_API_URL", "https://api.github.com")
    body = json.dumps(document).encode() if document is not None else None
    request = urllib.request.Request(f"{api}{path}", body, {
        "Accept": "application/vnd.github+json", "Authorization": f"Bearer {os.environ.get('GH_TOKEN', '')}",
        "Content-Type": "application/json", "X-GitHub-Api-Version": "2022-11-28"})
    with urllib.request.urlopen(request, timeout=20) as answer:
        said = answer.read()
    return json.loads(said) if said else None


def dispatch(repository, reason):
    """Asks for a training, unless one was asked for within a week: the same data make the same model. Says what was done."""
    week_ago = datetime.datetime.now(datetime.timezone.utc) - datetime.timedelta(days=7)
    query = urllib.parse.urlencode({"event": "repository_dispatch", "created": f">={week_ago:%Y-%m-%dT%H:%M:%SZ}"})
    if github(f"/repos/{repository}/actions/workflows/train.yml/runs?{query}")["total_count"] > 0:
        return f"Retraining was asked for within the last seven days; still: {reason}"
    github(f"/repos/{repository}/dispatches", {"event_type": "retrain", "client_payload": {"reason": reason}})
    return f"Retraining was asked for: {reason}"


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
    parser.add_argument("--summary")
    parser.add_argument("--dispatch")
    args = parser.parse_args()
    url = args.url.rstrip("/")
    ask(f"{url}/readyz")
    health = json.loads(ask(f"{url}/api/v1/model/health"))["health"]
    everything = health["all"] if health else None
    said = table(health) if everything else "There are too few posts to say anything of the model.\n"
    if args.dispatch and everything and everything["finding"] in FINDINGS:
        try:
            said += f"\n{dispatch(args.dispatch, everything['reason'])}\n"
        except OSError as error:
            sys.exit(f"GitHub does not take the request to retrain: {error}")
    print(said)
    if args.summary:
        with open(args.summary, "a", encoding="utf-8") as file:
            file.write(said)


if __name__ == "__main__":
    try:
        main()
    except OSError as error:
        sys.exit(f"the server is not well: {error}")
