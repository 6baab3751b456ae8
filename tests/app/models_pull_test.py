#!/usr/bin/env python3
"""polso models pull against a hub of its own (hub_server.py): what it fetches and what not, the layout it shares with
huggingface_hub, refusals, broken lines, wrong bytes, a full disk, kills, two at once. POLSO_BIN names the program,
HUB_PYTHON a Python that has huggingface_hub. Prints a line per case."""
import hashlib
import json
import os
import random
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import polso
from hub_server import Hub, Model

NAME = "cardiffnlp/tiny-sentiment"
FOLDER = "models--cardiffnlp--tiny-sentiment"
TOKEN = "hf_THISisSECRETandSHOWNtoNOBODY"
WEIGHTS = random.Random(1).randbytes(3_000_000)
FILES = {
    ".gitattributes": b"*.bin filter=lfs\n",
    "README.md": "# Umlaute: ä\n".encode(),
    "config.json": b'{"model_type": "roberta"}\n',
    "flax_model.msgpack": b"flax",
    "merges.txt": b"#version: 0.2\n",
    "model.safetensors": WEIGHTS,
    "onnx/model.onnx": b"onnx",
    "pytorch_model.bin": b"pickle",
    "special_tokens_map.json": b"{}",
    "tf_model.h5": b"tensorflow",
    "tokenizer.json": b"{}",
    "vocab.json": b'{"<s>": 0}',
}
LARGE = ["flax_model.msgpack", "model.safetensors", "onnx/model.onnx", "pytorch_model.bin", "tf_model.h5"]
NEEDED = ["README.md", "config.json", "merges.txt", "model.safetensors", "special_tokens_map.json", "vocab.json"]
CASES = []


def case(function):
    CASES.append(function)
    return function


class Skipped(Exception):
    pass


def expect(condition, message):
    if not condition:
        raise AssertionError(message)


class Place:
    """A hub, and a folder for copies of what it holds."""

    def __init__(self, folder):
        self.home = folder / "hf"
        self.hub = Hub({NAME: Model(dict(FILES), LARGE)})

    @property
    def model(self):
        return self.hub.models[NAME]

    @property
    def snapshot(self):
        return self.home / "hub" / FOLDER / "snapshots" / self.model.commit

    def environment(self, **more):
        clean = {key: os.environ[key] for key in ("PATH", "HOME", "TMPDIR") if key in os.environ}
        return {**clean, "HF_ENDPOINT": self.hub.address, "HF_HOME": str(self.home), **more}

    def start(self, *arguments, **environment):
        return subprocess.Popen([polso.BINARY, "models", "pull", *arguments], env=self.environment(**environment),
                                stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)

    def pull(self, *arguments, code=0, says=(), **environment):
        """Answers the finished process; a failure has told one sentence and nothing secret."""
        process = self.start(*(arguments or [NAME]), **environment)
        out, err = process.communicate(timeout=120)
        expect(process.returncode == code, f"exit code {process.returncode} instead of {code}: {err}")
        expect(TOKEN not in out + err, "the token was printed")
        for words in [says] if isinstance(says, str) else says:
            expect(words in err, f"'{words}' is not in what it said: {err}")
        if code:
            expect(err.splitlines()[-1].startswith("polso: ") and "unexpected" not in err, f"no sentence: {err}")
            expect(out == "", f"a failure printed {out}")
        return out

    def pull_json(self, *arguments, **environment):
        return json.loads(self.pull(*(arguments or [NAME]), "--json", **environment))

    def expect_whole(self, names=NEEDED):
        found = sorted(str(path.relative_to(self.snapshot)) for path in self.snapshot.rglob("*") if not path.is_dir())
        expect(found == sorted(names), f"{found} instead of {names}")
        for name in names:
            path = self.snapshot / name
            expect(path.is_symlink() and not os.path.isabs(os.readlink(path)), f"{name} is no relative link")
            expect(path.resolve().name == self.model.tag(name), f"{name} is {path.resolve()}")
            expect(path.read_bytes() == self.model.files[name], f"{name} has other bytes")
        left = [path.name for path in (self.home / "hub").rglob("*.incomplete")]
        expect(not left, f"left over: {left}")

    def expect_nothing_usable(self):
        expect(not self.snapshot.exists(), "there is a snapshot of what did not come")
        for blob in (self.home / "hub" / FOLDER / "blobs").glob("*"):
            if blob.suffix != ".incomplete":
                expect(blob.name in [self.model.tag(name) for name in self.model.files], f"wrong bytes kept as {blob}")
                kept = blob.read_bytes()
                expect(kept in self.model.files.values(), f"{blob} holds other bytes than its name says")


