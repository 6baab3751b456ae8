#!/usr/bin/env python3
"""Bytes that no decent client sends: broken JSON, deep nests, giant and slow bodies, bombs in the head, strange paths.
After each the server must still be up, and nothing may be answered with a 5xx."""
import json
import random
import threading
import time
import unittest
from urllib.parse import quote

import polso
import serving
from serving import raw, status_of

HEAD = "{} {} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Type: application/json\r\n"
BODIES = {  # of every operation that reads JSON: a good body
    ("POST", "/api/v1/posts"): [{"id": "1", "text": "late", "created_at": "2015-02-17T00:00:00Z", "brand": "Aurora"},
                                {"id": 2, "text": "lovely", "created_at": 1424131200}],
    ("POST", "/api/v1/classify"): {"texts": ["late", "lovely"], "explain": True},
    ("PUT", "/api/v1/brands/Aurora"): {"query": "aurora OR #aurora"},
    ("POST", "/api/v1/try"): {"query": "late"},
    ("POST", "/api/v1/feedback"): {"source": "api", "id": "1", "label": "negative", "kind": "free", "by": "Ada"},
    ("POST", "/"): {"inputs": ["late", "lovely"], "parameters": {"top_k": 2, "function_to_apply": "softmax"}},
    ("POST", "/predict"): {"inputs": [["late"], ["lovely", "thanks"]], "raw_scores": True},
    ("POST", "/v2/models/NAME/infer"): {"id": "1", "inputs": [{"name": "text", "shape": [2], "datatype": "BYTES",
                                                             "data": ["late", "lovely"]}],
                                        "outputs": [{"name": "label", "parameters": {"binary_data": True}}]},
}
ODD = [None, True, False, 0, -1, 7.5, 1e300, 2**63, -2**63, 2**64, 10**40, "", "x", "\u0000", [], [[]], {}, {"a": {"b": []}}]


def replaced_everywhere(value, odd):
    """Copies of `value` with `odd` at one place each."""
    yield odd
    if isinstance(value, dict):
        for key, inner in value.items():
            for other in replaced_everywhere(inner, odd):
                yield {**value, key: other}
            yield {name: one for name, one in value.items() if name != key}
        yield {**value, "more": odd}
    elif isinstance(value, list):
        for i, inner in enumerate(value):
            for other in replaced_everywhere(inner, odd):
                yield [*value[:i], other, *value[i + 1:]]


