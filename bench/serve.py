#!/usr/bin/env python3
"""Loads `polso serve` with wrk, and beside it what most would ship instead: FastAPI, uvicorn and the fasttext wheel with
the same model. Then page queries over a large database. Everything on loopback, both servers with the same number of
processes or threads, in turns; medians over rounds.

Needs wrk, and for the rival a Python with fastapi, uvicorn, httptools, uvloop and fasttext (--python; left out without).
Usage: serve.py [--rounds N] [--seconds N] [--memory SECONDS] [--python FILE] [--posts N --work FOLDER] [--polso build/release/polso]
"""
import argparse
import http.client
import json
import os
import pathlib
import random
import re
import socket
import statistics
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
TEXT = "@united my flight was delayed for three hours and nobody told us anything, never again"
RIVAL = '''
import os
import fasttext
from fastapi import FastAPI
from pydantic import BaseModel
model = fasttext.load_model(os.environ["MODEL"])
app = FastAPI()
class Texts(BaseModel):
    text: str | None = None
    texts: list[str] | None = None
def judge(text):
    labels, scores = model.predict(text.replace("\\n", " "), k=3)
    return {"label": labels[0], "scores": {label: float(score) for label, score in zip(labels, scores)}}
@app.post("/api/v1/classify")
def classify(body: Texts):
    if body.text is not None:
        return judge(body.text)
    return {"verdicts": [judge(text) for text in body.texts]}
'''


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_for(port: int, process):
    for _ in range(200):
        if process.poll() is not None:
            sys.exit(f"serve.py: a server ended with {process.returncode}")
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
            return
        except OSError:
            time.sleep(0.1)
    sys.exit("serve.py: a server did not come up")


def start_polso(args, folder, db="polso.db"):
    port = free_port()
    log = open(folder / "polso.log", "ab")
    process = subprocess.Popen([args.polso, "serve", "--db", str(folder / db), "--listen", f"127.0.0.1:{port}",
                                "--model", str(ROOT / "models/en")], stdout=log, stderr=log)
    wait_for(port, process)
    return port, process


def start_rival(args, folder):
    port = free_port()
    (folder / "rival.py").write_text(RIVAL)
    log = open(folder / "rival.log", "ab")
    process = subprocess.Popen([args.python, "-m", "uvicorn", "rival:app", "--port", str(port), "--workers",
                                str(os.cpu_count()), "--log-level", "warning"], cwd=folder, stdout=log, stderr=log,
                               env={**os.environ, "MODEL": str(ROOT / "models/en/model.bin")})
    wait_for(port, process)
    time.sleep(3)  # until every worker has loaded
    return port, process


def wrk(port: int, body: dict, connections: int, seconds: int, folder) -> dict:
    script = folder / "wrk.lua"
    script.write_text("wrk.method = 'POST'\nwrk.headers['Content-Type'] = 'application/json'\n"
                      f"wrk.body = [==[{json.dumps(body)}]==]\n")
    out = subprocess.run(["wrk", "-t1", f"-c{connections}", f"-d{seconds}s", "--latency", "-s", script,
                          f"http://127.0.0.1:{port}/api/v1/classify"], capture_output=True, text=True, check=True).stdout
    if "Non-2xx" in out:
        sys.exit("serve.py: not all answers were good\n" + out)
    unit = {"us": 1e-3, "ms": 1, "s": 1e3}
    centile = {int(float(p)): float(v) * unit[u] for p, v, u in re.findall(r"(\d+)%\s+([\d.]+)(us|ms|s)", out)}
    return {"rate": float(re.search(r"Requests/sec:\s+([\d.]+)", out)[1]), "p50": centile[50], "p99": centile[99]}


def show(title: str, rows: dict, per_request: int):
    print(f"\n{title} (median of rounds)")
    for name, rounds in rows.items():
        middle = {key: statistics.median(row[key] for row in rounds) for key in rounds[0]}
        print(f"  {name:10s} {middle['rate'] * per_request:12,.0f} texts/s   p50 {middle['p50']:8.2f} ms   "
              f"p99 {middle['p99']:8.2f} ms", flush=True)


def load(args, folder):
    servers = {"polso": start_polso(args, folder)}
    if args.python:
        servers["fastapi"] = start_rival(args, folder)
    else:
        print("no --python: the rival is left out")
    batch = {"texts": [f"{TEXT} {i}" for i in range(100)]}
    try:
        for title, body, connections, count in (("single requests, 64 connections", {"text": TEXT}, 64, 1),
                                                ("batches of 100, 8 connections", batch, 8, 100)):
            rows = {name: [] for name in servers}
            for _ in range(args.rounds):
                for name, (port, _process) in servers.items():
                    rows[name].append(wrk(port, body, connections, args.seconds, folder))
            show(title, rows, count)
        port, process = servers["polso"]
        idle = [socket.create_connection(("127.0.0.1", port)) for _ in range(2000)]
        for one in idle:
            one.sendall(b"GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n")
        show("the same single requests beside 2,000 idle connections",
             {"polso": [wrk(port, {"text": TEXT}, 64, args.seconds, folder) for _ in range(args.rounds)]}, 1)
        for one in idle:
            one.close()
        print(f"\nresident memory of polso after it all: {resident(process):.0f} MB")
    finally:
        for _port, process in servers.values():
            process.terminate()
            process.wait()


def resident(process) -> float:
    """In MB."""
    return int(re.search(r"VmRSS:\s+(\d+)", pathlib.Path(f"/proc/{process.pid}/status").read_text())[1]) / 1000


