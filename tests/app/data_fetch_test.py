#!/usr/bin/env python3
"""polso data fetch against a server of its own: resume, retries, wrong bytes, 404, and what it says of each."""
import hashlib
import http.server
import os
import pathlib
import subprocess
import sys
import tempfile
import threading

POLSO = os.environ["POLSO_BIN"]
UNPINNED = "tweeteval/sentiment/train_labels.txt"


class Server(http.server.BaseHTTPRequestHandler):
    """Serves `bodies`; `plan` says how the next requests for a path go wrong."""
    bodies = {}
    plan = {}
    seen = []

    def do_GET(self):
        path = self.path.lstrip("/")
        start = int(self.headers.get("Range", "bytes=0-")[len("bytes="):].split("-")[0])
        Server.seen.append((path, start))
        fault = Server.plan.get(path, []).pop(0) if Server.plan.get(path) else None
        body = Server.bodies.get(path)
        if body is None:
            return self.send_error(404)
        if fault == "500":
            return self.send_error(500)
        if fault == "no range":
            start = 0
        if start >= len(body) > 0 and start > 0:
            return self.send_error(416)
        part = body[start:]
        self.send_response(206 if start else 200)
        self.send_header("Content-Length", str(len(part)))
        if start:
            self.send_header("Content-Range", f"bytes {start}-{len(body) - 1}/{len(body)}")
        self.end_headers()
        self.wfile.write(part[: len(part) // 2] if fault == "cut" else part)

    def log_message(self, *args):
        pass


def fetch(address, name, out, **environment):
    """Runs polso; retries do not wait for long since the first pause is a second."""
    return subprocess.run([POLSO, "data", "fetch", name, "--out", str(out)], capture_output=True, text=True,
                          env={"PATH": os.environ["PATH"], "HOME": str(out), "POLSO_DATA_URL": address, **environment})


def catalogue():
    import json
    done = subprocess.run([POLSO, "data", "list", "--json"], capture_output=True, text=True, check=True)
    return {entry["name"]: entry for entry in json.loads(done.stdout)}


def main():
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Server)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    address = f"http://127.0.0.1:{server.server_port}"
    sets = catalogue()
    assert len(sets) >= 20 and all(entry["licence"] for entry in sets.values()), "the catalogue is whole"

    scenarios = [
        ("a whole file", [], 1),
        ("a line that is cut is resumed", ["cut"], 2),
        ("a server that fails once is asked again", ["500"], 2),
        ("a server that does not resume sends everything", ["cut", "no range"], 3),
    ]
    for title, plan, requests in scenarios:
        with tempfile.TemporaryDirectory() as folder:
            body = b"0\n1\n2\n" * 5000
            # Nothing is pinned for the training files, so the server may make them up; the other files are there already.
            put_all_but(folder, sets["tweeteval/sentiment"], UNPINNED)
            Server.bodies, Server.plan, Server.seen = {UNPINNED: body}, {UNPINNED: list(plan)}, []
            done = fetch(address, "tweeteval/sentiment", folder)
            assert done.returncode == 0, (title, done)
            arrived = pathlib.Path(folder, UNPINNED).read_bytes()
            assert arrived == body, (title, len(arrived), len(body), Server.seen)
            assert len(Server.seen) == requests, (title, Server.seen)
            if plan == ["cut"]:
                assert Server.seen[1][1] == len(body) // 2, "it goes on where it stopped"
            assert "recorded" in done.stdout, done.stdout
            sums = pathlib.Path(folder, "SHA256SUMS").read_text()
            assert sums == f"{hashlib.sha256(body).hexdigest()}  {UNPINNED}\n", sums
            again = fetch(address, "tweeteval/sentiment", folder)
            assert again.returncode == 0 and len(Server.seen) == requests, "what is here is not fetched again"
            pathlib.Path(folder, UNPINNED).unlink()
            Server.bodies = {UNPINNED: body.replace(b"1", b"0")}
            changed = fetch(address, "tweeteval/sentiment", folder)
            assert changed.returncode == 1 and "not the file that it should be" in changed.stderr, changed
            print("ok:", title)

    with tempfile.TemporaryDirectory() as folder:
        vader = sets["lexicons/vader"]["files"][0]
        Server.bodies, Server.plan = {vader["path"]: b"x" * vader["bytes"]}, {}
        done = fetch(address, "lexicons/vader", folder)
        assert done.returncode == 1 and "not the file that it should be" in done.stderr, done
        assert not list(pathlib.Path(folder, "lexicons").rglob("*.txt*")), "wrong bytes are not kept"
        Server.bodies = {vader["path"]: b"x" * (vader["bytes"] + 1)}
        done = fetch(address, "lexicons/vader", folder)
        assert done.returncode == 1 and "larger than" in done.stderr, done
        Server.bodies = {}
        done = fetch(address, "lexicons/vader", folder)
        assert done.returncode == 1 and "(404)" in done.stderr, done
        print("ok: wrong bytes, too many bytes, 404")

        done = fetch("", "sentipolc16", folder)
        assert done.returncode == 1 and "organisers" in done.stderr, done
        asked_for = sets["sentipolc16"]["files"][0]
        Server.bodies = {asked_for["path"]: b"of a mirror of one's own"}
        done = fetch(address, "sentipolc16", folder)
        assert done.returncode == 0 and pathlib.Path(folder, asked_for["path"]).read_bytes() == b"of a mirror of one's own", done
        done = fetch(address, "no-such-set", folder)
        assert done.returncode == 2 and "polso data list" in done.stderr, done
        blocked = pathlib.Path(folder, "file")
        blocked.write_text("not a folder")
        done = fetch(address, "lexicons/vader", blocked)
        assert done.returncode == 1 and "cannot make" in done.stderr, done
        print("ok: no address but a mirror's, unknown name, a folder that cannot be made")

    with tempfile.TemporaryDirectory() as folder:
        here = pathlib.Path(folder, "lexicons/vader/vader_lexicon.txt")
        here.parent.mkdir(parents=True)
        here.write_text("fine\t1.9\n")
        Server.seen = []
        done = fetch(address, "lexicons/vader", pathlib.Path(folder, "out"), POLSO_DATA=f"/nowhere:{folder}")
        assert done.returncode == 0 and "here already" in done.stdout and not Server.seen, done
        print("ok: POLSO_DATA is searched first")
    server.shutdown()
    return 0


def put_all_but(folder, entry, wanted):
    for file in entry["files"]:
        if file["path"] != wanted:
            path = pathlib.Path(folder, file["path"])
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text("here already\n")


if __name__ == "__main__":
    sys.exit(main())
