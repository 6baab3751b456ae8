#!/usr/bin/env python3
"""The wire formats of others, proved with clients that others wrote (tests/clients) against a real polso serve.

HUB_PYTHON names a Python with huggingface_hub and tritonclient (tools/reference.sh makes one); the client from npm is
fetched by `npm ci` where there is a network. What is missing is left out, loudly."""
import json
import math
import os
import shutil
import subprocess
import unittest

import polso
import serving

CLIENTS = polso.ROOT / "tests/clients"
TEXTS = [
    "Brilliant. Another three hours on the tarmac.", "I love this airline, thank you so much!",
    "The gate is B12.", "Il volo è in ritardo e nessuno risponde", "😡😡 never again", "ok", "a\tb \"quoted\" \\ back",
    "nel 2015 <b>bold</b> & co", "日本語のテキスト", "x" * 20_000,
]
CLOSE = 6e-5  # polso classify gives four places


def missing_npm_client():
    if shutil.which("npm") is None or shutil.which("node") is None:
        return "SKIPPED: THERE IS NO npm: 'apt-get install nodejs npm' brings it"
    if (CLIENTS / "node_modules/@huggingface/inference").is_dir():
        return None
    done = subprocess.run(["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"], cwd=CLIENTS, capture_output=True,
                          text=True, timeout=300)
    if done.returncode == 0:
        return None
    return f"SKIPPED: npm COULD NOT BRING @huggingface/inference: {done.stderr.strip().splitlines()[:1]}"


NO_MODEL = polso.NO_MODEL
NO_HUB = serving.missing_module("huggingface_hub")
NO_TRITON = serving.missing_module("tritonclient.http")
NO_NPM = missing_npm_client()


