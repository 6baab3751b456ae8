"""A Hugging Face hub in this process, for tests: its list of files, its files with their headers, and on another port the
store that its large files lie in. Bound to 127.0.0.1."""
import hashlib
import http.server
import json
import threading
import time
import urllib.parse


def git_hash(body):
    return hashlib.sha1(b"blob %d\0" % len(body) + body).hexdigest()


class Model:
    """What a repository holds: name > bytes. Files named in `large` lie in the store and are known by SHA-256."""

    def __init__(self, files, large=(), commit="c0ffee" + "0" * 34, revisions=("main",), token=None, gated=False):
        self.files, self.large, self.commit, self.revisions = files, set(large), commit, set(revisions)
        self.token, self.gated = token, gated
        self.sizes = {}  # claimed, where they are not the true ones

    def tag(self, name):
        body = self.files[name]
        return hashlib.sha256(body).hexdigest() if name in self.large else git_hash(body)


class Hub:
    """`faults`: for the name of a file, or "api", what goes wrong with the next requests (of the store for large files):
    a status, (status, headers), "cut", "slow", "other bytes", "more bytes", "fewer bytes"."""

    def __init__(self, models):
        self.models = models
        self.faults = {}
        self.requests = []  # (method, where, Authorization, Range)
        self.redirect_home = {}  # old name > new name
        self.lock = threading.Lock()
        self.hub = self.start(HubHandler)
        self.store = self.start(StoreHandler)

    def start(self, handler):
        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
        server.daemon_threads = True
        server.owner = self
        threading.Thread(target=server.serve_forever, daemon=True).start()
        return server

    @property
    def address(self):
        return f"http://127.0.0.1:{self.hub.server_port}"

    def stop(self):
        for server in (self.hub, self.store):
            server.shutdown()
            server.server_close()

    def fault(self, name):
        with self.lock:
            plan = self.faults.get(name)
            return plan.pop(0) if plan else None

    def gets(self, where):
        """Ranges asked for, of the GETs of a file's bytes."""
        return [request[3] for request in self.requests if request[0] == "GET" and request[1] == where]


class Handler(http.server.BaseHTTPRequestHandler):
    def note(self, where):
        self.server.owner.requests.append((self.command, where, self.headers.get("Authorization"), self.headers.get("Range")))

    def answer(self, status, headers=None, body=b""):
        self.send_response(status)
        for key, value in {"Content-Length": str(len(body)), **(headers or {})}.items():
            self.send_header(key, value)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def refuse(self, fault):
        status, headers = fault if isinstance(fault, tuple) else (fault, {})
        self.answer(status, headers, b"<html>no</html>")

    def send_file(self, body, fault, headers):
        """Honours Range; the faults are those of the bytes."""
        start = int((self.headers.get("Range") or "bytes=0-")[len("bytes="):].split("-")[0])
        if fault == "other bytes":
            body = bytes(reversed(body))
        if fault == "more bytes":
            body += b"!"
        if fault == "fewer bytes":
            body = body[: len(body) // 3]
        if start and start >= len(body):
            return self.answer(416)
        part = body[start:]
        self.send_response(206 if start else 200)
        self.send_header("Content-Length", str(len(part)))
        if start:
            self.send_header("Content-Range", f"bytes {start}-{len(body) - 1}/{len(body)}")
        for key, value in headers.items():
            self.send_header(key, value)
        self.end_headers()
        if self.command == "HEAD":
            return None
        try:
            if fault == "cut":
                self.wfile.write(part[: len(part) // 2])
            elif fault == "slow":
                for at in range(0, len(part), len(part) // 20 + 1):
                    self.wfile.write(part[at : at + len(part) // 20 + 1])
                    self.wfile.flush()
                    time.sleep(0.15)
            else:
                self.wfile.write(part)
        except (BrokenPipeError, ConnectionResetError):
            pass
        return None

    def do_HEAD(self):
        self.do_GET()

    def log_message(self, *args):
        pass


class HubHandler(Handler):
    def do_GET(self):
        hub = self.server.owner
        parts = [urllib.parse.unquote(part) for part in urllib.parse.urlsplit(self.path).path.strip("/").split("/")]
        api = parts[:2] == ["api", "models"]
        repo = "/".join(parts[2:4] if api else parts[:2])
        rest = parts[4:] if api else parts[2:]
        where = "api" if api else "/".join(rest[2:])
        self.note(where)
        fault = hub.fault(where) if api or self.command == "HEAD" or not self.is_large(repo, where) else None
        if isinstance(fault, (int, tuple)):
            return self.refuse(fault)
        if repo in hub.redirect_home:
            return self.answer(307, {"Location": self.path.replace(repo, hub.redirect_home[repo])})
        model = hub.models.get(repo)
        allowed = model and model.token in (None, (self.headers.get("Authorization") or "").removeprefix("Bearer "))
        if not model or (not allowed and not model.gated):
            return self.answer(401, {"X-Error-Code": "RepoNotFound"})
        revision = rest[1] if len(rest) > 1 else "main"
        if revision != model.commit and revision not in model.revisions:
            return self.answer(404, {"X-Error-Code": "RevisionNotFound"})
        if api:
            return self.send_list(model, rest)
        if not allowed:
            return self.answer(403, {"X-Error-Code": "GatedRepo"})
        if where not in model.files:
            return self.answer(404, {"X-Error-Code": "EntryNotFound"})
        return self.send_entry(model, where, fault)

    def is_large(self, repo, name):
        model = self.server.owner.models.get(repo)
        return model is not None and name in model.large

    def send_list(self, model, rest):
        if rest[:1] == ["tree"]:
            document = [{"type": "file", "path": name, "size": len(body), "oid": git_hash(body)}
                        | ({"lfs": {"oid": model.tag(name), "size": len(body), "pointerSize": 100}} if name in model.large else {})
                        for name, body in model.files.items()]
        else:
            document = {"id": "any", "sha": model.commit, "siblings": [{"rfilename": name} for name in model.files]}
        self.answer(200, {"Content-Type": "application/json"}, json.dumps(document).encode())

    def send_entry(self, model, name, fault):
        headers = {"X-Repo-Commit": model.commit, "ETag": f'"{git_hash(model.files[name])}"'}
        if name not in model.large:
            return self.send_file(model.files[name], fault, headers)
        headers["X-Linked-Etag"] = f'"{model.tag(name)}"'
        headers["X-Linked-Size"] = str(model.sizes.get(name, len(model.files[name])))
        target = f"http://127.0.0.1:{self.server.owner.store.server_port}/{model.tag(name)}?signature=for-you-alone"
        return self.answer(302, {**headers, "Location": target}, b"Found. Redirecting")


class StoreHandler(Handler):
    def do_GET(self):
        hub = self.server.owner
        wanted = urllib.parse.urlsplit(self.path).path.strip("/")
        for model in hub.models.values():
            for name in model.large:
                if model.tag(name) == wanted:
                    self.note("store/" + name)
                    fault = hub.fault(name)
                    if isinstance(fault, (int, tuple)):
                        return self.refuse(fault)
                    return self.send_file(model.files[name], fault, {})
        return self.answer(404)