@case
def only_what_is_needed_comes_and_lies_as_the_hub_lays_it_out(place):
    out = place.pull()
    place.expect_whole()
    expect(out.splitlines()[-1] == str(place.snapshot), f"the folder is not the last line of: {out}")
    expect((place.home / "hub" / FOLDER / "refs/main").read_text() == place.model.commit, "refs/main")
    for unwanted in ("tf_model.h5", "pytorch_model.bin", "flax_model.msgpack", "onnx/model.onnx", "tokenizer.json"):
        expect(not any(where.endswith(unwanted) for _, where, _, _ in place.hub.requests), f"{unwanted} was asked for")


@case
def json_names_every_file_and_the_second_time_nothing_is_fetched(place):
    first = place.pull_json()
    expect({key: first[key] for key in ("repo", "revision", "commit", "folder")} ==
           {"repo": NAME, "revision": "main", "commit": place.model.commit, "folder": str(place.snapshot)}, first)
    expect(sorted(file["name"] for file in first["files"]) == NEEDED, first)
    for file in first["files"]:
        body = FILES[file["name"]]
        expect(file == {"name": file["name"], "bytes": len(body), "sha256": hashlib.sha256(body).hexdigest(),
                        "state": "fetched"}, file)
    place.hub.requests.clear()
    second = place.pull_json()
    expect(second == {**first, "files": [{**file, "state": "here"} for file in first["files"]]}, second)
    expect(all(method == "HEAD" or where == "api" for method, where, _, _ in place.hub.requests), place.hub.requests)


@case
def a_blob_that_was_shortened_is_fetched_again(place):
    place.pull()
    blob = (place.snapshot / "model.safetensors").resolve()
    os.truncate(blob, 1000)
    states = {file["name"]: file["state"] for file in place.pull_json()["files"]}
    expect([name for name, state in states.items() if state == "fetched"] == ["model.safetensors"], states)
    place.expect_whole()


@case
def older_kinds_and_shards_and_bundles(place):
    place.hub.models["o/old"] = Model({"config.json": b"{}", "pytorch_model.bin": b"p", "tf_model.h5": b"t",
                                       "sentencepiece.bpe.model": b"s"}, ["pytorch_model.bin"])
    shards = {"model-00001-of-00002.safetensors": b"one", "model-00002-of-00002.safetensors": b"two"}
    index = json.dumps({"weight_map": {"a": list(shards)[0], "b": list(shards)[1]}}).encode()
    place.hub.models["o/shards"] = Model({"config.json": b"{}", "tokenizer.json": b"{}", "pytorch_model.bin": b"p",
                                          "model.safetensors.index.json": index, **shards}, list(shards))
    bundle = {"weights": "model.bin", "polarity": "polarity.tsv", "sha256": {"deep/more.txt": "…"}}
    place.hub.models["o/bundle"] = Model({"polso.json": json.dumps(bundle).encode(), "model.bin": b"w", "deep/more.txt": b"",
                                          "polarity.tsv": b"p", "README.md": b"r", "train.log": b"no"}, ["model.bin"])
    for name, count in (("o/old", 3), ("o/shards", 5), ("o/bundle", 5)):
        pulled = place.pull_json(name)
        expect(len(pulled["files"]) == count and all(file["state"] == "fetched" for file in pulled["files"]), pulled)
        for file in pulled["files"]:
            expect((Path(pulled["folder"]) / file["name"]).read_bytes() == place.hub.models[name].files[file["name"]], file)
    expect("train.log" not in str(pulled), "a file that the bundle does not name")
    huge = Model({"polso.json": b"{}"}, ["polso.json"])
    huge.sizes["polso.json"] = 2**40
    place.hub.models["o/huge"] = huge
    place.pull("o/huge", code=1, says=["polso.json", "1099511627776 bytes"])
    place.hub.models["o/none"] = Model({"config.json": b"{}", "tf_model.h5": b"t", "vocab.json": b"{}"})
    place.pull("o/none", code=1, says=["o/none", "model.safetensors or pytorch_model.bin"])


