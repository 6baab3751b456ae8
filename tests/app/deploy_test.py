#!/usr/bin/env python3
"""tools/deploy.sh, from a tag to a hub of its own (git_hub.py) and a Space that is a real server: what arrives, a gate that says no,
a Space that does not answer or is still the old one, broken lines, doing it again."""
import http.server
import json
import os
import shutil
import subprocess
import threading
import unittest
import urllib.request

import polso
import serving
from git_hub import GitHub

TOKEN = "hf_THISisSECRETandSHOWNtoNOBODY"
MODELS = ["en", "it", "en-deep"]
DATA = os.environ.get("POLSO_DATA", "")


def git(*words, cwd):
    return subprocess.run(["git", "-c", "user.name=Test", "-c", "user.email=test@localhost", *words], cwd=cwd, check=True,
                          capture_output=True, text=True).stdout.strip()


class RebuiltSpace(http.server.BaseHTTPRequestHandler):
    """A Space of another version: a server's answers, but for the version that it tells. `server.url`, `server.version`."""

    def do_any(self):
        length = self.headers.get("Content-Length")
        asked = urllib.request.Request(self.server.url + self.path, self.rfile.read(int(length)) if length else None, dict(self.headers))
        with urllib.request.urlopen(asked, timeout=30) as answer:
            body, kind = answer.read(), answer.headers["Content-Type"]
        if self.path == "/api/v1/session":
            body = json.dumps({**json.loads(body), "version": self.server.version}).encode()
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    do_GET = do_POST = do_any

    def log_message(self, *args):
        pass


