#!/usr/bin/env python3
"""Alerts in a database without a detector, for tests of those who show them. As a program: a database, and JSON lines of
what add_alert() takes on standard input."""
import json
import sqlite3
import sys

STATES = ["open", "calmed", "closed"]
CAUSES = ["world", "copies", "source", "language", "author", "model", "thread"]


def add_alert(db, brand, *, state="open", cause="world", severity=3, began=1_424_347_200_000, noticed=None, ended=None, model="m@1",
              moves=(("negatives", 0.21, 0.43, 0.38, 0.48),), drivers=(("term", "gate", 40, 0.15), ("term", "", 80, 0.07)),
              terms=(("gate", 40, 6.5),), examples=(), certainty=0.999, detail="", posts=120, deliveries=(("chat", 2),), notes=()):
    """Times in milliseconds. A move: channel, before, value, low, high. A delivery: target, state (2: dead). A note: act as a
    number, at, by, text, until. Gives the alert's id."""
    body = {"certainty": certainty, "detail": detail, "posts": posts,
            "moves": [dict(zip(("channel", "before", "value", "low", "high"), move)) for move in moves],
            "drivers": [dict(zip(("kind", "name", "posts", "part"), driver)) for driver in drivers],
            "terms": [dict(zip(("text", "posts", "z"), term)) for term in terms],
            "examples": [dict(zip(("source", "id", "alike"), example)) for example in examples]}
    noticed = noticed or began + 1_800_000
    with sqlite3.connect(db, timeout=10) as base:
        row = base.execute("INSERT INTO alert (brand, model, state, cause, severity, began, noticed, updated, ended, body)"
                           " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                           (brand, model, STATES.index(state), CAUSES.index(cause), severity, began, noticed, ended or noticed, ended,
                            json.dumps(body, ensure_ascii=False)))
        for target, told in deliveries:
            base.execute("INSERT INTO delivery (alert, event, target, state, attempts, next_try, problem) VALUES (?, 0, ?, ?, 8, ?, ?)",
                         (row.lastrowid, target, told, noticed, "no answer within 10 s"))
        for act, at, by, text, until in notes:
            base.execute("INSERT INTO alert_note (alert, act, at, by, text, until) VALUES (?, ?, ?, ?, ?, ?)",
                         (row.lastrowid, act, at, by, text, until))
        base.execute("UPDATE version SET number = number + 1")
    base.close()
    return row.lastrowid


if __name__ == "__main__":
    for line in sys.stdin:
        print(add_alert(sys.argv[1], **json.loads(line)))
