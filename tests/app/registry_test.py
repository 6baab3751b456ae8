#!/usr/bin/env python3
"""The registry of models, from outside: damage, kills, full disks, promotions at once, and a server that follows it under
load. POLSO_BIN names the program, KILL_SEED other instants."""
import hashlib
import json
import os
import random
import re
import shutil
import signal
import subprocess
import threading
import time
import unittest

import polso
import serving

KILLS = 60


def bundle_of(folder, seed, openable=False, **changes):
    """A bundle of a version of its own; unless it is openable its weights are a third of a megabyte of noise."""
    folder.mkdir(parents=True)
    about = json.loads((polso.MODEL / "polso.json").read_text(encoding="utf-8"))
    about.update({"seed": seed, **changes})
    if openable:
        for name in about["sha256"]:
            shutil.copyfile(polso.MODEL / name, folder / name)
    else:
        weights = random.Random(seed).randbytes(300_000)
        (folder / "model.bin").write_bytes(weights)
        about.update({"polarity": "", "sha256": {"model.bin": hashlib.sha256(weights).hexdigest()}})
    text = json.dumps(about, indent=1) + "\n"
    (folder / "polso.json").write_text(text, encoding="utf-8")
    return f'{about["name"]}@{hashlib.sha256(text.encode()).hexdigest()[:12]}'


def flip(path, at=0.5):
    data = bytearray(path.read_bytes())
    data[int(len(data) * at)] ^= 1
    path.chmod(0o644)
    path.write_bytes(data)