@case
def revisions_are_branches_tags_and_commits(place):
    place.model.revisions |= {"v1", "refs/pr/2"}
    for revision in ("v1", "refs/pr/2", place.model.commit):
        pulled = place.pull_json(f"{NAME}@{revision}")
        expect(pulled["revision"] == revision and pulled["commit"] == place.model.commit, pulled)
    refs = place.home / "hub" / FOLDER / "refs"
    found = sorted(str(path.relative_to(refs)) for path in refs.rglob("*") if path.is_file())
    expect(found == ["refs/pr/2", "v1"], found)
    place.pull(f"{NAME}@v7", code=1, says=["no branch, tag or commit 'v7'"])
    for wrong in ("../etc", "a/b/c", "org/name@../x", ""):
        place.pull(wrong, code=2, says="ORG/NAME")


@case
def a_new_commit_on_main_leaves_the_old_snapshot_and_fetches_what_changed(place):
    place.pull()
    old = place.snapshot
    place.hub.models[NAME] = Model({**FILES, "config.json": b'{"new": 1}'}, LARGE, commit="d" * 40)
    states = {file["name"]: file["state"] for file in place.pull_json()["files"]}
    expect([name for name, state in states.items() if state == "fetched"] == ["config.json"], states)
    expect((old / "config.json").read_bytes() == FILES["config.json"], "the old snapshot changed")
    place.expect_whole()


@case
def a_renamed_repository_is_followed(place):
    place.hub.redirect_home["old/name"] = NAME
    pulled = place.pull_json("old/name")
    expect("models--old--name" in pulled["folder"], pulled)
    expect((Path(pulled["folder"]) / "model.safetensors").read_bytes() == WEIGHTS, "the weights")


@case
def the_token_goes_to_the_hub_and_nowhere_else(place):
    place.model.token = TOKEN
    place.pull(code=1, says=["there is no model", "HF_TOKEN"])
    place.pull(code=1, says=["the token in HF_TOKEN may not read it"], HF_TOKEN="hf_other")
    place.hub.requests.clear()
    place.pull(HF_TOKEN=TOKEN)
    place.expect_whole()
    for _, where, authorization, _ in place.hub.requests:
        expect(authorization == (None if where.startswith("store/") else f"Bearer {TOKEN}"), (where, authorization))
    expect(any(where == "store/model.safetensors" for _, where, _, _ in place.hub.requests), "the store was not asked")
    shutil.rmtree(place.home)
    place.home.mkdir()
    (place.home / "token").write_text(TOKEN + "\n")
    place.pull()
    place.expect_whole()
    for path in place.home.rglob("*"):
        if path.is_file() and path != place.home / "token":
            expect(TOKEN.encode() not in path.read_bytes(), f"the token is in {path}")


@case
def refusals_say_what_to_do(place):
    place.pull("no/body", code=1, says=["there is no model 'no/body'", "check the name"])
    place.model.gated, place.model.token = True, TOKEN
    place.pull(code=1, says=["is gated", "accept its terms", f"{place.hub.address}/{NAME}"])
    place.pull(code=1, says=["is gated", "has not been let in", "HF_TOKEN"], HF_TOKEN="hf_other")
    place.hub.faults["api"] = [(401, {"X-Error-Message": "Invalid credentials in Authorization header"})]
    place.pull(code=1, says=["does not accept the token in HF_TOKEN"], HF_TOKEN=TOKEN)
    place.hub.faults["api"] = [404]
    place.pull(code=1, says="is HF_ENDPOINT the address of a Hugging Face hub?")
    place.hub.faults["api"] = [200]
    place.pull(code=1, says="does not answer like a Hugging Face hub")
    place.pull(code=2, says="no token", HF_TOKEN="hf_a\nX-Other: 1")
    place.pull(code=2, says="not an http or https address", HF_ENDPOINT="ftp://127.0.0.1")


@case
def too_many_requests_wait_as_long_as_they_are_told_to(place):
    place.hub.faults["api"] = [(429, {"Retry-After": "3"})]
    place.hub.faults["config.json"] = [(429, {"RateLimit": '"resolvers";r=0;t=2'})]
    began = time.monotonic()
    place.pull()
    expect(4.5 < time.monotonic() - began < 60, f"it took {time.monotonic() - began:.1f} s")
    place.expect_whole()
    place.hub.faults["api"] = [(429, {"Retry-After": "86400"})]
    began = time.monotonic()
    place.pull(code=1, says=["429", "HF_TOKEN", "86400 seconds", "the cache holds a whole copy"])
    expect(time.monotonic() - began < 10, "it waited for a day")


