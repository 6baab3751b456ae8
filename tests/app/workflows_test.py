#!/usr/bin/env python3
"""The workflows of .github: how they are written, and each of their steps run here as far as it can be without GitHub: scripts on a clone
with a bare repository for a remote, against real servers; gh, docker and apt-get are stand-ins (stand_ins.py)."""
import json
import os
import re
import shutil
import subprocess
import time
import unittest

import model_health_test
import polso
import serving
import stand_ins
from retrain_test import NEW, RECIPE, WORDS, Posts

try:
    import yaml
    NO_YAML = None
except ImportError:
    NO_YAML = "SKIPPED: PYTHON HAS NO yaml: Debian's python3-yaml"
FOLDER = polso.ROOT / ".github/workflows"
ACTIONLINT = next((str(path) for path in [polso.ROOT / "build/tools/actionlint"] if path.exists()), shutil.which("actionlint"))
DATA = os.environ.get("POLSO_DATA", "")
SECRET = "ghs_THISisSECRETandSHOWNtoNOBODY"

# Every step, and the test here that runs it, or where else it is run.
RUN_BY = {
    "ci/test/install": "test_packages_are_installed_and_git_trusts_the_folder",
    "ci/test/${{ matrix.check }}": "elsewhere: the checks themselves, of which this test is one; test_what_make_runs_is_there",
    "ci/coverage/install": "test_packages_are_installed_and_git_trusts_the_folder",
    "ci/coverage/make coverage": "elsewhere: builds everything anew; its last step here: test_coverage_is_summed_by_room",
    "ci/coverage/cat": "test_a_report_becomes_the_summary",
    "ci/image/docker build": "test_an_image_is_built_tried_and_pushed",
    "ci/image/deploy/container/try_image.sh": "test_an_image_is_built_tried_and_pushed",
    "train/train/install": "test_packages_are_installed_and_git_trusts_the_folder",
    "train/train/make build": "elsewhere: made the program that is tested; test_what_make_runs_is_there",
    "train/train/tools/fetch_data.sh": "test_the_data_of_a_recipe_are_fetched",
    "train/train/tools/train_step.sh": "test_what_passes_the_gate_is_proposed",
    "train/train/cat": "test_a_report_becomes_the_summary",
    "train/train/gh pr comment": "test_what_the_gate_refuses_stops_with_the_reasons",
    "train/train/tools/propose_model.sh": "test_what_passes_the_gate_is_proposed",
    "deploy/package/install": "test_packages_are_installed_and_git_trusts_the_folder",
    "deploy/package/make package": "elsewhere: container_test.py packs with the same cpack; test_what_make_runs_is_there",
    "deploy/deploy/docker build": "test_an_image_is_built_tried_and_pushed",
    "deploy/deploy/deploy/container/try_image.sh": "test_an_image_is_built_tried_and_pushed",
    "deploy/deploy/install": "test_packages_are_installed_and_git_trusts_the_folder",
    "deploy/deploy/make build": "elsewhere: made the program that is tested; test_what_make_runs_is_there",
    "deploy/deploy/tools/fetch_data.sh": "test_the_data_of_a_recipe_are_fetched",
    "deploy/deploy/make deploy": "elsewhere: deploy_test.py; test_what_make_runs_is_there",
    "deploy/deploy/docker login": "test_an_image_is_built_tried_and_pushed",
    "deploy/deploy/docker push": "test_an_image_is_built_tried_and_pushed",
    "deploy/deploy/gh release create": "test_a_release_has_the_notes_and_the_packages",
    "monitor/monitor/tools/ask_server.py": "test_a_model_whose_language_moved_is_trained_again",
}


def key(workflow, job, command):
    """What RUN_BY calls a step: where it stands, and the words of its command before the first argument."""
    if "apt-get install" in command:
        return f"{workflow}/{job}/install"
    for known in RUN_BY:
        place, _, words = known.partition(f"{workflow}/{job}/")
        if place == "" and words and command.startswith(words):
            return known
    return f"{workflow}/{job}/{command}"


def workflows():
    return {path.stem: yaml.safe_load(path.read_text(encoding="utf-8")) for path in sorted(FOLDER.glob("*.yml"))}