def memory(args, folder):
    """Texts to judge from 64 connections, and beside them posts to store, pages to read and connections that come and go."""
    port, process = start_polso(args, folder, "memory.db")
    script = folder / "wrk.lua"
    script.write_text("wrk.method = 'POST'\nwrk.headers['Content-Type'] = 'application/json'\n"
                      f"wrk.body = [==[{json.dumps({'text': TEXT})}]==]\n")
    load = subprocess.Popen(["wrk", "-t1", "-c64", f"-d{args.memory}s", "-s", script, f"http://127.0.0.1:{port}/api/v1/classify"],
                            stdout=subprocess.DEVNULL)
    seen, at, begin, next_look = [], 0, time.monotonic(), 0.0
    try:
        while load.poll() is None:
            connection = http.client.HTTPConnection("127.0.0.1", port)
            posts = [{"id": str(at * 50 + i), "text": f"{TEXT} {at} {i}", "brand": f"Brand {i % 20}"} for i in range(50)]
            requests = [("POST", "/api/v1/posts", json.dumps(posts)), ("GET", "/api/v1/overview", None), ("GET", "/", None),
                        ("GET", f"/api/v1/shares?brand=Brand%20{at % 20}", None), ("GET", "/metrics", None),
                        ("GET", f"/api/v1/posts?brand=Brand%20{at % 20}&explain=true", None), ("POST", "/api/v1/classify", "{broken")]
            for method, path, body in requests:
                connection.request(method, path, body, {"Content-Type": "application/json"} if body else {})
                connection.getresponse().read()
            connection.close()
            at += 1
            if time.monotonic() - begin >= next_look:
                seen.append(resident(process))
                next_look += args.memory / 20
            time.sleep(0.05)
    finally:
        load.terminate()
        load.wait()
        process.terminate()
        process.wait()
    half = seen[len(seen) // 2:]
    print(f"\nresident memory over {args.memory} s of load and {at * 50:,} posts stored: after a twentieth {seen[min(1, len(seen) - 1)]:.1f} MB, "
          f"half-way {half[0]:.1f} MB, at the end {half[-1]:.1f} MB, at most {max(seen):.1f} MB", flush=True)


def write_posts(path: pathlib.Path, count: int):
    """Twenty brands over a year; a third of the words decide."""
    chance = random.Random(1)
    words = "the flight was late again and nobody told us why great service love it terrible lost bag ok fine hello".split()
    begin = int(time.time()) - 365 * 86400
    with path.open("w") as out:
        for i in range(count):
            text = " ".join(chance.choices(words, k=10))
            out.write(f'{{"id":"{i}","text":"{text} {i % 997}","brand":"Brand {i % 20}","lang":"en",'
                      f'"created_at":{begin + i * 365 * 86400 // count}}}\n')


def pages(args):
    work = args.work
    work.mkdir(parents=True, exist_ok=True)
    db = work / f"posts-{args.posts}.db"
    if not db.exists():
        posts = work / "posts.jsonl"
        write_posts(posts, args.posts)
        subprocess.run([args.polso, "ingest", str(posts), "--db", str(db), "--model", str(ROOT / "models/en")], check=True,
                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        posts.unlink()
    port, process = start_polso(args, work, db.name)
    queries = {"overview, 7 days": "/api/v1/overview", "overview, a year": f"/api/v1/overview?from={int(time.time()) - 365 * 86400}",
               "shares, all": "/api/v1/shares?brand=Brand%20{n}", "shares, zone Rome, by day": "/api/v1/shares?brand=Brand%20{n}&step=day&zone=Europe/Rome&from={f}",
               "posts": "/api/v1/posts?brand=Brand%20{n}", "posts, explained": "/api/v1/posts?brand=Brand%20{n}&explain=true",
               "terms": "/api/v1/terms?brand=Brand%20{n}"}
    print(f"\npage queries over {args.posts:,} posts of 20 brands in a year: p50 and p99 of 200, in ms")
    connection = http.client.HTTPConnection("127.0.0.1", port)
    for name, query in queries.items():
        took = []
        for i in range(200):
            path = query.format(n=i % 20, f=int(time.time()) - (90 + i % 7) * 86400)
            begin = time.perf_counter()
            connection.request("GET", path, headers={"Host": "localhost"})
            answer = connection.getresponse()
            body = answer.read()
            took.append((time.perf_counter() - begin) * 1000)
            if answer.status != 200:
                sys.exit(f"serve.py: {path}: {answer.status} {body[:200]}")
        took_sorted = sorted(took)
        print(f"  {name:28s} first {took[0]:7.1f}   p50 {took_sorted[100]:7.1f}   p99 {took_sorted[197]:7.1f}", flush=True)
    process.terminate()
    process.wait()


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seconds", type=int, default=8)
    parser.add_argument("--python", help="with fastapi, uvicorn and fasttext, for the rival")
    parser.add_argument("--posts", type=int, default=0, help="also measure page queries over so many posts")
    parser.add_argument("--memory", type=int, default=20, help="seconds of load under which memory is watched; 600 is the target's")
    parser.add_argument("--work", type=pathlib.Path, default=ROOT / "build" / "bench-serve")
    parser.add_argument("--polso", default=str(ROOT / "build/release/polso"))
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        load(args, pathlib.Path(folder))
        memory(args, pathlib.Path(folder))
    if args.posts:
        pages(args)


if __name__ == "__main__":
    main()