@case
def a_server_that_fails_now_and_then_is_asked_again(place):
    place.hub.faults = {"api": [500], "config.json": [503], "model.safetensors": [502, "cut", 500, "cut"]}
    place.hub.faults["model.safetensors"].insert(0, 500)  # of the HEAD
    place.pull()
    place.expect_whole()
    ranges = place.hub.gets("store/model.safetensors")
    expect(ranges[:3] == [None, None, f"bytes={len(WEIGHTS) // 2}-"], f"not resumed where it stopped: {ranges}")


@case
def a_server_that_keeps_failing_is_given_up_and_the_next_run_goes_on(place):
    place.hub.faults["model.safetensors"] = [None, "cut", 500, 500, 500, 500, 500]
    place.pull(code=1, says=["answers 500", "try later"])
    place.expect_nothing_usable()
    place.hub.faults.clear()
    place.hub.requests.clear()
    place.pull()
    place.expect_whole()
    expect(place.hub.gets("store/model.safetensors") == [f"bytes={len(WEIGHTS) // 2}-"], "what had come was thrown away")


@case
def bytes_other_than_promised_are_deleted_and_told(place):
    for name in ("model.safetensors", "config.json"):
        for fault, says in (("other bytes", "not the file that it should be"), ("more bytes", "larger than the")):
            shutil.rmtree(place.home, ignore_errors=True)
            place.hub.faults[name] = [None, fault]
            place.pull(code=1, says=[says, name])
            place.expect_nothing_usable()
            expect(not list(place.home.rglob("*.incomplete")), f"{fault} of {name} are kept")
    place.hub.faults["model.safetensors"] = [None] + ["fewer bytes"] * 9
    place.pull(code=1, says="model.safetensors")
    place.expect_nothing_usable()
    place.hub.faults.clear()
    place.pull()
    place.expect_whole()


@case
def what_an_older_run_left_may_be_wrong_and_is_then_fetched_anew(place):
    part = place.home / "hub" / FOLDER / "blobs" / (place.model.tag("model.safetensors") + ".incomplete")
    part.parent.mkdir(parents=True)
    for left in (b"\0" * 1000, b"\0" * len(WEIGHTS), b"\0" * (len(WEIGHTS) + 5), WEIGHTS):
        part.write_bytes(left)
        place.pull()
        place.expect_whole()
        (place.snapshot / "model.safetensors").resolve().unlink()


@case
def without_a_network_it_says_so_and_what_is_here(place):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        nowhere = f"http://127.0.0.1:{free.getsockname()[1]}"
        place.pull(code=1, says=["is the network there?", f"the cache holds nothing of '{NAME}'"], HF_ENDPOINT=nowhere)
        place.pull()
        place.pull(code=1, says=["is the network there?", "whole copy", f"--model {NAME}"], HF_ENDPOINT=nowhere)


@case
def offline_is_obeyed(place):
    place.pull(code=1, says=["HF_HUB_OFFLINE is set", "holds nothing"], HF_HUB_OFFLINE="1")
    expect(not place.hub.requests, "it asked the hub")
    first = place.pull_json()
    place.hub.requests.clear()
    offline = place.pull_json(HF_HUB_OFFLINE="1")
    expect(offline["folder"] == first["folder"] and not place.hub.requests, offline)
    expect([file["sha256"] for file in offline["files"]] == [file["sha256"] for file in first["files"]], offline)
    (place.snapshot / "model.safetensors").resolve().unlink()
    place.pull(code=1, says=["not whole", "model.safetensors"], HF_HUB_OFFLINE="1")


