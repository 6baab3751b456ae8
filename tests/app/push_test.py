#!/usr/bin/env python3
"""polso models push against a hub of its own (git_hub.py: git, LFS and the hub's API over https): what arrives, what is left
alone, refusals, broken lines, kills. HUB_PYTHON names a Python that has huggingface_hub."""
import json
import os
import pathlib
import random
import shutil
import signal
import subprocess
import time
import unittest

import polso
import serving
from git_hub import GitHub

TOKEN = "hf_THISisSECRETandSHOWNtoNOBODY"
REPO = "polso-team/sentiment-it"
BUNDLE = polso.ROOT / "models/it"
READ_BACK = """
import sys
from huggingface_hub import snapshot_download
print(snapshot_download(sys.argv[1], repo_type=sys.argv[2]))
"""


def content(folder):
    return {str(path.relative_to(folder)): path.read_bytes() for path in pathlib.Path(folder).rglob("*") if path.is_file()}


@unittest.skipIf(shutil.which("git-lfs") is None, "SKIPPED: THERE IS NO git-lfs")
class Push(unittest.TestCase):
    def setUp(self):
        self.folder = polso.folder_of(self)
        self.hub = GitHub(self.folder, TOKEN)
        self.addCleanup(self.hub.stop)

    def environment(self, **more):
        return {"PATH": os.environ["PATH"], "HOME": str(self.folder / "home"), "HF_HOME": str(self.folder / "hf"),
                "HF_ENDPOINT": self.hub.address, "HF_TOKEN": TOKEN, "CURL_CA_BUNDLE": str(self.hub.certificate),
                "REQUESTS_CA_BUNDLE": str(self.hub.certificate), "SSL_CERT_FILE": str(self.hub.certificate), **more}

    def start(self, *words, **environment):
        (self.folder / "home").mkdir(exist_ok=True)
        return subprocess.Popen([polso.BINARY, "models", "push", *map(str, words)], env=self.environment(**environment),
                                stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)

    def push(self, *words, code=0, **environment):
        process = self.start(*words, **environment)
        said, _ = process.communicate(timeout=300)
        self.assertEqual(process.returncode, code, said)
        self.assertNotIn(TOKEN, said)
        if code:
            self.assertTrue(said.splitlines()[-1].startswith("polso: ") or "polso: " in said, said)
        return said

    def remote(self, kind="model", repo=REPO):
        files = self.hub.files(kind, repo)
        files.pop(".gitattributes")
        return files

    def a_bundle(self):
        bundle = self.folder / "bundle"
        shutil.copytree(BUNDLE, bundle)
        return bundle

    def test_a_model_arrives_whole_with_its_weights_in_lfs(self):
        told = json.loads(self.push(BUNDLE, REPO, "--tag", "v1", "--json"))
        self.assertEqual(told, {"url": f"{self.hub.address}/{REPO}", "commit": self.hub.head("model", REPO), "changed": True})
        self.assertEqual(self.remote(), content(BUNDLE))
        self.assertEqual(self.hub.pointers("model", REPO), ["model.bin"])
        self.assertEqual(self.hub.head("model", REPO, "refs/tags/v1"), told["commit"])

    @unittest.skipIf(serving.missing_module("huggingface_hub"), serving.missing_module("huggingface_hub") or "")
    def test_huggingface_hub_reads_it_back_and_it_answers_the_same(self):
        self.push(BUNDLE, REPO)
        done = subprocess.run([serving.PYTHON, "-c", READ_BACK, REPO, "model"], env=self.environment(), capture_output=True, text=True)
        self.assertEqual(done.returncode, 0, done.stderr)
        folder = pathlib.Path(done.stdout.strip().splitlines()[-1])
        for name, body in content(BUNDLE).items():
            self.assertEqual((folder / name).read_bytes(), body, name)
        post = "Il volo è in ritardo e nessuno risponde"
        self.assertEqual(polso.run("classify", "--model", folder, post).stdout, polso.run("classify", "--model", BUNDLE, post).stdout)

    def test_what_the_program_keeps_beside_weights_stays_here(self):
        bundle = self.a_bundle()
        (bundle / ".polso-int8-0123456789abcdef").write_bytes(b"weights, packed for this processor")
        self.push(bundle, REPO)
        self.assertEqual(self.remote(), content(BUNDLE))

    def test_doing_it_again_sends_nothing(self):
        first = json.loads(self.push(BUNDLE, REPO, "--json"))
        self.hub.requests.clear()
        second = json.loads(self.push(BUNDLE, REPO, "--json"))
        self.assertEqual(second, {**first, "changed": False})
        self.assertFalse([path for method, path, _ in self.hub.requests if method == "PUT" or path.endswith("git-receive-pack")])

    def test_a_new_version_replaces_the_old_one_and_keeps_its_history(self):
        bundle = self.a_bundle()
        (bundle / "old.txt").write_text("gone tomorrow")
        first = json.loads(self.push(bundle, REPO, "--json"))["commit"]
        (bundle / "old.txt").unlink()
        (bundle / "new.txt").write_text("here today")
        second = json.loads(self.push(bundle, REPO, "--message", "A better one", "--json"))["commit"]
        self.assertEqual(self.remote(), content(bundle))
        self.assertEqual(self.hub.head("model", REPO, f"{second}^"), first)

    def test_nothing_is_asked_of_the_hub_before_the_model_is_proved(self):
        for name, spoil in {
            "no card": lambda bundle: (bundle / "README.md").unlink(),
            "a card without figures": lambda bundle: (bundle / "README.md").write_text("---\nlicense: mit\n---\n# Model\n"),
            "half of the weights": lambda bundle: os.truncate(bundle / "model.bin", (bundle / "model.bin").stat().st_size // 2),
            "no model": lambda bundle: (bundle / "polso.json").unlink(),
        }.items():
            with self.subTest(name):
                shutil.rmtree(self.folder / "bundle", ignore_errors=True)
                bundle = self.a_bundle()
                spoil(bundle)
                process = self.start(bundle, REPO)
                said, _ = process.communicate(timeout=60)
                self.assertNotEqual(process.returncode, 0, said)
                self.assertEqual(self.hub.requests, [])

    def test_wrong_use_is_said(self):
        self.assertIn("HF_TOKEN", self.push(BUNDLE, REPO, code=2, HF_TOKEN=""))
        self.assertIn("ORG/NAME", self.push(BUNDLE, "no-organisation", code=2))
        self.assertIn("one by one", self.push(polso.ROOT / "models/en-cascade", REPO, code=2))
        said = self.push(BUNDLE, REPO, code=3, HF_TOKEN="hf_another")
        self.assertIn("401", said)
        self.assertNotIn("hf_another", said)
        self.assertIsNone(self.hub.head("model", REPO))

    def test_a_line_that_breaks_leaves_the_old_version_and_can_be_repeated(self):
        bundle = self.a_bundle()
        self.push(bundle, REPO)
        for step in ("batch", "object", "git-receive-pack"):
            for fault in (500, "cut"):
                with self.subTest(step=step, fault=fault):
                    before = self.hub.head("model", REPO)
                    weights = bytearray((bundle / "model.bin").read_bytes())
                    weights[-1] = (weights[-1] + 1) % 256
                    (bundle / "model.bin").write_bytes(weights)
                    self.hub.faults = {step: [fault] * 100}
                    said = self.push(bundle, REPO, code=1)
                    self.assertNotIn(TOKEN, said)
                    self.assertEqual(self.hub.head("model", REPO), before)
                    self.hub.faults = {}
                    self.push(bundle, REPO)
                    self.assertEqual(self.remote(), content(bundle))

    def test_a_hub_that_is_not_there_is_said(self):
        self.push(BUNDLE, REPO, code=1, HF_ENDPOINT="https://127.0.0.1:1")

    def test_killed_at_any_moment_it_can_be_repeated(self):
        bundle = self.a_bundle()
        chance = random.Random(7)
        for attempt in range(8):
            (bundle / "note.txt").write_text(f"version {attempt}")
            process = self.start(bundle, REPO)
            time.sleep(chance.uniform(0, 1.5))
            process.send_signal(signal.SIGKILL)
            process.communicate()
            if self.hub.head("model", REPO):
                there = self.remote()
                self.assertEqual({**there, "note.txt": b""}, {**content(bundle), "note.txt": b""})
                self.assertIn(there["note.txt"], [f"version {n}".encode() for n in range(attempt + 1)])
        self.push(bundle, REPO)
        self.assertEqual(self.remote(), content(bundle))

    def test_data_sets_and_applications(self):
        folder = self.folder / "data"
        folder.mkdir()
        (folder / "README.md").write_text("---\nlicense: cc-by-4.0\n---\n# Labels\n")
        (folder / "labels.jsonl").write_text('{"id": "1", "label": "negative"}\n')
        self.push(folder, "polso-team/labels", "--as", "dataset")
        self.assertEqual(self.remote("dataset", "polso-team/labels"), content(folder))
        self.assertIn("sdk: docker", self.push(folder, "polso-team/page", "--as", "space", code=1))
        (folder / "README.md").write_text("---\ntitle: Polso\nsdk: docker\napp_port: 7860\n---\n")
        self.assertIn("Dockerfile", self.push(folder, "polso-team/page", "--as", "space", code=1))
        (folder / "Dockerfile").write_text("FROM scratch\n")
        self.push(folder, "polso-team/page", "--as", "space")
        self.assertEqual(self.remote("space", "polso-team/page"), content(folder))


if __name__ == "__main__":
    polso.main()