def steps():
    """(its name in RUN_BY, the step, its job) of each step that runs a command."""
    for workflow, document in workflows().items():
        for name, job in document["jobs"].items():
            for step in job.get("steps", []):
                if "run" in step:
                    yield key(workflow, name, step["run"]), step, job


@unittest.skipIf(NO_YAML, NO_YAML)
class WrittenTest(unittest.TestCase):
    def test_actions_are_pinned_by_commit(self):
        for name, document in workflows().items():
            for job in document["jobs"].values():
                for step in job.get("steps", []):
                    if "uses" in step:
                        self.assertRegex(step["uses"], r"^[\w./-]+@[0-9a-f]{40}$", name)
                    self.assertEqual(len({"uses", "run"} & set(step)), 1)
                if "uses" in job:
                    self.assertTrue((polso.ROOT / job["uses"]).is_file(), job["uses"])

    def test_permissions_are_the_least_and_runs_do_not_get_in_each_others_way(self):
        for name, document in workflows().items():
            self.assertEqual(document["permissions"], {"contents": "read"}, name)
            self.assertIn("group", document["concurrency"], name)
            for job in document["jobs"].values():
                self.assertTrue("uses" in job or "timeout-minutes" in job, name)
                writes = {what for what, right in job.get("permissions", {}).items() if right == "write"}
                self.assertLessEqual(writes, {"actions", "contents", "packages", "pull-requests"}, name)
                for step in job.get("steps", []):
                    if step.get("uses", "").startswith("actions/checkout@"):
                        self.assertIs(step["with"]["persist-credentials"], False, name)

    def test_steps_are_thin_and_take_what_strangers_write_by_the_environment_alone(self):
        for name, step, _ in steps():
            self.assertEqual(len(step["run"].strip().splitlines()), 1, name)
            for expression in re.findall(r"\$\{\{ *(.*?) *\}\}", step["run"]):
                self.assertRegex(expression, r"^matrix\.\w+$", name)

    def test_every_step_is_run_by_a_test(self):
        written = {name for name, _, _ in steps()}
        self.assertEqual(written, set(RUN_BY))
        for test in RUN_BY.values():
            self.assertTrue(hasattr(StepsTest, test.split()[-1]), test)

    def test_the_program_is_built_before_it_is_used(self):
        for name, document in workflows().items():
            for job in document["jobs"].values():
                commands = [step.get("run", "") for step in job.get("steps", [])]
                using = [i for i, command in enumerate(commands) if re.match(r"tools/(fetch_data|train_step|propose_model)", command)]
                if using:
                    self.assertIn("make build", commands[:using[0]], name)

    @unittest.skipIf(ACTIONLINT is None, "SKIPPED: THERE IS NO actionlint: tools/reference.sh DIR makes build/tools/actionlint")
    def test_actionlint_finds_nothing(self):
        done = subprocess.run([ACTIONLINT], cwd=polso.ROOT, capture_output=True, text=True)
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)

    @unittest.skipIf(shutil.which("shellcheck") is None, "SKIPPED: THERE IS NO shellcheck")
    def test_shellcheck_finds_nothing(self):
        listed = subprocess.run(["git", "ls-files", "*.sh", ".ci/run"], cwd=polso.ROOT, capture_output=True, text=True, check=True)
        done = subprocess.run(["shellcheck", *listed.stdout.split()], cwd=polso.ROOT, capture_output=True, text=True)
        self.assertEqual(done.returncode, 0, done.stdout)