@unittest.skipIf(NO_MODEL, NO_MODEL)
class ClientsTest(serving.ServerTest):
    maxDiff = None

    def setUp(self):
        super().setUp()
        said = json.loads(polso.run("classify", "--json", "--", *TEXTS).stdout)
        self.expected = [answer["scores"] for answer in said["answers"]]
        self.labels = [answer["label"] for answer in said["answers"]]
        self.name, self.version = said["model"].split("@")
        self.server = self.serve()

    def client(self, command, address):
        environment = {key: value for key, value in os.environ.items() if not key.lower().endswith("_proxy")}
        environment |= {"HF_INFERENCE_ENDPOINT": self.server.url, "HF_HUB_OFFLINE": "0", "HF_TOKEN": ""}
        done = subprocess.run([*command, address, self.name], input=json.dumps(TEXTS), capture_output=True, text=True,
                              timeout=120, env=environment)
        self.assertEqual(done.returncode, 0, done.stderr)
        return json.loads(done.stdout)

    def assert_expected(self, answers, where=""):
        self.assertEqual(len(answers), len(TEXTS), where)
        for text, answer, scores, label in zip(TEXTS, answers, self.expected, self.labels):
            self.assertEqual(set(answer), set(scores), where)
            for sentiment, score in scores.items():
                self.assertAlmostEqual(answer[sentiment], score, delta=CLOSE, msg=f"{where}: {text[:60]}")
            self.assertEqual(next(iter(answer)), label, f"{where}: the likeliest comes first: {text[:60]}")

    @unittest.skipIf(NO_HUB, NO_HUB)
    def test_huggingface_hub_from_pypi(self):
        told = self.client([serving.PYTHON, CLIENTS / "hub.py"], self.server.url)
        for place in ("base", "models", "organisation"):
            self.assert_expected(told[place], place)
        self.assertEqual(told["refusal"]["status"], 404)
        self.assertIn(f"only {self.name}", told["refusal"]["words"])

    @unittest.skipIf(NO_NPM, NO_NPM)
    def test_huggingface_inference_from_npm(self):
        told = self.client(["node", CLIENTS / "hub.mjs"], self.server.url)
        for place in ("base", "models"):
            self.assert_expected(told[place], place)
        for answer, label, scores in zip(told["top"], self.labels, self.expected):
            self.assertEqual(list(answer), [label])
            self.assertAlmostEqual(math.exp(answer[label]), scores[label], delta=2e-4)
        self.assertEqual(told["refusal"]["status"], 404)
        self.assertIn(f"only {self.name}", told["refusal"]["words"])

    @unittest.skipIf(NO_TRITON, NO_TRITON)
    def test_tritonclient_from_pypi(self):
        told = self.client([serving.PYTHON, CLIENTS / "triton.py"], f"127.0.0.1:{self.server.port}")
        self.assertEqual([told[key] for key in ("live", "ready", "model_ready", "version_ready", "other_ready")],
                         [True, True, True, True, False])
        self.assertEqual(told["server"]["name"], "polso")
        self.assertIn("binary_tensor_data", told["server"]["extensions"])
        self.assertEqual(told["metadata"]["versions"], [self.version])
        self.assertEqual([one["name"] for one in told["metadata"]["inputs"]], ["text"])
        self.assertEqual([one["datatype"] for one in told["metadata"]["outputs"]], ["BYTES", "FP32"])
        self.assertIn("404", told["refusal"]["status"])
        self.assertIn("another-model", told["refusal"]["words"])
        for form, answer in {**told["infer"], "by version": told["infer_version"]}.items():
            with self.subTest(form):
                self.assertEqual(answer["id"], "7")
                self.assertEqual(answer["labels"], self.labels)
                for row, scores in zip(answer["scores"], self.expected):
                    for got, score in zip(row, scores.values()):
                        self.assertAlmostEqual(got, score, delta=CLOSE)

    # The three formats by plain requests, for what a client never sends.

    def ranked(self, answer):
        self.assertEqual(answer.status, 200, answer)
        return answer.json

    def as_dict(self, ranked):
        scores = [one["score"] for one in ranked]
        self.assertEqual(scores, sorted(scores, reverse=True))
        return {one["label"]: one["score"] for one in ranked}

    def test_hugging_face_by_plain_requests(self):
        ask = self.server.post
        many = self.ranked(ask("/", {"inputs": TEXTS}))
        self.assert_expected([self.as_dict(one) for one in many])
        objects = self.ranked(ask("/", {"inputs": [{"text": TEXTS[0]}, TEXTS[1]]}))
        self.assertEqual(objects, many[:2])
        top = self.ranked(ask("/", {"inputs": TEXTS[0], "parameters": {"top_k": 2, "function_to_apply": None}}))
        self.assertEqual(top, [many[0][:2]])
        sigmoid = self.ranked(ask("/", {"inputs": TEXTS[0], "parameters": {"function_to_apply": "sigmoid"}}))
        for one, p in zip(sigmoid[0], many[0]):
            self.assertAlmostEqual(one["score"], p["score"] / (1 + p["score"]), places=4)  # of its logarithm
        self.assertEqual(self.ranked(ask("/", {"inputs": []})), [])
        with_options = {"inputs": "ok", "options": {"wait_for_model": True, "use_cache": False}}
        self.assertEqual(ask("/", with_options).status, 200)

    def test_hugging_face_errors(self):
        for body, status, says in [
            ({}, 422, "inputs"), ({"inputs": 7}, 422, "inputs"), ({"inputs": [None]}, 422, "inputs"), ([], 422, "object"),
            (b"{", 422, "JSON"), ({"inputs": "a", "parameters": {"top_k": 0}}, 422, "top_k"),
            ({"inputs": "a", "parameters": {"top_k": -1}}, 422, "top_k"),
            ({"inputs": "a", "parameters": {"function_to_apply": "tanh"}}, 422, "function_to_apply"),
            ({"inputs": "a", "parameters": []}, 422, "parameters"), ({"inputs": ["a"] * 10_001}, 413, "10000"),
        ]:
            with self.subTest(str(body)[:60]):
                answer = self.server.post("/", body)
                self.assertEqual(answer.status, status, answer)
                self.assertEqual(list(answer.json), ["error"])
                self.assertIn(says, answer.json["error"])
        wrong_type = self.server.post("/", b"inputs=a", headers={"Content-Type": "application/x-www-form-urlencoded"})
        self.assertEqual(wrong_type.status, 415)

    def test_text_embeddings_inference_single_pair_and_batch(self):
        ask = self.server.post
        for text, scores in zip(TEXTS, self.expected):
            one = self.as_dict(self.ranked(ask("/predict", {"inputs": text})))
            for sentiment, score in scores.items():
                self.assertAlmostEqual(one[sentiment], score, delta=CLOSE)
        pair = self.ranked(ask("/predict", {"inputs": ["thank you", "so much"]}))
        self.assertEqual(pair, self.ranked(ask("/predict", {"inputs": "thank you so much"})))
        batch = self.ranked(ask("/predict", {"inputs": [[text] for text in TEXTS], "truncate": True}))
        self.assert_expected([self.as_dict(one) for one in batch])
        pairs = self.ranked(ask("/predict", {"inputs": [["thank you", "so much"], ["ok"]]}))
        self.assertEqual(pairs[0], pair)
        raw = self.ranked(ask("/predict", {"inputs": TEXTS[0], "raw_scores": True}))
        for one in raw:
            self.assertAlmostEqual(math.exp(one["score"]), self.expected[0][one["label"]], delta=CLOSE)

    def test_text_embeddings_inference_errors_info_and_health(self):
        for body, status, kind in [
            ({"inputs": ""}, 413, "Validation"), ({"inputs": [["a"], [""]]}, 413, "Validation"),
            ({"inputs": [["a"]] * 10_001}, 413, "Validation"), ({"inputs": 7}, 422, "Tokenizer"),
            ({"inputs": ["a", "b", "c"]}, 422, "Tokenizer"), ({}, 422, "Tokenizer"), (b"{", 422, "Tokenizer"),
            ({"inputs": [["a"], "b", 7]}, 422, "Tokenizer"), ({"inputs": []}, 422, "Tokenizer"),
        ]:
            with self.subTest(str(body)[:60]):
                answer = self.server.post("/predict", body)
                self.assertEqual((answer.status, answer.json["error_type"]), (status, kind), answer)
                self.assertEqual(set(answer.json), {"error", "error_type"})
                self.assertIsInstance(answer.json["error"], str)
        info = self.server.get("/info").json
        self.assertEqual((info["model_id"], info["model_sha"]), (self.name, self.version))
        self.assertEqual(info["model_type"]["classifier"]["id2label"],
                         {"0": "negative", "1": "neutral", "2": "positive"})
        self.assertEqual(info["max_client_batch_size"], 10_000)
        self.assertIn("version", info)
        self.assertEqual(self.server.get("/health").status, 200)

    def test_open_inference_by_plain_requests(self):
        tensor = {"name": "text", "shape": [1], "datatype": "BYTES", "data": ["ok"]}
        path = f"/v2/models/{self.name}/infer"
        good = self.server.post(path, {"inputs": [tensor]})
        self.assertEqual([one["name"] for one in good.json["outputs"]], ["label", "scores"])
        labels_only = self.server.post(path, {"inputs": [tensor], "outputs": [{"name": "label"}]})
        self.assertEqual([one["data"] for one in labels_only.json["outputs"]], [[self.labels[5]]])
        column = self.server.post(path, {"inputs": [{**tensor, "shape": [2, 1], "data": [["ok"], ["ok"]]}]})
        self.assertEqual(column.json["outputs"][1]["shape"], [2, 3])
        for body, says in [
            ({}, "inputs"), ({"inputs": []}, "inputs"), ({"inputs": [tensor, tensor]}, "one"),
            ({"inputs": [{**tensor, "shape": [2]}]}, "shape"), ({"inputs": [{**tensor, "datatype": "FP32"}]}, "BYTES"),
            ({"inputs": [{**tensor, "shape": [-1]}]}, "shape"), ({"inputs": [{**tensor, "data": [7]}]}, "texts"),
            ({"inputs": [tensor], "outputs": [{"name": "logits"}]}, "logits"), (b"{", "JSON"),
        ]:
            with self.subTest(str(body)[:80]):
                answer = self.server.post(path, body)
                self.assertIn(answer.status, (400, 422), answer)  # the protocol: an error status, typically 400
                self.assertIn(says, answer.json["error"])
        self.assertEqual(self.server.post(f"/v2/models/{self.name}/versions/7/infer", {"inputs": [tensor]}).status, 404)
        self.assertEqual(self.server.post("/v2/models/none/infer", {"inputs": [tensor]}).status, 404)


if __name__ == "__main__":
    polso.main()