@unittest.skipIf(polso.NO_MODEL, polso.NO_MODEL)
class HostileTest(serving.ServerTest):
    def setUp(self):
        super().setUp()
        self.server = self.serve("--request-seconds", 2, "--max-body", 4)
        name = self.server.get("/info").json["model_id"]
        self.bodies = {(method, path.replace("NAME", name)): body for (method, path), body in BODIES.items()}

    def tearDown(self):
        self.assertTrue(self.server.is_up())
        self.assertEqual(self.server.stop(), 0)
        self.assertNotIn("error", self.server.words().lower())
        super().tearDown()

    def assert_answered(self, answer, allowed=range(200, 500)):
        self.assertIn(answer.status, allowed, answer)
        if answer.headers["Content-Type"] == "application/json":
            answer.json  # noqa: B018: it must be JSON, and UTF-8

    def test_json_that_is_cut_anywhere_is_refused_in_words(self):
        for (method, path), body in self.bodies.items():
            text = json.dumps(body).encode()
            connection = self.server.connect()
            for length in range(len(text)):
                with self.subTest(path, length=length):
                    answer = self.server.ask(method, path, text[:length], connection=connection)
                    self.assert_answered(answer, range(400, 500))
                    self.assertIn("error", answer.json)
            connection.close()

    def test_json_with_garbage_anywhere_is_answered(self):
        dice = random.Random(4)
        for (method, path), body in self.bodies.items():
            text = json.dumps(body).encode()
            connection = self.server.connect()
            for place in range(len(text)):
                garbage = dice.choice([b"\x00", b"\xff", b"}", b"]", b"\"", b"{", b"[", b",", b"\\", b"NaN", b"-", b"\xed\xa0\x80"])
                with self.subTest(path, place=place, garbage=garbage):
                    self.assert_answered(self.server.ask(method, path, text[:place] + garbage + text[place:],
                                                         connection=connection))
            connection.close()

    def test_wrong_types_at_every_place_are_answered(self):
        for (method, path), body in self.bodies.items():
            connection = self.server.connect()
            for odd in ODD:
                for other in replaced_everywhere(body, odd):
                    with self.subTest(path, body=str(other)[:200]):
                        self.assert_answered(self.server.ask(method, path, other, connection=connection))
            connection.close()

    def test_a_million_nested_arrays_or_objects_are_refused_at_once(self):
        deep = 1_000_000
        nests = [b"[" * deep, b"[" * deep + b"]" * deep, b'{"a":' * (deep // 2), b'{"text":' + b"[" * deep,
                 b'[{"id":"1","text":' + b"[" * deep + b"]" * deep + b"}]", b'{"inputs":' + b"[" * deep + b"]" * deep + b"}"]
        for method, path in self.bodies:
            for nest in nests:
                with self.subTest(path, nest=nest[:20]):
                    began = time.monotonic()
                    answer = self.server.ask(method, path, nest)
                    self.assert_answered(answer, range(400, 500))
                    self.assertLess(time.monotonic() - began, 5)

    def test_nests_just_under_the_limit_are_no_trouble(self):
        for depth in (50, 62, 63, 64, 65, 66, 1000, 1024, 1025):
            body = b'{"id": "n", "text": "late", "more": ' + b"[" * depth + b"]" * depth + b"}"
            self.assert_answered(self.server.post("/api/v1/posts", body))

    def test_a_giant_body_is_refused_before_it_comes(self):
        for more in ("", "Expect: 100-continue\r\n"):
            for length in (1 << 30, 1 << 62, 5 << 20):
                with self.subTest(more, length=length), serving.open_socket(self.server) as line:
                    line.sendall((HEAD.format("POST", "/api/v1/posts") + more + f"Content-Length: {length}\r\n\r\n").encode())
                    answer = serving.read_to_end(line)  # and to its end: the line is closed cleanly
                    self.assertEqual(status_of(answer), 413, answer[:300])
                    self.assertIn(b'"too_large"', answer)
        for length in ("-1", "1e9", "99999999999999999999999", "7, 8", "0x10"):
            answer = raw(self.server, (HEAD.format("POST", "/") + f"Content-Length: {length}\r\n\r\n").encode())
            self.assertEqual(status_of(answer), 400, (length, answer[:300]))

    def test_chunks_without_end_are_cut_off(self):
        with serving.open_socket(self.server) as line:
            line.sendall((HEAD.format("POST", "/api/v1/posts") + "Transfer-Encoding: chunked\r\n\r\n").encode())
            chunk = b"10000\r\n" + b" " * 0x10000 + b"\r\n"
            sent = 0
            try:
                while sent < (64 << 20):
                    line.sendall(chunk)
                    sent += len(chunk)
            except OSError:
                pass
            self.assertLess(sent, 32 << 20)
        for bad in ("zz\r\n", "ffffffffffffffffff\r\n", "-1\r\n", "5\r\nab"):
            answer = raw(self.server, (HEAD.format("POST", "/") + "Transfer-Encoding: chunked\r\n\r\n" + bad).encode())
            self.assertIn(status_of(answer), (0, 400, 413), answer[:300])

    def test_two_lengths_smuggle_nothing(self):
        body = b'{"inputs":"late"}'
        smuggled = b"GET /api/v1/brands HTTP/1.1\r\nHost: localhost\r\n\r\n"
        head = "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
        for lengths in (f"Content-Length: {len(body)}\r\nTransfer-Encoding: chunked\r\n",
                        f"Content-Length: {len(body)}\r\nContent-Length: 3\r\n"):
            answer = raw(self.server, (head + lengths + "\r\n").encode() + body + smuggled)
            self.assertEqual(status_of(answer), 400, answer[:300])
            self.assertEqual(answer.count(b"HTTP/1.1"), 1)

    def test_slow_clients_are_cut_off_and_hold_up_nobody(self):
        request = (HEAD.format("POST", "/").encode() + b'Content-Length: 17\r\n\r\n{"inputs":"late"}')
        in_head, in_body = 0, request.index(b"\r\n\r\n") + 5
        lines = [(serving.open_socket(self.server), start) for start in [in_head, in_body] * 50]
        for line, start in lines:
            line.sendall(request[:start] or b"P")
        began, cut, stop = time.monotonic(), {}, threading.Event()

        def dribble():
            at = {line: start or 1 for line, start in lines}
            while not stop.wait(1.0):
                for line, _ in lines:
                    if line in cut:
                        continue
                    try:
                        line.setblocking(False)
                        if line.recv(4096) == b"":
                            cut[line] = time.monotonic() - began
                            continue
                    except BlockingIOError:
                        pass
                    except OSError:
                        cut[line] = time.monotonic() - began
                        continue
                    try:
                        line.send(request[at[line]:at[line] + 1])
                        at[line] += 1
                    except OSError:
                        cut[line] = time.monotonic() - began

        thread = threading.Thread(target=dribble)
        thread.start()
        took, connection = [], self.server.connect()
        while time.monotonic() - began < 8 and len(cut) < len(lines):
            asked = time.monotonic()
            self.assertEqual(self.server.post("/", {"inputs": "late"}, connection=connection).status, 200)
            took.append(time.monotonic() - asked)
            time.sleep(0.01)
        stop.set()
        thread.join()
        connection.close()
        for line, _ in lines:
            line.close()
        self.assertEqual(len(cut), len(lines), "all are cut off")
        self.assertLess(sorted(took)[int(len(took) * 0.99)], 0.5)

    def test_a_reader_who_takes_nothing_is_cut_off_and_holds_up_nobody(self):
        posts = [{"id": str(i), "text": "late again " * 200, "brand": "Aurora"} for i in range(1000)]
        for start in range(0, 6000, 1000):
            for post in posts:
                post["id"] = f"{start}-{post['id']}"[-20:]
            self.assertEqual(self.server.post("/api/v1/posts", posts).status, 200)
        line = serving.open_socket(self.server)
        line.sendall(b"GET /api/v1/export HTTP/1.1\r\nHost: localhost\r\n\r\n")
        for _ in range(50):
            began = time.monotonic()
            self.assertEqual(self.server.get("/api/v1/brands").status, 200)
            self.assertLess(time.monotonic() - began, 1)
            time.sleep(0.1)
        self.assertRegex(self.server.get("/metrics").text, r"\npolso_http_connections 1\n")  # the one that asks
        got = serving.read_to_end(line, 64 << 20)
        line.close()
        self.assertFalse(got.endswith(b"0\r\n\r\n"), "what is not whole must not look whole")

    def test_garbage_behind_a_good_request(self):
        good = b"GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n"
        answer = raw(self.server, good * 3)
        self.assertEqual(answer.count(b"HTTP/1.1 200"), 3)
        for garbage in (b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", b"\x00" * 100, b"\r\n\r\nBLAH\r\n\r\n", b"GET\r\n\r\n",
                        b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", b"GET / HTTP/9.9\r\n\r\n", b"\xff" * 5000, b" / HTTP/1.1\r\n\r\n"):
            with self.subTest(garbage[:20]):
                answer = raw(self.server, good + garbage)
                self.assertEqual(status_of(answer), 200)
                self.assertLessEqual(answer.count(b"HTTP/1.1 200"), 1, answer)
                self.assertLessEqual(answer.count(b"HTTP/1.1"), 2, answer)

    def test_bombs_in_the_head_are_431(self):
        start = b"GET /healthz HTTP/1.1\r\nHost: localhost\r\n"
        for bomb in (b"X-Bomb: " + b"a" * 70_000 + b"\r\n\r\n", b"".join(b"X-%d: a\r\n" % i for i in range(10_000)) + b"\r\n",
                     b"X-Endless: " + b"a" * (1 << 20), b"X" * 100_000):
            with self.subTest(bomb[:20]):
                self.assertEqual(status_of(raw(self.server, start + bomb)), 431)
        self.assertIn(status_of(raw(self.server, b"GET /" + b"a" * 100_000 + b" HTTP/1.1\r\nHost: a\r\n\r\n")), (414, 431))
        self.assertIn(status_of(raw(self.server, b"G" * 100_000)), (400, 431))

    def test_paths_lead_nowhere_else(self):
        secrets = [b"root:", b"SQLite format", b"cmake"]
        for path in ("/../../../../etc/passwd", "/%2e%2e/%2e%2e/%2e%2e/etc/passwd", "/..%2f..%2f..%2fetc%2fpasswd", "//etc/passwd",
                     "/assets/../../polso.db", "/./polso.db", "/polso.db", "/%00", "/index.html%00.js", "/%", "/%2", "/%zz", "/%ff",
                     "/%ed%a0%80", "/\\..\\..\\etc\\passwd", "/models/%2e%2e/%2e%2e/etc/passwd", "/brand/..%2f..%2fetc",
                     "/api/v1/brands/%2e%2e%2f%2e%2e%2fetc%2fpasswd", "/v2/models/..%2f..", "/CMakeLists.txt",
                     "http://evil.example/etc/passwd", "*", "etc/passwd", "/?%", "/a b", "/" + "a/" * 4000):
            for method in ("GET", "POST", "DELETE"):
                with self.subTest(path[:60], method=method):
                    answer = raw(self.server, f"{method} {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".encode())
                    status = status_of(answer)
                    page = path.startswith("/brand/") or path == "/?%"
                    self.assertIn(status, range(200 if page else 400, 500), answer[:300])
                    for secret in secrets:
                        self.assertNotIn(secret, answer.split(b"\r\n\r\n", 1)[1] if not page else b"")
        for path in ("/%00", "/%", "/%zz", "/%ff", "/%ed%a0%80"):
            self.assertEqual(status_of(raw(self.server, f"GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())), 400)

    def test_a_line_break_in_a_path_makes_no_header(self):
        for path in ("/api/v1/brands/a%0d%0aSet-Cookie:%20x=1", "/models/a%0d%0aSet-Cookie:%20x=1", "/%0d%0aSet-Cookie:%20x=1"):
            answer = raw(self.server, (HEAD.format("DELETE", path) + "\r\n").encode())
            self.assertNotIn(b"\nSet-Cookie", answer)

    def test_what_is_unknown_is_not_found(self):
        ask = self.server.ask
        self.assertEqual(self.server.post("/api/v1/posts", {"id": "1", "text": "late", "brand": "Aurora"}).status, 200)
        for method, path, body, status in [
            ("GET", "/api/v1/none", None, 404), ("GET", "/api/v1", None, 404), ("GET", "/api/v1/brands/", None, 404),
            ("DELETE", "/api/v1/brands/none", None, 404), ("GET", "/api/v1/shares?brand=none", None, 404),
            ("GET", "/api/v1/compare?brand=Aurora&brand=none", None, 404), ("GET", "/api/v1/terms?brand=none", None, 404),
            ("POST", "/api/v1/feedback", {"source": "api", "id": "none", "label": "neutral"}, 404),
            ("POST", "/api/v1/feedback", {"source": "none", "id": "1", "label": "neutral"}, 404),
            ("GET", "/api/v1/posts?cursor=none", None, 422), ("GET", "/api/v1/posts?cursor=1.99999999999999999999", None, 422),
            ("GET", "/api/v1/posts?none=1", None, 422), ("GET", "/api/v1/posts?limit=501", None, 422),
            ("GET", "/api/v1/posts?limit=1&limit=2", None, 422), ("GET", "/api/v1/overview?zone=../../etc/passwd", None, 422),
            ("GET", "/v2/models/none", None, 404), ("GET", "/v2/none", None, 404), ("POST", "/models/none", {"inputs": "a"}, 404),
            ("GET", "/none.js", None, 404),
        ]:
            with self.subTest(method=method, path=path):
                answer = ask(method, path, body)
                self.assertEqual(answer.status, status, answer)
                self.assertIn("error", answer.json)

    def test_bytes_that_are_no_utf8_and_halves_of_surrogates(self):
        bad = [b"\xff", b"\xc3", b"\xed\xa0\x80", b"\xf4\x90\x80\x80", b"\xc0\xaf"]
        halves = [b"\\ud800", b"\\udc00", b"\\udfff\\ud800", b"\\ud83d"]
        for (method, path), body in self.bodies.items():
            text = json.dumps(body).encode()
            for piece in bad + halves:
                with self.subTest(path, piece=piece):
                    self.assert_answered(self.server.ask(method, path, text.replace(b"late", b"late " + piece)))
        for piece in bad + halves:
            line = b'{"id": "u' + piece.hex().encode() + b'", "text": "late ' + piece + b'"}\n'
            self.assert_answered(self.server.post("/api/v1/posts", line, headers={"Content-Type": "application/x-ndjson"}))
        for piece in bad:
            self.assert_answered(self.server.get("/api/v1/posts?brand=" + quote(piece)), range(400, 500))
            answer = raw(self.server, b"GET /api/v1/brands HTTP/1.1\r\nHost: localhost\r\nX-A: " + piece + b"\r\nOrigin: " + piece +
                         b"\r\nConnection: close\r\n\r\n")
            self.assertIn(status_of(answer), (200, 400))
        for path in ("/api/v1/posts?limit=500", "/api/v1/export?format=csv", "/api/v1/export", "/metrics"):
            self.server.get(path).body.decode("utf-8")
        for post in self.server.get("/api/v1/posts?limit=500").json["posts"]:
            post["text"].encode("utf-8")  # no half of a pair is left

    def test_types_and_methods_that_are_not_for_a_path(self):
        for (method, path), body in self.bodies.items():
            for kind in ("text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "", "application/jsonx"):
                if path.endswith("/infer"):
                    continue  # clients of the protocol send what they like there
                with self.subTest(path, kind=kind):
                    answer = self.server.ask(method, path, json.dumps(body).encode(), headers={"Content-Type": kind})
                    self.assertEqual(answer.status, 415, answer)
            with_charset = {"Content-Type": "application/json; charset=utf-8"}
            self.assertNotEqual(self.server.ask(method, path, json.dumps(body).encode(), headers=with_charset).status, 415)
        for method, path, allowed in [
            ("DELETE", "/api/v1/posts", {"GET", "POST"}), ("POST", "/api/v1/overview", {"GET"}), ("PATCH", "/api/v1/brands/a", {"PUT", "DELETE"}),
            ("GET", "/api/v1/classify", {"POST"}), ("PUT", "/predict", {"POST"}), ("POST", "/v2", {"GET"}), ("TRACE", "/api/v1/session", {"GET"}),
            ("POST", "/metrics", {"GET"}), ("DELETE", "/healthz", {"GET"}), ("POST", "/api/v1/events", {"GET"}),
        ]:
            with self.subTest(method=method, path=path):
                answer = self.server.ask(method, path)
                self.assertEqual(answer.status, 405, answer)
                self.assertEqual({name.strip() for name in answer.headers["Allow"].split(",")} - {"HEAD", "OPTIONS"}, allowed)
        head = self.server.ask("HEAD", "/api/v1/brands")
        self.assertEqual((head.status, head.body), (200, b""))
        self.assertGreater(int(head.headers["Content-Length"]), 0)

    def test_numbers_at_their_limits(self):
        for value in ("0", "-1", "1e3", "18446744073709551616", "9" * 19, " 1", "1 ", "0x10", "", "+1", "１"):
            with self.subTest(value):
                self.assert_answered(self.server.get("/api/v1/posts?limit=" + quote(value)), (422, 400))
        for value in ("0000-01-01", "9999-12-31T23:59:59Z", "-1", "1e400", "nan", "2015-02-30", "2015-02-17T25:00:00Z", "99999999999999999999"):
            for name in ("from", "to"):
                for path in ("overview", "shares?brand=Aurora", "posts", "export", "feedback"):
                    mark = "&" if "?" in path else "?"
                    with self.subTest(value, path=path):
                        self.assert_answered(self.server.get(f"/api/v1/{path}{mark}{name}={quote(value)}"))


if __name__ == "__main__":
    polso.main()