@unittest.skipIf(NO_YAML or polso.NO_MODEL, NO_YAML or polso.NO_MODEL)
class StepsTest(unittest.TestCase):
    """Runs steps in a folder of their own as a runner does: `sh -e` in a container, else `bash -e`; expressions by `given`."""

    def setUp(self):
        self.folder = polso.folder_of(self)
        self.record, self.summary, self.output = (self.folder / name for name in ("record", "summary", "output"))
        stand_ins.put(self.folder / "bin", self.record)
        (self.folder / "tree").mkdir()
        self.tree = self.folder / "tree"
        self.environment = {
            "PATH": f"{self.folder / 'bin'}:{os.environ['PATH']}", "HOME": str(self.folder), "POLSO_BIN": str(polso.BINARY),
            "POLSO_HOME": str(self.folder / "home"), "GIT_CONFIG_SYSTEM": str(self.folder / "gitconfig"),
            "GITHUB_STEP_SUMMARY": str(self.summary), "GITHUB_OUTPUT": str(self.output), "GITHUB_REPOSITORY": "Polso-Team/polso",
            "GITHUB_REF_NAME": "v9.9.9", "GITHUB_ACTOR": "ann", "GITHUB_SERVER_URL": f"file://{self.folder}/remote"}

    def clone(self):
        self.tree.rmdir()
        self.git("clone", "-q", str(polso.ROOT), str(self.tree), cwd=self.folder)
        changed = subprocess.run(["git", "ls-files", "-mo", "--exclude-standard", "tools", "recipes", ".github"], cwd=polso.ROOT,
                                 capture_output=True, text=True, check=True).stdout.split()
        for name in changed:  # as they lie in the working tree
            if (polso.ROOT / name).is_file():
                shutil.copy2(polso.ROOT / name, self.tree / name)

    def git(self, *words, cwd=None, **environment):
        done = subprocess.run(["git", "-c", "user.name=Test", "-c", "user.email=test@localhost", *words], cwd=cwd or self.tree,
                              capture_output=True, text=True, check=True, env={**os.environ, **environment})
        return done.stdout.strip()

    def step(self, name, code=0, given=None, **environment):
        """Every step of that name; what they said."""
        said = ""
        found = [(step, job) for known, step, job in steps() if known == name]
        self.assertTrue(found, name)
        for step, job in found:
            def value(text):
                return re.sub(r"\$\{\{ *(.*?) *\}\}", lambda match: given[match[1]], str(text))
            own = {key: value(text) for key, text in {**job.get("env", {}), **step.get("env", {})}.items()}
            shell = "sh" if "container" in job else "bash"
            done = subprocess.run([shell, "-e", "-c", value(step["run"])], cwd=self.tree, capture_output=True, text=True, timeout=300,
                                  env={**self.environment, **own, **environment}, stdin=subprocess.DEVNULL)
            self.assertEqual(done.returncode, code, f"{step['run']}\n{done.stdout}{done.stderr}")
            self.assertNotIn(SECRET, done.stdout + done.stderr)
            said += done.stdout + done.stderr
        return said

    def listen(self):
        self.hub = stand_ins.github(SECRET)
        self.addCleanup(self.hub.server_close)
        self.addCleanup(self.hub.shutdown)

    def asked(self, program):
        lines = self.record.read_text(encoding="utf-8").splitlines() if self.record.exists() else []
        return [asked for asked in map(json.loads, lines) if asked["program"] == program]

    def test_packages_are_installed_and_git_trusts_the_folder(self):
        installs = [name for name, _, _ in steps() if name.endswith("/install")]
        for name in installs:
            self.step(name)
        named = {package for asked in self.asked("apt-get") for package in asked.get("packages", [])}
        self.assertLessEqual({"git", "make", "gh", "git-lfs"}, named)
        unknown = {package for package in named if stand_ins.is_a_package(package) is False}
        self.assertEqual(unknown, set())
        self.assertIn("directory = *", (self.folder / "gitconfig").read_text())

    def test_what_make_runs_is_there(self):
        for target, command in (("build", "cmake --build"), ("test", "tools/test.sh"), ("coverage", "tools/coverage.sh"),
                                ("package", "cpack --config"), ("deploy", "tools/deploy.sh")):
            done = subprocess.run(["make", "-n", target], cwd=polso.ROOT, capture_output=True, text=True)
            self.assertEqual(done.returncode, 0, done.stderr)
            self.assertIn(command, done.stdout)
            for script in re.findall(r"\btools/\w+\.sh", done.stdout):
                self.assertTrue(os.access(polso.ROOT / script, os.X_OK), script)
        checks = {row["check"] for row in workflows()["ci"]["jobs"]["test"]["strategy"]["matrix"]["include"]}
        self.assertEqual(checks, {"make test", ".ci/run", "tools/build_in_debian.sh && build/release/polso demo"})
        self.assertTrue(os.access(polso.ROOT / "tools/build_in_debian.sh", os.X_OK))
        self.assertIn("make test", (polso.ROOT / ".ci/run").read_text())

    def test_coverage_is_summed_by_room(self):
        files = [{"filename": f"src/{name}", "line_covered": 3, "line_total": 4, "branch_covered": 1, "branch_total": branches}
                 for name, branches in (("base/a.cpp", 2), ("base/b.cpp", 2), ("text/bpe/c.cpp", 4))]
        (self.folder / "files.json").write_text(json.dumps({"files": files}))
        done = subprocess.run([polso.ROOT / "tools/coverage_rooms.py", self.folder / "files.json"], capture_output=True, text=True)
        self.assertEqual(done.stdout.splitlines()[2:], ["| base | 75.0 % of 8 | 50.0 % of 4 |", "| text | 75.0 % of 4 | 25.0 % of 4 |",
                                                        "| **all** | 75.0 % of 12 | 37.5 % of 8 |"], done.stderr)

    def test_a_report_becomes_the_summary(self):
        for name, path in (("train/train/cat", "out/train/report.md"), ("ci/coverage/cat", "out/coverage/summary.md")):
            (self.tree / path).parent.mkdir(parents=True)
            (self.tree / path).write_text(f"what {name} says\n")
            self.step(name)
            self.assertIn(f"what {name} says", self.summary.read_text())

    def test_an_image_is_built_tried_and_pushed(self):
        self.tree.rmdir()
        self.tree.symlink_to(polso.ROOT)
        server = serving.Server(self.folder / "space.db")
        self.addCleanup(server.said.close)
        self.addCleanup(server.stop)
        for workflow in ("ci/image", "deploy/deploy"):
            self.step(f"{workflow}/docker build")
            said = self.step(f"{workflow}/deploy/container/try_image.sh", CONTAINER_AT=server.url.removeprefix("http://"))
            self.assertIn("it classifies, shows its page and its metrics", said)
        self.step("deploy/deploy/docker login", given={"github.token": SECRET})
        self.step("deploy/deploy/docker push")
        asked = self.asked("docker")
        image = "ghcr.io/polso-team/polso:9.9.9"
        self.assertEqual([each["tag"] for each in asked if each["verb"] == "build"], ["polso", image])
        self.assertEqual([each["image"] for each in asked if each["verb"] == "push"], [image])
        self.assertEqual([each["container"] for each in asked if each["verb"] == "rm"], ["container1"] * 2, "none is left behind")
        self.assertEqual([each["password"] for each in asked if each["verb"] == "login"], [SECRET])

    def test_a_release_has_the_notes_and_the_packages(self):
        for path, text in (("out/deploy/notes.md", "What is new"), ("out/package/polso_9.deb", ""), ("out/package/polso-9.tar.zst", "")):
            (self.tree / path).parent.mkdir(parents=True, exist_ok=True)
            (self.tree / path).write_text(text)
        self.step("deploy/deploy/gh release create", given={"github.token": SECRET})
        release, = self.asked("gh")
        self.assertEqual((release["tag"], release["verify_tag"], release["notes_file"], sorted(release["files"])),
                         ("v9.9.9", True, "What is new", ["polso-9.tar.zst", "polso_9.deb"]))

    @unittest.skipIf(not DATA, "SKIPPED: POLSO_DATA IS NOT SET")
    def test_the_data_of_a_recipe_are_fetched(self):
        self.clone()
        self.listen()
        given = {"secrets.POLSO_DATA_URL": f"http://127.0.0.1:{self.hub.server_port}"}
        for lang, sets in (("it", ("sentipolc16", "umsab/italian", "lexicons/sentix", "lexicons/emoji")),
                           ("en", ("tweeteval/sentiment", "umsab/english", "sentiment140", "stocknet", "lexicons/vader"))):
            self.assertIn("(404)", self.step("train/train/tools/fetch_data.sh", given={**given, "matrix.lang": lang}))
            for name in sets:
                self.assertTrue([path for path in self.hub.came if path.startswith(f"/{name}/")], f"{name} is asked of the mirror")
        self.hub.came.clear()
        self.assertEqual(self.step("deploy/deploy/tools/fetch_data.sh", given=given, POLSO_DATA=f"out/data:{DATA}"), "")
        self.assertEqual(self.hub.came, [], "all is here")

    def small_champion(self):
        """models/tiny, which has not learnt the newest words, a cascade with it, and recipes/tiny.toml."""
        self.clone()
        posts = Posts(1)
        both = {label: WORDS[label] + NEW[label] for label in WORDS}
        (self.folder / "data").mkdir()
        for name, count, words in (("train", 600, WORDS), ("more", 900, both), ("val", 1200, both), ("test", 400, both)):
            rows = "".join(f"{text}\t{label}\n" for text, label in posts.rows(count, words))
            (self.folder / "data" / f"{name}.tsv").write_text(f"text\tlabel\n{rows}", encoding="utf-8")
        self.environment["POLSO_DATA"] = str(self.folder / "data")
        recipe = RECIPE.replace('"small"', '"tiny"').replace("[fasttext]", '[[test]]\nset = "test.tsv"\n[fasttext]')
        (self.tree / "recipes/tiny.toml").write_text(recipe)
        (self.tree / "recipes/pair.toml").write_text('name = "pair"\nlang = "en"\n[validation]\nset = "val.tsv"\n[cascade]\n'
                                                     'small = "models/tiny"\nlarge = "models/other"\n')
        for name, source in (("tiny", "tiny"), ("other", "tiny"), ("pair", "pair")):
            done = subprocess.run([polso.BINARY, "train", f"recipes/{source}.toml", "--out", f"models/{name}"], cwd=self.tree,
                                  env=self.environment, capture_output=True, text=True)
            self.assertEqual(done.returncode, 0, done.stderr)
        self.git("add", "recipes", "models", "tools", ".github")
        self.git("commit", "-qm", "A small model")

    def learn_more(self):
        recipe = self.tree / "recipes/tiny.toml"
        recipe.write_text(recipe.read_text().replace("[validation]", '[[train]]\nset = "more.tsv"\n[validation]', 1))

    def train(self, code, event="push", **environment):
        given = {"matrix.lang": "tiny", "github.event_name != 'schedule'": str(event != "schedule").lower(),
                 "inputs.reason || github.event.client_payload.reason || github.event_name": event}
        return self.step("train/train/tools/train_step.sh", code, given, POLSO_DATA=self.environment["POLSO_DATA"],
                         RETRAIN_FLAGS="--no-trial", **environment)

    def test_what_passes_the_gate_is_proposed(self):
        self.small_champion()
        self.learn_more()
        self.train(0)
        self.assertEqual(self.output.read_text(), "verdict=promote\n")
        report = (self.tree / "out/train/report.md").read_text(encoding="utf-8")
        self.assertIn("## Training tiny: promote\nAsked for by: push", report)
        self.assertRegex(report, r"### test.tsv: 400 posts")
        self.assertRegex(report, r"\| macro recall \| 0\.\d+ \([\d. to]+\) \| 0\.\d+ \([\d. to]+\) \| \+0\.\d+ \|")
        rows = [re.findall(r"(\d+) \(([+-]\d+)\)", line) for line in report.splitlines() if re.match(r"\| (negative|neutral|positive) ", line)]
        self.assertEqual((len(rows), sum(int(count) for row in rows for count, _ in row)), (3, 400))
        self.assertTrue(all(sum(int(change) for _, change in row) == 0 for row in rows), "of each truth there are as many posts as before")
        for name in ("candidate/polso.json", "candidate/README.md", "verdict.json", "verdict.html"):
            self.assertTrue((self.tree / "out/train" / name).is_file(), name)
        candidate = (self.tree / "out/train/candidate/polso.json").read_bytes()

        remote = self.folder / "remote/polso-team/polso"
        self.git("init", "-q", "--bare", str(remote), cwd=self.folder)
        given = {"matrix.lang": "tiny", "github.token": SECRET, "github.repository": "polso-team/polso"}
        self.step("train/train/tools/propose_model.sh", given=given, POLSO_DATA=self.environment["POLSO_DATA"])
        created, started = self.asked("gh")
        self.assertEqual((created["title"], created["body_file"]), ("A new model for tiny", report))
        self.assertEqual((started["workflow"], started["ref"]), ("ci.yml", created["head"]))
        self.assertTrue((FOLDER / started["workflow"]).is_file())
        self.assertIn("workflow_dispatch", workflows()["ci"][True], "'on' is true to YAML 1.1")
        changed = self.git("show", "--name-only", "--format=", created["head"], cwd=remote).split()
        self.assertTrue({"models/tiny/polso.json", "models/pair/polso.json"} <= set(changed), changed)
        self.assertEqual({path.split("/")[1] for path in changed}, {"tiny", "pair"}, "nothing but models")
        self.assertEqual(self.git("show", f"{created['head']}:models/tiny/polso.json", cwd=remote).encode(), candidate.strip())
        done = polso.run("classify", "--model", self.tree / "models/pair", "goated")
        self.assertEqual(done.returncode, 0, f"the cascade goes on with the new version: {done.stderr}")

    def test_what_the_gate_refuses_stops_with_the_reasons(self):
        self.small_champion()
        said = self.train(3, event="pull_request")
        self.assertIn("the gate says no", said)
        self.assertEqual(self.output.read_text(), "verdict=refused\n")
        self.step("train/train/gh pr comment", given={"github.token": SECRET, "github.repository": "polso-team/polso",
                                                      "github.event.number": "17"})
        comment, = self.asked("gh")
        self.assertEqual(comment["number"], 17)
        self.assertIn("it is on no set of 50 posts or more better", comment["body_file"])
        self.assertIn("Confusion matrix", comment["body_file"])

    def test_on_schedule_only_a_model_that_is_old_is_trained_again(self):
        self.small_champion()
        self.train(0, event="schedule")
        self.assertEqual(self.output.read_text(), "verdict=nothing\n")
        self.assertIn("no estimate of the accuracy", (self.tree / "out/train/report.md").read_text())
        self.git("commit", "-q", "--amend", "--no-edit", GIT_COMMITTER_DATE=f"@{int(time.time()) - 91 * 86400} +0000")
        self.learn_more()
        self.assertIn("the model is 91 days old", self.train(0, event="schedule"))
        self.assertIn("verdict=promote\n", self.output.read_text())

    def test_data_that_are_not_here_are_said(self):
        self.small_champion()
        (self.folder / "data/val.tsv").unlink()
        self.assertIn("val.tsv", self.train(1))
        self.assertEqual(self.output.read_text(), "verdict=failed\n")

    def ask(self, server, code=0, token=SECRET):
        given = {"vars.POLSO_SERVER": server, "secrets.POLSO_TOKEN": "", "github.token": token}
        self.tree = polso.ROOT
        return self.step("monitor/monitor/tools/ask_server.py", code, given, GITHUB_API_URL=f"http://127.0.0.1:{self.hub.server_port}")

    def test_a_model_whose_language_moved_is_trained_again(self):
        self.listen()
        empty = serving.Server(self.folder / "empty.db")
        self.addCleanup(empty.said.close)
        self.assertIn("too few posts", self.ask(empty.url))
        empty.stop()
        stream = model_health_test.Stream(self.folder / "posts.jsonl")
        database = self.folder / "polso.db"
        for days, topic, finding in ((46, "old", "quiet"), (6, "new", "language")):
            stream.days(days, topic)
            self.assertEqual(polso.run("ingest", stream.path, "--db", database).returncode, 0)
            server = serving.Server(database)
            self.addCleanup(server.said.close)
            try:
                self.assertTrue(serving.until(lambda: server.get("/api/v1/model/health").json["ready"], 120))
                self.assertIn(f"| {finding} |", self.ask(server.url))
                if finding == "language":
                    self.assertIn("Retraining was asked for: ", self.summary.read_text())
                    self.assertIn("within the last seven days", self.ask(server.url))
                    self.assertIn("does not take the request", self.ask(server.url, code=1, token="wrong"))
            finally:
                server.stop()
            self.assertEqual(len(self.hub.events), int(finding == "language"))
        _, path, event = self.hub.events[0]
        self.assertEqual(path, "/repos/Polso-Team/polso/dispatches")
        self.assertIn("at the same mood", event["client_payload"]["reason"])
        self.assertEqual(workflows()["train"][True]["repository_dispatch"]["types"], [event["event_type"]])
        self.assertIn("the server is not well", self.ask("http://127.0.0.1:1", code=1))


if __name__ == "__main__":
    polso.main()
