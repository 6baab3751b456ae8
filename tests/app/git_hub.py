"""A Hugging Face hub that can be written to, for tests: bare git repositories with LFS behind https, made by its API, and read
back in the hub's layout. git itself serves git (http-backend). Bound to 127.0.0.1, with a certificate of its own."""
import base64
import gzip
import hashlib
import http.server
import io
import json
import os
import pathlib
import re
import ssl
import subprocess
import threading
import urllib.parse

KINDS = {"datasets": "dataset", "spaces": "space"}
POINTER = re.compile(rb"\Aversion https://git-lfs.github.com/spec/v1\noid sha256:([0-9a-f]{64})\nsize (\d+)\n\Z")


def git(*words, cwd=None):
    return subprocess.run(["git", *map(str, words)], cwd=cwd, check=True, capture_output=True).stdout


class GitHub:
    """`faults`: a list for "tell", "create", "batch", "object", "verify" or "git-receive-pack", what goes wrong with the next of these
    requests: a status, or "cut" (the line breaks)."""

    def __init__(self, folder, token):
        self.folder, self.token = pathlib.Path(folder), token
        self.faults = {}
        self.requests = []  # (method, path, whether it was who it says)
        self.lock = threading.Lock()
        self.certificate = self.folder / "hub.pem"
        subprocess.run(["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost",
                        "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1", "-keyout", self.folder / "key.pem",
                        "-out", self.certificate], check=True, capture_output=True)
        self.server = Server(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.server.hub = self
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(self.certificate, self.folder / "key.pem")
        self.server.socket = context.wrap_socket(self.server.socket, server_side=True)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    @property
    def address(self):
        return f"https://127.0.0.1:{self.server.server_port}"

    def stop(self):
        self.server.shutdown()
        self.server.server_close()

    def fault(self, what):
        with self.lock:
            plan = self.faults.get(what)
            return plan.pop(0) if plan else None

    def path(self, kind, repo):
        return self.folder / "repos" / kind / f"{repo}.git"

    def create(self, kind, repo):
        """False when it is there."""
        path = self.path(kind, repo)
        if path.exists():
            return False
        git("init", "-q", "--bare", "-b", "main", path)
        git("config", "http.receivepack", "true", cwd=path)
        return True

    def object(self, kind, repo, oid):
        return self.path(kind, repo) / "lfs" / oid

    def head(self, kind, repo, revision="main"):
        """The commit, or None."""
        if not self.path(kind, repo).exists():
            return None
        done = subprocess.run(["git", "rev-parse", "-q", "--verify", f"{revision}^{{commit}}"], cwd=self.path(kind, repo),
                              capture_output=True, text=True)
        return done.stdout.strip() or None

    def blobs(self, kind, repo, revision):
        """name > bytes as git has them: pointers for large files."""
        path = self.path(kind, repo)
        entries = [entry.split("\t", 1) for entry in git("ls-tree", "-r", "-z", revision, cwd=path).decode().split("\0") if entry]
        asked = "".join(f"{head.split()[2]}\n" for head, _ in entries).encode()
        said = io.BytesIO(subprocess.run(["git", "cat-file", "--batch"], cwd=path, input=asked, check=True, capture_output=True).stdout)
        found = {}
        for _, name in entries:
            size = int(said.readline().split()[2])
            found[name] = said.read(size)
            said.read(1)
        return found

    def files(self, kind, repo, revision="main"):
        """name > bytes, large ones from LFS."""
        found = {}
        for name, body in self.blobs(kind, repo, revision).items():
            pointer = POINTER.match(body)
            found[name] = self.object(kind, repo, pointer[1].decode()).read_bytes() if pointer else body
        return found

    def pointers(self, kind, repo, revision="main"):
        """The names of the files that lie in LFS."""
        return [name for name, body in self.blobs(kind, repo, revision).items() if POINTER.match(body)]


class Server(http.server.ThreadingHTTPServer):
    def handle_error(self, request, client_address):
        """Lines that break are what is tried here."""


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *args):
        pass

    def answer(self, status, body=b"", headers=None):
        self.send_response(status)
        for key, value in {"Content-Length": str(len(body)), **(headers or {})}.items():
            self.send_header(key, value)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def answer_json(self, document, status=200):
        self.answer(status, json.dumps(document).encode(), {"Content-Type": "application/vnd.git-lfs+json"})

    def knows_the_token(self):
        given = self.headers.get("Authorization") or ""
        if given.startswith("Basic "):
            given = base64.b64decode(given[6:]).decode().split(":", 1)[1]
        return given.removeprefix("Bearer ") == self.server.hub.token

    def body(self):
        if self.headers.get("Transfer-Encoding") == "chunked":
            parts = []
            while size := int(self.rfile.readline().split(b";")[0], 16):
                parts.append(self.rfile.read(size))
                self.rfile.readline()
            self.rfile.readline()
            return b"".join(parts)
        return self.rfile.read(int(self.headers.get("Content-Length") or 0))

    def go_wrong(self, what):
        """Whether it did."""
        fault = self.server.hub.fault(what)
        if fault == "cut":
            self.close_connection = True
            self.connection.close()
        elif fault:
            self.answer(fault, b"no")
        return fault is not None

    def do_any(self):
        hub = self.server.hub
        url = urllib.parse.urlsplit(self.path)
        parts = [urllib.parse.unquote(part) for part in url.path.strip("/").split("/")]
        hub.requests.append((self.command, url.path, self.knows_the_token()))
        self.content = self.body()  # whatever is answered: what is left unread would be taken for the next request
        if parts[:3] == ["api", "repos", "create"]:
            return self.create()
        if parts[0] == "api":
            kind, repo, rest = {"models": "model", **KINDS}[parts[1]], "/".join(parts[2:4]), parts[4:]
            return self.tell(kind, repo, rest)
        kind = KINDS.get(parts[0], "model")
        parts = parts[1:] if kind != "model" else parts
        repo, rest = "/".join(parts[:2]).removesuffix(".git"), parts[2:]
        if not hub.path(kind, repo).exists():
            return self.answer(404, b"Repository not found", {"X-Error-Code": "RepoNotFound"})
        if rest[:1] == ["resolve"]:
            return self.resolve(kind, repo, rest[1], "/".join(rest[2:]))
        if not self.knows_the_token():
            return self.answer(401, b"", {"WWW-Authenticate": 'Basic realm="hub"'})
        if rest[:2] == ["info", "lfs"]:
            return self.lfs(kind, repo, rest[2:])
        return self.git(kind, repo, rest, url.query)

    do_GET = do_POST = do_PUT = do_HEAD = do_any

    def create(self):
        wanted = json.loads(self.content)
        if self.go_wrong("create"):
            return None
        if not self.knows_the_token():
            return self.answer(401, b'{"error":"Invalid credentials"}')
        made = self.server.hub.create(wanted["type"], f"{wanted['organization']}/{wanted['name']}")
        return self.answer_json({"url": "made"}, 200 if made else 409)

    def tell(self, kind, repo, rest):
        hub = self.server.hub
        revision = rest[1] if len(rest) > 1 else "main"
        commit = hub.head(kind, repo, revision)
        if self.go_wrong("tell"):
            return None
        if commit is None:
            return self.answer(404, b"", {"X-Error-Code": "RepoNotFound"})
        files = hub.files(kind, repo, commit)
        large = hub.pointers(kind, repo, commit)
        if rest[:1] == ["tree"]:
            return self.answer_json([{"type": "file", "path": name, "size": len(body), "oid": self.tag(body, False)}
                                     | ({"lfs": {"oid": self.tag(body, True), "size": len(body), "pointerSize": 100}}
                                        if name in large else {}) for name, body in files.items()])
        return self.answer_json({"id": repo, "sha": commit, "private": False, "siblings": [{"rfilename": name} for name in files]})

    @staticmethod
    def tag(body, large):
        return hashlib.sha256(body).hexdigest() if large else hashlib.sha1(b"blob %d\0" % len(body) + body).hexdigest()

    def resolve(self, kind, repo, revision, name):
        hub = self.server.hub
        commit = hub.head(kind, repo, revision)
        files = hub.files(kind, repo, commit) if commit else {}
        if name not in files:
            return self.answer(404, b"", {"X-Error-Code": "EntryNotFound" if commit else "RevisionNotFound"})
        tag = self.tag(files[name], name in hub.pointers(kind, repo, commit))
        return self.answer(200, files[name], {"X-Repo-Commit": commit, "ETag": f'"{tag}"'})

    def lfs(self, kind, repo, rest):
        hub = self.server.hub
        if rest == ["objects", "batch"]:
            wanted = json.loads(self.content)
            if self.go_wrong("batch"):
                return None
            base = f"{hub.address}/{'' if kind == 'model' else kind + 's/'}{repo}.git/info/lfs"
            objects = []
            for entry in wanted["objects"]:
                there = hub.object(kind, repo, entry["oid"]).exists()
                header = {"Authorization": self.headers["Authorization"]}
                if wanted["operation"] == "download":
                    actions = {"download": {"href": f"{base}/object/{entry['oid']}", "header": header}}
                elif there:
                    actions = {}
                else:
                    actions = {"upload": {"href": f"{base}/object/{entry['oid']}", "header": header}}
                objects.append({**entry, **({"actions": actions} if actions else {})})
            return self.answer_json({"transfer": "basic", "objects": objects, "hash_algo": "sha256"})
        if rest[:1] == ["locks"]:
            return self.answer(404, b"{}")
        path = hub.object(kind, repo, rest[1])
        if self.command == "GET":
            return self.answer(200, path.read_bytes())
        body = self.content
        if self.go_wrong("object"):
            return None
        if hashlib.sha256(body).hexdigest() != rest[1]:
            return self.answer(422, b"other bytes")
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(body)
        return self.answer(200)

    def git(self, kind, repo, rest, query):
        hub = self.server.hub
        body = self.content
        if self.command == "POST" and self.go_wrong(rest[-1]):
            return None
        if self.headers.get("Content-Encoding") == "gzip":
            body = gzip.decompress(body)
        environment = {"PATH": os.environ["PATH"], "GIT_PROJECT_ROOT": str(hub.path(kind, repo)), "GIT_HTTP_EXPORT_ALL": "1",
                       "PATH_INFO": "/" + "/".join(rest), "REQUEST_METHOD": self.command, "QUERY_STRING": query,
                       "CONTENT_TYPE": self.headers.get("Content-Type", ""), "CONTENT_LENGTH": str(len(body)),
                       "REMOTE_USER": "polso", "REMOTE_ADDR": "127.0.0.1",
                       "HTTP_GIT_PROTOCOL": self.headers.get("Git-Protocol", "")}
        environment["GIT_PROTOCOL"] = environment["HTTP_GIT_PROTOCOL"]
        out = subprocess.run(["git", "http-backend"], input=body, env=environment, capture_output=True, check=False).stdout
        head, _, answer = out.partition(b"\r\n\r\n")
        headers = dict(line.split(": ", 1) for line in head.decode().split("\r\n"))
        status = int(headers.pop("Status", "200").split()[0])
        return self.answer(status, answer, {**headers, "Content-Length": str(len(answer))})