@case
def a_kill_in_the_middle_costs_nothing_that_had_come(place):
    place.hub.faults["model.safetensors"] = [None, "slow"]
    process = place.start(NAME)
    part = place.home / "hub" / FOLDER / "blobs" / (place.model.tag("model.safetensors") + ".incomplete")
    end = time.monotonic() + 60
    while time.monotonic() < end and not (part.exists() and part.stat().st_size > len(WEIGHTS) // 4):
        time.sleep(0.02)
    process.send_signal(signal.SIGKILL)
    process.communicate()
    kept = part.stat().st_size
    expect(len(WEIGHTS) // 4 < kept < len(WEIGHTS), f"killed too early or too late, at {kept}")
    place.expect_nothing_usable()
    place.hub.requests.clear()
    place.pull()
    place.expect_whole()
    expect(place.hub.gets("store/model.safetensors") == [f"bytes={kept}-"], place.hub.gets("store/model.safetensors"))


@case
def two_at_once_fetch_each_file_once(place):
    place.hub.faults["model.safetensors"] = [None, None, "slow"]
    both = [place.start(NAME, "--json"), place.start(NAME, "--json")]
    answers = []
    for process in both:
        out, err = process.communicate(timeout=120)
        expect(process.returncode == 0, err)
        answers.append(json.loads(out))
    place.expect_whole()
    expect(len(place.hub.gets("store/model.safetensors")) == 1, "the weights came twice")
    states = sorted(file["state"] for answer in answers for file in answer["files"] if file["name"] == "model.safetensors")
    expect(states == ["fetched", "here"], states)


def in_a_mount(place, size, script):
    """Runs `script` where HF_HOME is a small disk that is gone afterwards."""
    apart = ["unshare", "-m" if os.geteuid() == 0 else "-rm", "sh", "-c"]
    probe = subprocess.run([*apart, "mount -t tmpfs -o size=1m none /mnt"], capture_output=True, check=False)
    if probe.returncode != 0:
        raise Skipped("THIS NEEDS A MOUNT, AND MOUNTING IS NOT ALLOWED HERE: run it as root")
    place.home.mkdir()
    start = f"mount -t tmpfs -o size={size} none '{place.home}' || exit 99\npull=\"'{polso.BINARY}' models pull {NAME}\"\n"
    return subprocess.run([*apart, start + script], capture_output=True, text=True, check=False, timeout=120,
                          env=place.environment())


@case
def a_disk_that_is_too_small_is_told_before_the_weights_are_asked_for(place):
    done = in_a_mount(place, "2m", 'eval "$pull"')
    expect(done.returncode == 1, done)
    expect("has no room for the 3.0 MB" in done.stderr and "HF_HOME" in done.stderr, done.stderr)
    expect(not place.hub.gets("store/model.safetensors"), "the weights were asked for")


@case
def a_disk_that_fills_up_on_the_way_leaves_the_rest_intact(place):
    """Something else takes the room while the weights come; when it is gone the same command goes on."""
    place.hub.faults["model.safetensors"] = [None, "slow"]
    blobs = f"{place.home}/hub/{FOLDER}/blobs"
    script = f"""
(while ! ls {blobs}/*.incomplete >/dev/null 2>&1; do sleep 0.05; done; sleep 0.5
 dd if=/dev/zero of='{place.home}/filler' bs=64k 2>/dev/null) &
eval "$pull" && exit 98
code=$?
wait
[ -e '{place.snapshot}' ] && exit 97
cmp -s {blobs}/{place.model.tag("config.json")} '{place.home.parent}/config.json' || exit 96
rm '{place.home}/filler'
eval "$pull" >/dev/null || exit 95
cmp -s '{place.snapshot}/model.safetensors' '{place.home.parent}/weights' || exit 94
exit $code"""
    (place.home.parent / "config.json").write_bytes(FILES["config.json"])
    (place.home.parent / "weights").write_bytes(WEIGHTS)
    done = in_a_mount(place, "6m", script)
    expect(done.returncode == 1, done)
    expect("has no room" in done.stderr and "goes on where it stopped" in done.stderr, done.stderr)
    ranges = place.hub.gets("store/model.safetensors")
    expect(len(ranges) == 2 and ranges[1] is not None, f"what had come was thrown away: {ranges}")


@case
def a_cache_that_may_not_be_written_is_told(place):
    place.home.write_text("a file")
    place.pull(code=1, says=str(place.home))


@case
def other_verbs_find_the_model_by_its_name(place):
    environment = place.environment()
    classify = [polso.BINARY, "classify", "--model", NAME, "a lovely day"]
    done = subprocess.run(classify, env=environment, capture_output=True, text=True, check=False)
    expect(done.returncode == 1 and f"polso models pull {NAME}" in done.stderr, done)
    if polso.NO_MODEL:
        raise Skipped(polso.NO_MODEL)
    bundle = {path.name: path.read_bytes() for path in polso.MODEL.iterdir()}
    place.hub.models[NAME] = Model(bundle, [name for name in bundle if name.endswith(".bin")], revisions=("main", "v1"))
    place.pull(f"{NAME}@v1")
    done = subprocess.run(classify, env=environment, capture_output=True, text=True, check=False)
    expect(done.returncode == 1, "main was never pulled")
    place.pull()
    here = subprocess.run([polso.BINARY, "classify", "--model", polso.MODEL, "a lovely day"], env=environment,
                          capture_output=True, text=True, check=True)
    for name in (NAME, f"{NAME}@v1", f"{NAME}@{place.model.commit}"):
        classify[3] = name
        done = subprocess.run(classify, env=environment, capture_output=True, text=True, check=False)
        expect(done.returncode == 0 and done.stdout == here.stdout != "", done)


def python_with_huggingface_hub():
    python = os.environ.get("HUB_PYTHON", sys.executable)
    probe = subprocess.run([python, "-c", "import huggingface_hub"], capture_output=True, check=False)
    if probe.returncode != 0:
        raise Skipped(f"{python} HAS NO huggingface_hub, SO NOTHING WAS PROVED ABOUT SHARING ITS CACHE: make a virtual "
                      "environment with it (pip install huggingface_hub) and name its python in HUB_PYTHON")
    return python


def in_huggingface_hub(place, code, **environment):
    done = subprocess.run([python_with_huggingface_hub(), "-c", "from huggingface_hub import *\n" + code],
                          env=place.environment(HF_HUB_DISABLE_TELEMETRY="1", **environment),
                          capture_output=True, text=True, check=False, timeout=120)
    expect(done.returncode == 0, done.stderr)
    return done.stdout.splitlines()


@case
def huggingface_hub_uses_what_polso_fetched(place):
    python_with_huggingface_hub()
    place.pull()
    place.hub.requests.clear()
    one_each = f"for name in {NEEDED}: print(hf_hub_download('{NAME}', name))"
    expected = [str(place.snapshot / name) for name in NEEDED]
    expect(in_huggingface_hub(place, one_each) == expected, "files, with the hub there")
    expect(not any(place.hub.gets(name) for name in NEEDED), f"it fetched: {place.hub.requests}")
    whole = f"print(snapshot_download('{NAME}', allow_patterns={NEEDED}))"
    expect(in_huggingface_hub(place, whole) == [str(place.snapshot)], "the snapshot, with the hub there")
    expect(not any(place.hub.gets(name) for name in [*NEEDED, "store/model.safetensors"]), "it fetched the snapshot again")
    place.hub.requests.clear()
    expect(in_huggingface_hub(place, one_each, HF_HUB_OFFLINE="1") == expected, "files, offline")
    expect(in_huggingface_hub(place, whole, HF_HUB_OFFLINE="1") == [str(place.snapshot)], "the snapshot, offline")
    expect(not place.hub.requests, "offline, it asked the hub")
    scan = "print([(r.repo_id, r.nb_files, [x.commit_hash for x in r.revisions]) for r in scan_cache_dir().repos])"
    expect(in_huggingface_hub(place, scan) == [str([(NAME, len(NEEDED), [place.model.commit])])], "its list of the cache")


@case
def polso_uses_what_huggingface_hub_fetched(place):
    python_with_huggingface_hub()
    folder = in_huggingface_hub(place, f"print(snapshot_download('{NAME}'))")
    expect(folder == [str(place.snapshot)], folder)
    place.hub.requests.clear()
    pulled = place.pull_json()
    expect(pulled["folder"] == str(place.snapshot), pulled)
    expect(all(file["state"] == "here" for file in pulled["files"]), pulled)
    expect(all(method == "HEAD" or where == "api" for method, where, _, _ in place.hub.requests), place.hub.requests)
    offline = place.pull_json(HF_HUB_OFFLINE="1")
    expect(offline["folder"] == str(place.snapshot), offline)


def run_case(function):
    with tempfile.TemporaryDirectory() as folder:
        place = Place(Path(folder).resolve())
        try:
            function(place)
        except Skipped as reason:
            return "SKIPPED", str(reason)
        except (AssertionError, subprocess.SubprocessError, OSError, ValueError, KeyError) as error:
            return "FAILED", f"{type(error).__name__}: {error}"
        finally:
            place.hub.stop()
    return "ok", ""


def main():
    wanted = sys.argv[1:]
    results = []
    for function in CASES:
        if wanted and function.__name__ not in wanted:
            continue
        began = time.monotonic()
        state, note = run_case(function)
        results.append(state)
        print(f"{state:8}{function.__name__.replace('_', ' ')} ({time.monotonic() - began:.1f} s){': ' + note if note else ''}",
              flush=True)
    print(f"{results.count('ok')} passed, {results.count('FAILED')} failed, {results.count('SKIPPED')} skipped")
    return 1 if "FAILED" in results or "ok" not in results else 0


if __name__ == "__main__":
    sys.exit(main())