@unittest.skipIf(polso.NO_MODEL, polso.NO_MODEL)
class RegistryTest(serving.ServerTest):
    def setUp(self):
        super().setUp()
        self.disk = self.folder / "disk"  # a small one, for those who mount it
        self.registry = self.disk / "registry"
        self.made = 0

    def models(self, verb, *arguments, code=0, **options):
        done = polso.run("models", verb, *arguments, "--registry", self.registry, **options)
        self.assertEqual(done.returncode, code, f"{verb} {arguments}: {done.stdout}{done.stderr}")
        return done.stdout if code == 0 else done.stderr

    def models_json(self, verb, *arguments):
        return polso.run_json("models", verb, *arguments, "--registry", self.registry)

    def bundle(self, **options):
        self.made += 1
        folder = self.folder / f"bundle {self.made}"
        return folder, bundle_of(folder, self.made, **options)

    def add(self, **options):
        folder, version = self.bundle(**options)
        self.assertEqual(self.models_json("add", folder)["version"], version)
        return version

    def champion(self):
        return self.models_json("list")["champion"]

    def assert_sound(self):
        found = self.models_json("verify")
        self.assertEqual(found["problems"], [])
        return found

    def test_the_life_of_a_champion_as_an_operator_sees_it(self):
        self.assertIn("polso models add", self.models("list", code=1))
        a, b = self.add(), self.add()
        self.assertIn("no champion", polso.run(
            "classify", "--registry", self.registry, "late").stderr)
        self.models("promote", a, "--by", "ann", "--why", "the first one")
        self.models("challenge", b.split("@")[1][:6])
        listed = self.models_json("list")
        self.assertEqual((listed["champion"], listed["challenger"]), (a, b))
        self.assertEqual([v["role"] for v in listed["versions"]], ["champion", "challenger"])
        promoted = self.models_json("promote", "challenger")
        self.assertEqual((promoted["version"], promoted["was"]), (b, a))
        self.assertEqual(self.models_json("rollback", "--why", "worse")["version"], a)
        self.assertIn("no earlier champion", self.models("rollback", code=1))
        events = self.models_json("history")["events"]
        self.assertEqual([e["kind"] for e in events],
                         ["added", "added", "promoted", "challenged", "promoted", "rolled_back"])
        self.assertEqual((events[2]["by"], events[2]["why"]), ("ann", "the first one"))
        shown = self.models_json("show", a)
        self.assertEqual([reign["to"] is None for reign in shown["champion"]], [False, True])
        self.assertIn("test.macro_recall", shown["lineage"]["metrics"])
        different = self.models_json("diff", a, b)
        self.assertEqual(different["metrics"]["test.macro_recall"]["change"], 0)
        self.assertNotEqual(different["about"]["seed"]["a"], different["about"]["seed"]["b"])
        for verb in (["list"], ["show", a], ["diff", a, b], ["history"], ["verify"]):
            self.assertIn("All is well" if verb == ["verify"] else a, self.models(*verb))
        self.assertIn("which registry", polso.run("models", "list").stderr)
        self.assertEqual(polso.run("models", "list").returncode, 2)

    def test_every_step_is_in_the_audit_log_with_who_and_why(self):
        a, b = self.add(), self.add()
        self.models("promote", a, "--by", "ann", "--why", "the first one")
        self.models("promote", a, "--by", "bea", "--why", "again, which changes nothing")
        self.models("challenge", b)
        self.models("withdraw", "--by", "ann")
        self.models("promote", b, "--by", "ann", "--why", "better on June")
        self.models("rollback", "--by", "cid", "--why", "worse on July")
        self.models("gc", "--keep", "1", "--spare-hours", "0")
        with open(self.registry / "audit.jsonl", "ab") as log:
            log.write(b'{"time": "2026-')
        told = self.models_json("history", "--audit")
        self.assertEqual([event["step"] for event in told["audit"]],
                         ["add", "add", "promote", "challenge", "withdraw", "promote", "roll back", "remove"])
        self.assertEqual(told["broken"], 1)
        promoted = told["audit"][5]
        self.assertEqual((promoted["by"], promoted["what"]), ("ann", f"{b} is champion, in place of {a}: better on June"))
        table = self.models("history", "--audit")
        self.assertRegex(table, r"roll back  cid +\S")
        self.assertIn("worse on July", " ".join(table.split()))
        self.assertIn("lines of audit.jsonl that cannot be read: 1", table)

    def test_every_verb_takes_a_model_of_the_registry(self):
        a, b = self.add(openable=True), self.add(openable=True)
        self.models("promote", a)
        for model, version in ((f"registry:{self.registry}", a), (f"registry:{self.registry}@{b}", b),
                               (f"registry:{self.registry}@{b.split('@')[1]}", b)):
            found = polso.run_json("classify", "--model", model, "late again")
            self.assertEqual(found["model"] if isinstance(found, dict) else found[0]["model"], version)
        posts = serving.write_posts(self.folder / "posts.jsonl", serving.invented_posts(90))
        self.models("challenge", b)
        environment = {"POLSO_MODEL": "", "POLSO_REGISTRY": str(self.registry)}
        done = polso.run("ingest", posts, "--db", self.db, environment=environment)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.models("promote", b)
        report = polso.run_json("report", "--db", self.db, environment=environment)
        self.assertEqual(report["brands"][0]["name" if "name" in report["brands"][0] else "brand"], "Aurora")
        self.assertNotIn("cannot be corrected", json.dumps(report), "its polso.json is in the registry")
        self.assertIn(b, polso.run("check", environment=environment).stdout)

    def test_damaged_weights_are_found_refused_and_repaired(self):
        folder, a = self.bundle(openable=True)
        self.models("add", folder)
        b = self.add()
        self.models("promote", a)
        flip(self.registry / "versions" / a / "model.bin")
        for words in (self.models("verify", code=1), self.models("promote", a, code=1),
                      polso.run("classify", "--model", f"registry:{self.registry}", "late").stderr,
                      polso.run("serve", "--listen", "127.0.0.1:0", "--db", self.db, "--registry", self.registry,
                                environment={"POLSO_MODEL": ""}).stderr):
            self.assertIn("problem" if "problem" in words else "SHA-256", words)
        self.models("promote", b)
        self.assertIn("SHA-256", self.models("rollback", code=1))
        self.assertEqual(self.champion(), b)
        self.assertIn("whole again", self.models("add", folder))
        self.assert_sound()
        self.models("rollback")
        self.assertEqual(self.champion(), a)

    def test_a_flipped_byte_anywhere_in_the_history_is_found(self):
        a = self.add()
        self.models("promote", a)
        history = self.registry / "history.jsonl"
        whole = history.read_bytes()
        for at in [random.Random(5).random() for _ in range(12)] + [0, 0.9999]:
            history.write_bytes(whole)
            flip(history, at)
            self.assertIn("problem", self.models("verify", code=1))
            self.assertIn("history", self.models("rollback", code=1))
            self.assertIn("bring '", self.models("list", code=1))
        history.write_bytes(whole)
        self.assert_sound()

    def test_half_a_bundle_is_refused_and_leaves_nothing(self):
        folder, _ = self.bundle()
        whole = (folder / "model.bin").read_bytes()
        (folder / "model.bin").write_bytes(whole[:1000])
        self.assertIn("SHA-256", self.models("add", folder, code=1))
        (folder / "model.bin").unlink()
        self.models("add", folder, code=1)
        text = (folder / "polso.json").read_bytes()
        (folder / "polso.json").write_bytes(text[: len(text) // 2])
        fresh = not self.registry.exists()
        self.models("add", folder, code=1)
        self.assertTrue(fresh or self.assert_sound()["leftovers"] == [])

    def test_a_candidate_of_another_line_is_refused(self):
        self.models("promote", self.add())
        for changes, says in (({"lang": "it"}, "registry of its own"),
                              ({"labels": ["bad", "good"], "sentiments": ["negative", "positive"]}, "negative, positive"),
                              ({"sentiments": ["angry", "neutral", "positive"]}, "angry")):
            folder, _ = self.bundle(**changes)
            self.assertIn(says, self.models("add", folder, code=1))
        self.assertEqual(len(self.models_json("list")["versions"]), 1)

    def test_of_two_promotions_at_once_one_is_told_so(self):
        a = self.add()
        versions = [self.add() for _ in range(4)]
        self.models("promote", a)
        runs = [subprocess.Popen([polso.BINARY, "models", "promote", version, "--expect", a, "--registry", self.registry],
                                 stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) for version in versions]
        words = [run.communicate(timeout=60) for run in runs]
        codes = [run.returncode for run in runs]
        self.assertEqual(sorted(codes), [0, 1, 1, 1], words)
        self.assertEqual(sum("somebody else came first" in err for _, err in words), 3)
        self.assertEqual(self.champion(), versions[codes.index(0)])
        self.assert_sound()

    def test_a_clock_that_goes_backwards_changes_the_order_of_nothing(self):
        a, b = self.add(), self.add()
        self.models("promote", a)
        lines = (self.registry / "history.jsonl").read_text(encoding="utf-8").splitlines()
        # The same history as if it had been written in the year 2090: lines are chained by hashes alone.
        before, out = "", []
        for line in lines:
            body = re.sub('"time":"[^"]*"', '"time":"2090-01-01T00:00:00Z"', line[: line.rindex(',"sha256":"')], count=1) + "}"
            digest = hashlib.sha256((before + body).encode()).hexdigest()
            out.append(f'{body[:-1]},"sha256":"{digest}"}}')
            before = digest
        (self.registry / "history.jsonl").write_text("\n".join(out) + "\n", encoding="utf-8")
        self.assert_sound()
        self.models("promote", b)
        self.models("rollback")
        events = self.models_json("history")["events"]
        self.assertEqual([e["number"] for e in events], [1, 2, 3, 4, 5])
        self.assertEqual(sorted(e["time"] for e in events), [e["time"] for e in events])
        self.assertTrue(events[-1]["time"].startswith("2090"))
        self.assertEqual(self.champion(), a)

    def in_a_mount(self, size, script):
        """Runs `script` where the registry is a small disk that is gone afterwards."""
        apart = ["unshare", "-m" if os.geteuid() == 0 else "-rm", "sh", "-c"]
        if subprocess.run([*apart, "mount -t tmpfs -o size=1m none /mnt"], capture_output=True, check=False).returncode:
            self.skipTest("SKIPPED: THIS NEEDS A MOUNT, AND MOUNTING IS NOT ALLOWED HERE: run it as root")
        self.disk.mkdir()
        start = (f"mount -t tmpfs -o size={size} none '{self.disk}' || exit 99\n"
                 f"models() {{ verb=$1; shift; '{polso.BINARY}' models $verb --registry '{self.registry}' \"$@\"; }}\n")
        return subprocess.run([*apart, start + script], capture_output=True, text=True, check=False, timeout=300)

    def test_a_full_disk_refuses_an_add_and_leaves_the_registry_as_it_was(self):
        bundles = [self.bundle()[0] for _ in range(4)]
        adds = "\n".join(f"models add '{folder}' || failed=$((failed+1))" for folder in bundles)
        done = self.in_a_mount("1m", f"""{adds}
[ "$failed" -ge 1 ] || exit 98
models verify || exit 97
[ "$(models list --json | grep -c role)" = $((4-failed)) ] || exit 96
ls '{self.registry}/tmp' | grep . && exit 95
exit 0""")
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        self.assertIn("make room and do it again", done.stderr)

    def test_a_disk_that_is_full_at_a_promotion_keeps_the_champion(self):
        folders = [self.bundle() for _ in range(2)]
        (a, version_a), (b, version_b) = folders
        done = self.in_a_mount("2m", f"""models add '{a}' && models add '{b}' && models promote {version_a} || exit 98
dd if=/dev/zero of='{self.disk}/filler' bs=4k count=1024 2>/dev/null && exit 92
now={version_a}
for i in $(seq 60); do
  next={version_b}; [ $now = {version_b} ] && next={version_a}
  models promote $next || break
  now=$next
done
[ $i -lt 60 ] || exit 97
models list --json | grep -q "\\"champion\\": \\"$now\\"" || exit 96
models verify || exit 95
rm '{self.disk}/filler'
models promote $next || exit 94
models list --json | grep -q "\\"champion\\": \\"$next\\"" || exit 93
models verify""")
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        self.assertIn("No space left on device; the registry is as it was", done.stderr)

    def test_a_kill_at_any_instant_leaves_it_as_before_or_as_after(self):
        rng = random.Random(int(os.environ.get("KILL_SEED", "1")))
        champions = [self.add(), self.add()]
        for version in champions:
            self.models("promote", version)
        spare, spare_version = self.bundle()

        def timed(*arguments):
            began = time.monotonic()
            self.models(*arguments)
            return time.monotonic() - began

        longest = {"add": timed("add", spare), "promote": timed("promote", champions[0]),
                   "gc": timed("gc", "--spare-hours", "0"), "rollback": timed("rollback")}
        killed = 0
        for i in range(KILLS):
            verb = ("add", "promote", "add", "rollback", "promote", "gc")[i % 6]
            state = self.models_json("list")
            target = next(v["version"] for v in state["versions"] if v["version"] != state["champion"])
            what = {"add": [self.bundle()[0]], "promote": [target], "rollback": [], "gc": ["--spare-hours", "0"]}[verb]
            process = subprocess.Popen(
                [polso.BINARY, "models", verb, *what, "--registry", self.registry],
                stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            time.sleep(rng.uniform(0, longest[verb]))
            process.send_signal(signal.SIGKILL)
            process.wait()
            killed += process.returncode == -signal.SIGKILL
            self.assert_sound()
            after = self.models_json("list")
            expected = {"promote": {state["champion"], target}, "rollback": {state["champion"], *state["before"][:1]}}
            self.assertIn(after["champion"], expected.get(verb, {state["champion"]}), verb)
            if len(after["versions"]) < 3 or verb == "gc":
                for version in (self.add(), self.add()):
                    self.models("promote", version)
        self.assertGreater(killed, KILLS // 3, "most runs were over before they were killed")
        self.models("gc")
        self.assertEqual(self.assert_sound()["leftovers"], [])
        print(f"{killed} of {KILLS} runs killed, {len(self.models_json('history')['events'])} events")

    def follow(self, *arguments):
        return self.serve("--registry", self.registry, *arguments, model=None)

    def model_of(self, server):
        return server.post("/api/v1/classify", {"texts": ["late"]}).json["model"]

    def test_a_server_follows_promotions_and_rollbacks_under_load(self):
        a, b = self.add(openable=True), self.add(openable=True)
        self.models("promote", a)
        server = self.follow()
        seen, wrong, took, stop = {}, [], [], threading.Event()

        def ask(path, body, model):
            connection = server.connect()
            while not stop.is_set():
                began = time.monotonic()
                try:
                    answer = server.post(path, body, connection=connection)
                except OSError as error:
                    wrong.append(repr(error))
                    return
                took.append(time.monotonic() - began)
                if answer.status != 200:
                    wrong.append(repr(answer))
                elif model:
                    seen[answer.json["model"]] = seen.get(answer.json["model"], 0) + 1
            connection.close()

        loads = [("/api/v1/classify", {"texts": ["late again"] * 50}, True)] * 3 + [("/", {"inputs": "late"}, False)]
        threads = [threading.Thread(target=ask, args=load) for load in loads]
        for thread in threads:
            thread.start()
        try:
            time.sleep(2)
            quiet = sorted(took)
            took.clear()
            for _ in range(6):
                self.models("promote", b, "--why", "it is its turn")
                self.assertTrue(serving.until(lambda: self.model_of(server) == b), server.words())
                self.models("rollback", "--why", "and back")
                self.assertTrue(serving.until(lambda: self.model_of(server) == a), server.words())
        finally:
            stop.set()
            for thread in threads:
                thread.join()
        self.assertEqual(wrong, [])
        self.assertEqual(set(seen), {a, b})
        taken = [e for e in self.models_json("history", "--audit")["audit"] if e["step"] == "take over"]
        self.assertEqual((len(taken), taken[-1]["by"]), (12, "polso serve"))
        self.assertEqual(taken[-1]["what"], f"{a} answers now, in place of {b}")
        scraped = server.get("/metrics").text
        for line in ("polso_model_promotions_total 7", "polso_model_rollbacks_total 6"):
            self.assertTrue(serving.until(lambda: line in server.get("/metrics").text), scraped)
        for verdict in ("passed", "refused"):
            self.assertIn(f'polso_retrainings_total{{verdict="{verdict}"}} 0', scraped)
        swapped = sorted(took)
        p99 = [times[int(len(times) * 0.99)] * 1000 for times in (quiet, swapped)]
        print(f"{len(quiet)} + {len(swapped)} requests, 0 errors; p99 {p99[0]:.1f} ms without, {p99[1]:.1f} ms with swaps")
        self.assertLess(swapped[-1], 5, "seconds, the slowest request")
        self.assertEqual(server.stop(), 0)

    def test_what_cannot_be_taken_over_leaves_the_old_model_and_one_line(self):
        a, b, noise = self.add(openable=True), self.add(openable=True), self.add()
        self.models("promote", a)
        server = self.follow()
        self.assertEqual(self.model_of(server), a)
        self.models("promote", noise)  # its hashes are right, and it is no model
        self.assertTrue(serving.until(lambda: "cannot be taken over" in server.words()))
        time.sleep(2)
        self.assertEqual(server.words().count("cannot be taken over"), 1)
        self.assertEqual(self.model_of(server), a)
        history = self.registry / "history.jsonl"
        self.models("promote", b)
        self.assertTrue(serving.until(lambda: self.model_of(server) == b), server.words())
        whole = history.read_bytes()
        flip(history)
        self.assertTrue(serving.until(lambda: server.words().count("cannot be taken over") == 2))
        self.assertEqual(self.model_of(server), b)
        history.write_bytes(whole)
        self.models("rollback", code=0)
        self.models("promote", a)
        self.assertTrue(serving.until(lambda: self.model_of(server) == a, 40), server.words())
        shutil.rmtree(self.registry)
        self.assertTrue(serving.until(lambda: server.words().count("cannot be taken over") == 3))
        self.assertEqual(self.model_of(server), a)
        self.assertEqual(server.stop(), 0)


if __name__ == "__main__":
    polso.main()
