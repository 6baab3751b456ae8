"""A `polso serve` on a free port, for tests: started, asked, stopped."""
import http.client
import json
import os
import pathlib
import signal
import socket
import subprocess
import sys
import tempfile
import time
import unittest

import polso

PYTHON = os.environ.get("HUB_PYTHON") or os.environ.get("POLSO_PYTHON") or next(
    (str(path) for path in [polso.ROOT / "build/reference/bin/python"] if path.exists()), sys.executable)


def missing_module(name):
    """None when PYTHON has it, else the sentence with which a test is left out."""
    done = subprocess.run([PYTHON, "-c", f"import {name}"], capture_output=True)
    return None if done.returncode == 0 else (
        f"SKIPPED: {PYTHON} HAS NO {name}: 'tools/reference.sh build/reference' makes a Python that has it, HUB_PYTHON names it")


class Answer:
    def __init__(self, status, headers, body):
        self.status, self.headers, self.body = status, headers, body

    @property
    def json(self):
        return json.loads(self.body)

    @property
    def text(self):
        return self.body.decode()

    def __repr__(self):
        return f"{self.status} {self.body[:500]!r}"


class Server:
    """Listens when the constructor returns; stop() gives the exit code and what was said on standard error."""

    def __init__(self, db, *arguments, model=polso.MODEL, environment=None):
        """`model` None: the one that the config names."""
        clean = {key: value for key, value in os.environ.items() if not key.startswith("POLSO_")}
        self.said = tempfile.TemporaryFile()
        self.process = subprocess.Popen(
            [polso.BINARY, "serve", "--db", str(db), "--listen", "127.0.0.1:0", *map(str, arguments)],
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=self.said, text=True,
            env={**clean, **({"POLSO_MODEL": str(model)} if model else {}), **(environment or {})})
        line = self.process.stdout.readline()
        if not line.startswith("http://"):
            self.process.wait(30)
            raise AssertionError(f"polso serve did not start: {line}{self.words()}")
        self.url = line.strip()
        self.port = int(self.url.rsplit(":", 1)[1])

    def words(self):
        self.said.seek(0)
        return self.said.read().decode(errors="replace")

    def connect(self, timeout=30):
        return http.client.HTTPConnection("127.0.0.1", self.port, timeout=timeout)

    def ask(self, method, path, body=None, headers=None, connection=None):
        """`body`: bytes as they are, anything else as JSON."""
        own = connection is None
        connection = connection or self.connect()
        headers = dict(headers or {})
        if body is not None and not isinstance(body, bytes):
            body = json.dumps(body).encode()
        if body is not None and not any(name.lower() == "content-type" for name in headers):
            headers["Content-Type"] = "application/json"
        try:
            connection.request(method, path, body, headers)
            reply = connection.getresponse()
            return Answer(reply.status, reply.headers, reply.read())
        finally:
            if own:
                connection.close()

    def get(self, path, **options):
        return self.ask("GET", path, **options)

    def post(self, path, body, **options):
        return self.ask("POST", path, body, **options)

    def is_up(self):
        return self.process.poll() is None and self.get("/healthz").status == 200

    def stop(self, how=signal.SIGTERM, timeout=60):
        if self.process.poll() is None:
            self.process.send_signal(how)
        try:
            self.process.wait(timeout)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
            raise
        finally:
            self.process.stdout.close()
        return self.process.returncode


class ServerTest(unittest.TestCase):
    """Cases with a folder of their own, and servers that are gone when the case is over."""

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        self.db = self.folder / "polso.db"

    def serve(self, *arguments, **options):
        server = Server(self.db, *arguments, **options)
        self.addCleanup(server.said.close)
        self.addCleanup(lambda: server.process.poll() is None and server.stop(signal.SIGKILL))
        return server


def open_socket(server, timeout=15):
    return socket.create_connection(("127.0.0.1", server.port), timeout=timeout)


def read_to_end(line, limit=1 << 22):
    """All that comes until the other side closes or resets; a TimeoutError when it does neither."""
    got = b""
    while len(got) < limit:
        try:
            piece = line.recv(1 << 16)
        except ConnectionError:
            break
        if not piece:
            break
        got += piece
    return got


def raw(server, data, timeout=15):
    """Sends bytes as they are, says no more, and reads to the end."""
    with open_socket(server, timeout) as line:
        try:
            line.sendall(data)
            line.shutdown(socket.SHUT_WR)
        except OSError:
            pass  # it was refused before all of it was sent
        return read_to_end(line)


def status_of(answer):
    """Of the first line of raw bytes; 0 when there was no answer."""
    return int(answer.split(b" ", 2)[1]) if answer.startswith(b"HTTP/1.") else 0


def invented_posts(count, start=1_424_131_200, step=600, brands=("Aurora", "Borea", "Caffè Dora"), first=0):
    """Posts of all moods, some awkward to show."""
    moods = ["the flight was late again and nobody answered, terrible", "the gate is B12, boarding at nine",
             "thank you, what a wonderful crew", "where is my bag?", "I love the new seats <3",
             "awful & rude \"service\" <script>alert(1)</script>"]
    return [{"id": f"{first + i}", "text": f"{moods[i % len(moods)]} {first + i}", "created_at": start + i * step,
             "brand": brands[i % len(brands)], "source": "demo" if i % 4 else "forum", "lang": "it" if i % 5 == 0 else "en",
             "author": f"user{i % 17}"} for i in range(count)]


def write_posts(path, posts):
    path.write_text("".join(json.dumps(post, ensure_ascii=False) + "\n" for post in posts), encoding="utf-8")
    return path


def until(condition, seconds=20, pause=0.05):
    """Whether it became true in time."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if condition():
            return True
        time.sleep(pause)
    return bool(condition())