@unittest.skipIf(shutil.which("git-lfs") is None, "SKIPPED: THERE IS NO git-lfs")
class Deploy(unittest.TestCase):
    def setUp(self):
        self.folder = polso.folder_of(self)
        self.hub = GitHub(self.folder, TOKEN)
        self.addCleanup(self.hub.stop)
        self.tree = self.folder / "tree"
        git("clone", "-q", str(polso.ROOT), str(self.tree), cwd=self.folder)
        (self.folder / "home").mkdir()
        self.version = self.tag()
        self.server = serving.Server(self.folder / "space.db")
        self.addCleanup(self.server.stop)

    def tag(self):
        lines = (self.tree / "CMakeLists.txt").read_text().splitlines()
        version = next(line.split()[2] for line in lines if line.startswith("project(polso"))
        git("tag", "-f", f"v{version}", cwd=self.tree)
        return version

    def deploy(self, code=0, **more):
        environment = {"PATH": os.environ["PATH"], "HOME": str(self.folder / "home"), "HF_HOME": str(self.folder / "hf"),
                       "HF_ENDPOINT": self.hub.address, "HF_TOKEN": TOKEN, "CURL_CA_BUNDLE": str(self.hub.certificate),
                       "POLSO_BIN": str(polso.BINARY), "POLSO_HUB": "polso-team", "POLSO_SPACE_URL": self.server.url,
                       "POLSO_WAIT": "20", "POLSO_PAUSE": "1", "POLSO_DATA": DATA, **more}
        done = subprocess.run([self.tree / "tools/deploy.sh"], env=environment, capture_output=True, text=True, timeout=300)
        self.assertEqual(done.returncode, code, done.stdout + done.stderr)
        self.assertNotIn(TOKEN, done.stdout + done.stderr)
        return done.stdout + done.stderr

    def heads(self):
        repos = [("model", f"polso-team/polso-{name}") for name in MODELS]
        repos += [("dataset", "polso-team/polso-labels"), ("space", "polso-team/polso")]
        return {repo: self.hub.head(kind, repo) for kind, repo in repos}

    def labels(self, *columns):
        """Of a database of one post that anna judged."""
        (self.folder / "post.jsonl").write_text(json.dumps({"id": "1", "source": "x", "text": "SECRET words", "author": "bea"}))
        database = self.folder / "labels.db"
        file = self.folder / "labels.csv"
        for words in (["ingest", self.folder / "post.jsonl"], ["label", "--by", "anna", "--import", self.label_of_one()],
                      ["label", "--export", file, *columns]):
            done = polso.run(*words, "--db", database)
            self.assertEqual(done.returncode, 0, done.stderr)
        return {"POLSO_LABELS": str(file)}

    def label_of_one(self):
        file = self.folder / "said.csv"
        file.write_text("source,id,label\nx,1,negative\n")
        return file

    def test_from_a_tag_to_models_data_set_and_space_and_again(self):
        published = self.labels("--ids-only")
        said = self.deploy(**published)
        labels = self.hub.files("dataset", "polso-team/polso-labels")
        self.assertRegex(labels["labels.csv"].decode(), r'\Asource,id,label,kind,at\r\n"x","1",negative,free,2[^,]*\r\n\Z')
        self.assertIn("is out", said)
        for name in MODELS:
            files = self.hub.files("model", f"polso-team/polso-{name}")
            for path in git("ls-files", f"models/{name}", cwd=self.tree).split():
                self.assertEqual(files[path.rsplit("/", 1)[1]], (self.tree / path).read_bytes(), path)
        space = self.hub.files("space", "polso-team/polso")
        self.assertTrue(space["README.md"].startswith(b"---\ntitle: Polso"))
        for name in ("Dockerfile", "CMakeLists.txt", "src/cmd/main.cpp", "web/package-lock.json", "models/it/model.bin"):
            self.assertEqual(space[name], (self.tree / name).read_bytes(), name)
        self.assertEqual([name for name in space if name.startswith("tests/") or name.endswith("_test.cpp")], [])
        configured = subprocess.run(["cmake", "--preset", "release"], cwd=self.tree / "out/deploy/space", capture_output=True, text=True)
        self.assertEqual(configured.returncode, 0, configured.stdout + configured.stderr)
        in_git = space.keys() - set(self.hub.pointers("space", "polso-team/polso"))
        self.assertLess(max(len(space[name]) for name in in_git), 10_000_000)
        self.assertEqual(self.hub.head("space", "polso-team/polso", f"refs/tags/v{self.version}"), self.heads()["polso-team/polso"])
        before = self.heads()
        self.assertIn("as it is on the hub", self.deploy(**published))
        self.assertEqual(self.heads(), before)

    def spoil_the_italian_model(self):
        bundle = json.loads((self.tree / "models/it/polso.json").read_text())
        bundle["calibration"]["weight"] = [[-value for value in row] for row in bundle["calibration"]["weight"]]
        (self.tree / "models/it/polso.json").write_text(json.dumps(bundle))
        git("commit", "-qam", "A worse model", cwd=self.tree)
        self.tag()

    @unittest.skipIf(not DATA, "SKIPPED: POLSO_DATA IS NOT SET")
    def test_a_gate_that_says_no_leaves_the_hub_as_it_was(self):
        self.deploy()
        before = self.heads()
        self.spoil_the_italian_model()
        self.assertIn("the gate says no to polso-it: nothing was pushed", self.deploy(code=3))
        self.assertEqual(self.heads(), before)

    def test_a_space_that_does_not_answer_gets_its_last_version_back(self):
        self.deploy()
        good = self.hub.files("space", "polso-team/polso")
        self.a_new_version()
        said = self.deploy(code=1, POLSO_SPACE_URL="http://127.0.0.1:1", POLSO_WAIT="0")
        self.assertIn("back to its last version", said)
        self.assertEqual(self.hub.files("space", "polso-team/polso"), good)
        self.assertIsNone(self.hub.head("space", "polso-team/polso", "refs/tags/v99.0.0"))

    def a_new_version(self):
        (self.tree / "deploy/huggingface/space.md").write_text((self.tree / "deploy/huggingface/space.md").read_text() + "\nNew.\n")
        cmake = self.tree / "CMakeLists.txt"
        cmake.write_text(cmake.read_text().replace(f"VERSION {self.version}", "VERSION 99.0.0"))
        changes = self.tree / "CHANGELOG.md"
        changes.write_text(changes.read_text().replace("\n## ", "\n## 99.0.0\n- New.\n\n## ", 1))
        citation = self.tree / "CITATION.cff"
        citation.write_text(citation.read_text().replace(f"version: {self.version}", "version: 99.0.0"))
        git("commit", "-qam", "A new version", cwd=self.tree)
        self.tag()

    def test_a_space_that_still_answers_as_its_last_version_is_not_taken_for_the_new_one(self):
        self.deploy()
        self.a_new_version()
        said = self.deploy(code=1, POLSO_WAIT="0")
        self.assertIn(f"the server is version {self.version}, not 99.0.0", said)
        self.assertIn("back to its last version", said)
        space = http.server.ThreadingHTTPServer(("127.0.0.1", 0), RebuiltSpace)
        space.url, space.version = self.server.url, "99.0.0"
        threading.Thread(target=space.serve_forever, daemon=True).start()
        self.addCleanup(space.server_close)
        self.addCleanup(space.shutdown)
        self.deploy(POLSO_SPACE_URL=f"http://127.0.0.1:{space.server_port}")
        self.assertIn(b"New.", self.hub.files("space", "polso-team/polso")["README.md"])
        self.assertEqual(self.hub.head("space", "polso-team/polso", "refs/tags/v99.0.0"), self.heads()["polso-team/polso"])
        self.assertEqual((self.tree / "out/deploy/notes.md").read_text(), "## 99.0.0\n- New.\n\n")

    def test_what_cannot_be_compared_with_the_hub_is_not_pushed(self):
        self.deploy()
        before = self.heads()
        self.hub.faults = {"tell": [403]}
        self.assertIn("cannot be compared with: nothing was pushed", self.deploy(code=1))
        self.assertEqual(self.heads(), before)

    def test_cut_anywhere_it_can_be_repeated(self):
        for step, place in (("object", 0), ("git-receive-pack", 2)):
            with self.subTest(step=step, place=place):
                self.hub.faults = {step: [None] * place + ["cut"] * 100}
                self.deploy(code=1)
                self.hub.faults = {}
        self.deploy()
        self.assertIsNotNone(self.heads()["polso-team/polso"])

    def test_only_a_tag_of_this_version_is_deployed(self):
        self.assertIn("tag it", self.deploy(code=2, POLSO_TAG="v99.0.0"))
        self.assertIn("HF_TOKEN", self.deploy(code=2, HF_TOKEN=""))
        self.a_new_version()
        git("checkout", "-q", "HEAD^", "--", "CHANGELOG.md", cwd=self.tree)
        self.assertIn("'## 99.0.0'", self.deploy(code=2))
        self.assertIn("--ids-only", self.deploy(code=2, **self.labels()))
        self.assertEqual(set(self.heads().values()), {None})


if __name__ == "__main__":
    polso.main()
