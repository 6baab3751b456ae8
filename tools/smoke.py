#!/usr/bin/env python3
"""Asks a deployed server what it is there for: a classification, the page, the metrics. Exit code 1 and a sentence when one is wrong,
or when the server is of another version than the one named. Usage: tools/smoke.py URL [VERSION]"""
import json
import sys
import urllib.request


def ask(url, document=None):
    body = json.dumps(document).encode() if document is not None else None
    request = urllib.request.Request(url, body, {"Content-Type": "application/json"} if body else {})
    with urllib.request.urlopen(request, timeout=20) as answer:
        return answer.read().decode()


def main():
    url = sys.argv[1].rstrip("/")
    version = json.loads(ask(f"{url}/api/v1/session"))["version"]
    if len(sys.argv) > 2 and version != sys.argv[2]:
        sys.exit(f"the server is version {version}, not {sys.argv[2]}")
    for text, label in (("Still no reply. Shame on you.", "negative"), ("Brilliant crew, thank you!", "positive")):
        said = json.loads(ask(f"{url}/api/v1/classify", {"text": text}))
        if said["label"] != label:
            sys.exit(f"'{text}' is not said to be {label}: {said}")
    if "<title>Polso" not in ask(f"{url}/"):
        sys.exit("the page is not there")
    if "polso_" not in ask(f"{url}/metrics"):
        sys.exit("the metrics are not there")
    print("it classifies, shows its page and its metrics")


if __name__ == "__main__":
    try:
        main()
    except OSError as error:
        sys.exit(f"no answer: {error}")
