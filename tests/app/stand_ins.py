"""What the workflows' steps call and a test cannot have: gh, docker, apt-get, GitHub's dispatches and a mirror of data. Each records what it was asked and
refuses, with exit code 2 or an HTTP error, whatever the real one's manual does not allow of the few commands that are used."""
import argparse
import datetime
import http.server
import json
import pathlib
import re
import subprocess
import sys
import threading
import urllib.parse

HERE = pathlib.Path(__file__).resolve()


def gh_parser():
    parser = argparse.ArgumentParser(prog="gh", allow_abbrev=False)
    kinds = parser.add_subparsers(required=True, dest="kind")
    pr = kinds.add_parser("pr").add_subparsers(required=True, dest="act")
    comment = pr.add_parser("comment", allow_abbrev=False)
    comment.add_argument("number", type=int)
    comment.add_argument("--body-file", required=True, type=argparse.FileType())
    create = pr.add_parser("create", allow_abbrev=False)
    create.add_argument("--head", required=True)
    create.add_argument("--title", required=True)
    create.add_argument("--body-file", required=True, type=argparse.FileType())
    run = kinds.add_parser("workflow").add_subparsers(required=True, dest="act").add_parser("run", allow_abbrev=False)
    run.add_argument("workflow")
    run.add_argument("--ref", required=True)
    release = kinds.add_parser("release").add_subparsers(required=True, dest="act").add_parser("create", allow_abbrev=False)
    release.add_argument("tag")
    release.add_argument("--verify-tag", action="store_true")
    release.add_argument("--notes-file", required=True, type=argparse.FileType())
    release.add_argument("files", nargs="*", type=argparse.FileType("rb"))
    return parser


def docker_parser():
    parser = argparse.ArgumentParser(prog="docker", allow_abbrev=False)
    verbs = parser.add_subparsers(required=True, dest="verb")
    build = verbs.add_parser("build", allow_abbrev=False)
    build.add_argument("--tag", required=True)
    build.add_argument("--build-arg", required=True)
    build.add_argument("context")
    run = verbs.add_parser("run", allow_abbrev=False)
    for flag in ("--detach", "--read-only"):
        run.add_argument(flag, action="store_true", required=True)
    for option in ("--tmpfs", "--cap-drop", "--security-opt", "--publish"):
        run.add_argument(option, action="append", required=True)
    run.add_argument("image")
    verbs.add_parser("port").add_argument("names", nargs=2)
    verbs.add_parser("logs").add_argument("container")
    remove = verbs.add_parser("rm", allow_abbrev=False)
    remove.add_argument("--force", action="store_true")
    remove.add_argument("container")
    login = verbs.add_parser("login", allow_abbrev=False)
    login.add_argument("server")
    login.add_argument("--username", required=True)
    login.add_argument("--password-stdin", action="store_true", required=True)
    verbs.add_parser("push").add_argument("image")
    return parser


def apt_parser():
    parser = argparse.ArgumentParser(prog="apt-get", allow_abbrev=False)
    verbs = parser.add_subparsers(required=True, dest="verb")
    verbs.add_parser("update", allow_abbrev=False).add_argument("-qq", action="store_true")
    install = verbs.add_parser("install", allow_abbrev=False)
    install.add_argument("-y", action="store_true", required=True)
    install.add_argument("-qq", action="store_true")
    install.add_argument("packages", nargs="+")
    return parser


def spoken(value):
    return value.read() if hasattr(value, "encoding") else pathlib.Path(value.name).name if hasattr(value, "read") else value


def main(name, record, environment):
    """As the program `name`: writes what it was asked, one JSON document a line, and answers what its caller needs."""
    asked = {key: [spoken(each) for each in value] if isinstance(value, list) else spoken(value)
             for key, value in vars({"gh": gh_parser, "docker": docker_parser, "apt-get": apt_parser}[name]().parse_args()).items()}
    if name == "gh" and not environment.get("GH_TOKEN"):
        sys.exit("gh: To use GitHub CLI in a GitHub Actions workflow, set the GH_TOKEN environment variable.")
    if asked.get("verb") == "login":
        asked["password"] = sys.stdin.read().strip()
    with open(record, "a", encoding="utf-8") as file:
        file.write(json.dumps({"program": name, **asked}) + "\n")
    if asked.get("verb") == "run":
        print("container1")
    elif asked.get("verb") == "port":
        print(environment["CONTAINER_AT"])


def put(folder, record):
    """The programs, as files in `folder` that write to `record`; also sudo, which just runs."""
    folder.mkdir()
    for name in ("gh", "docker", "apt-get"):
        text = (f"#!{sys.executable}\nimport os, sys\nsys.path.insert(0, {str(HERE.parent)!r})\nimport stand_ins\n"
                f"stand_ins.main({name!r}, {str(record)!r}, os.environ)\n")
        (folder / name).write_text(text)
        (folder / name).chmod(0o755)
    (folder / "sudo").write_text('#!/bin/sh\nexec "$@"\n')
    (folder / "sudo").chmod(0o755)


class GitHub(http.server.BaseHTTPRequestHandler):
    """Two calls of GitHub's API as it documents them: POST /repos/OWNER/NAME/dispatches, and how many runs of a workflow there were since.
    Whatever else is asked for is not there, as with a mirror of data that has none: `server.came`; what was dispatched: `server.events`."""

    def log_message(self, *args):
        pass

    def answer(self, status, document=None):
        body = json.dumps(document).encode() if document is not None else b""
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def refused(self):
        """Whether the token is not the one."""
        wrong = self.headers["Authorization"] != f"Bearer {self.server.token}"
        if wrong:
            self.answer(401)
        return wrong

    def do_GET(self):
        url = urllib.parse.urlsplit(self.path)
        if not re.fullmatch(r"/repos/[\w.-]+/[\w.-]+/actions/workflows/[\w.-]+/runs", url.path):
            self.server.came.append(self.path)
            return self.answer(404)
        asked = dict(urllib.parse.parse_qsl(url.query, strict_parsing=True))
        since = re.fullmatch(r">=(.+)", asked.pop("created"))[1]
        if self.refused():
            return None
        runs = [at for at, path, event in self.server.events if f"{at:%Y-%m-%dT%H:%M:%SZ}" >= since]
        return self.answer(200 if asked == {"event": "repository_dispatch"} else 422, {"total_count": len(runs), "workflow_runs": []})

    def do_POST(self):
        event = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        if self.refused():
            return None
        if not re.fullmatch(r"/repos/[\w.-]+/[\w.-]+/dispatches", self.path):
            return self.answer(404)
        if set(event) - {"event_type", "client_payload"} or not 0 < len(event.get("event_type", "")) <= 100:
            return self.answer(422)
        self.server.events.append((datetime.datetime.now(datetime.timezone.utc), self.path, event))
        return self.answer(204)


def github(token):
    """Listens on 127.0.0.1 until shutdown()."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), GitHub)
    server.token, server.came, server.events = token, [], []
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server


def is_a_package(name):
    """Whether Debian's apt knows it; None where there is no apt with lists."""
    if subprocess.run(["sh", "-c", "apt-cache show coreutils"], capture_output=True).returncode != 0:
        return None
    return subprocess.run(["apt-cache", "show", name], capture_output=True).returncode == 0
