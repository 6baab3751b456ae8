#!/usr/bin/env python3
"""The server holds its contract, docs/openapi.yaml: schemathesis tries what the document allows and what it does not,
and the examples and successes of every operation are checked one by one.

HUB_PYTHON names a Python with schemathesis (tools/reference.sh makes one); without it this is left out, loudly."""
import os
import re
import subprocess
import sys
import unittest
from urllib.parse import quote, urlencode

import alerts
import polso
import serving

MISSING = polso.NO_MODEL or serving.missing_module("schemathesis")
if MISSING:
    print(MISSING, file=sys.stderr)
    sys.exit(polso.SKIPPED)
if os.path.realpath(sys.prefix) != os.path.realpath(os.path.dirname(os.path.dirname(serving.PYTHON))):
    os.execv(serving.PYTHON, [serving.PYTHON, *sys.argv])

import jsonschema_rs  # noqa: E402: comes with schemathesis
import yaml  # noqa: E402

EXAMPLES = 60  # per operation: with the other phases half a minute on a quiet machine
SEED = 20150217
DOCUMENT = yaml.safe_load((polso.ROOT / "docs/openapi.yaml").read_text(encoding="utf-8"))
METHODS = {"get", "put", "post", "delete", "patch"}
BRAND = "Aurora"
GOOD = {  # of each operation: what to send, and how often what is sent differs from the required parameters
    "overview": [{}, {"from": "2015-02-17", "to": "2015-03-01", "zone": "Europe/Rome", "lang": "it"}],
    "shares": [{"brand": BRAND}, {"brand": BRAND, "step": "day", "source": "forum"}],
    "compare": [{"brand": [BRAND, "Borea"]}, {"brand": [BRAND, "Borea", "Caffè Dora"], "step": "week"}],
    "terms": [{"brand": BRAND}, {"brand": BRAND, "limit": 1}],
    "listPosts": [{}, {"brand": BRAND, "label": "negative", "explain": "true", "limit": 3}],
    "export": [{"format": "csv"}, {"format": "jsonl", "brand": BRAND}, {"brand": "nobody"}],
    "listBrands": [{}], "listModels": [{}], "modelHealth": [{}], "session": [{}],
    "listFeedback": [{}, {"kind": "audit"}],
    "withdrawFeedback": [{"source": "demo", "id": "1"}, {"source": "demo", "id": "1", "by": "Ada"}],  # as given below
    "listAlerts": [{}, {"brand": BRAND, "state": "open", "from": "2015-02-17", "to": "2015-03-01", "limit": 1}],
    "alert": [{}, {"explain": "true"}], "listDeliveries": [{}, {"state": "waiting"}],
    "queue": [{"kind": "audit"}, {"kind": "uncertain", "brand": BRAND, "limit": 2}],
}
BODIES = {
    "pushPosts": [{"id": "new 1", "text": "lovely"}, [{"id": 2, "text": "late again", "created_at": 1424131200.5},
                                                    {"id": 2, "text": "late again"}, {"id": "", "text": "no id"}]],
    "classify": [{"text": "lovely"}, {"texts": []}, {"texts": ["lovely", ""], "explain": True}],
    "setBrand": [{"query": "train OR \"delayed flight\""}], "tryQuery": [{"query": "late AND NOT gate"}],
    "giveFeedback": [{"source": "demo", "id": "1", "label": "negative"},
                     {"source": "demo", "id": "1", "label": "neutral", "kind": "free", "by": "Ada"}],
    "noteAlert": [{"act": "acknowledge", "by": "Ada"}, {"act": "snooze", "until": "2999-01-01T00:00:00Z"},
                  {"act": "comment", "text": "a strike"}, {"act": "close"}],
}


def operations():
    for path, item in DOCUMENT["paths"].items():
        for method, operation in item.items():
            if method in METHODS:
                yield path, method, operation, item.get("parameters", []) + operation.get("parameters", [])


def resolved(node):
    while "$ref" in node:
        target = DOCUMENT
        for part in node["$ref"].removeprefix("#/").split("/"):
            target = target[part]
        node = target
    return node


def validator(schema):
    return jsonschema_rs.validator_for({**schema, "components": DOCUMENT["components"],
                                        "$schema": "https://json-schema.org/draft/2020-12/schema"}, validate_formats=True)


def schemas_with_examples(node, where="#"):
    if isinstance(node, dict):
        if isinstance(node.get("examples"), list):
            yield where, node
        for key, value in node.items():
            yield from schemas_with_examples(value, f"{where}/{key}")
    elif isinstance(node, list):
        for i, value in enumerate(node):
            yield from schemas_with_examples(value, f"{where}/{i}")


class ContractTest(serving.ServerTest):
    maxDiff = None

    def setUp(self):
        super().setUp()
        posts = serving.write_posts(self.folder / "posts.jsonl", serving.invented_posts(2000))
        done = polso.run("ingest", posts, "--db", self.db)
        self.assertEqual(done.returncode, 0, done.stderr)
        alerts.add_alert(self.db, BRAND, examples=[("demo", "1", 3)])
        self.server = self.serve()

    def assert_documented(self, operation, answer):
        responses = operation["responses"]
        response = resolved(responses.get(str(answer.status)) or responses["default"])
        if "content" not in response:
            self.assertEqual(answer.body, b"")
            return
        media = (answer.headers["Content-Type"] or "").split(";")[0]
        self.assertIn(media, response["content"], answer)
        if media != "application/json":
            return
        for error in validator(response["content"][media]["schema"]).iter_errors(answer.json):
            self.fail(f"{operation['operationId']}: {error.message} at {error.instance_path}: {answer}")

    def ask(self, path, method, query=None, body=None):
        target = path.replace("{brand}", quote("Caffè Dora", safe="")).replace("{id}", "1")
        if query:
            target += "?" + urlencode(query, doseq=True)
        return self.server.ask(method.upper(), target, body)

    def test_the_document_is_served_as_it_stands_in_the_tree_and_can_be_read(self):
        served = self.server.get("/openapi.json")
        self.assertEqual((served.status, served.headers["Content-Type"].split(";")[0]), (200, "application/json"))
        self.assertEqual(served.json, DOCUMENT)
        docs = self.server.get("/docs")
        self.assertEqual((docs.status, docs.headers["Content-Type"].split(";")[0]), (200, "text/html"))

    def test_the_document_has_every_route_of_the_own_api_and_no_other(self):
        table = (polso.ROOT / "src/http/routes.cpp").read_text(encoding="utf-8")
        routes = {(method.lower(), path) for method, path in re.findall(r'\{"([A-Z]+)", "(/api/v1[^"]*)"', table)}
        routes |= {("get", "/api/v1/session"), ("get", "/api/v1/events")}  # answered by the app itself
        self.assertEqual(routes, {(method, path) for path, method, _, _ in operations()})

    def test_every_operation_succeeds_and_answers_what_the_document_says(self):
        tried = set()
        for path, method, operation, _ in operations():
            name = operation["operationId"]
            for query in GOOD.get(name, []):
                tried.add(name)
                with self.subTest(name, query=query):
                    answer = self.ask(path, method, query)
                    self.assertEqual(answer.status, 200, answer)
                    self.assert_documented(operation, answer)
            for body in BODIES.get(name, []):
                tried.add(name)
                with self.subTest(name, body=body):
                    schema = operation["requestBody"]["content"]["application/json"]["schema"]
                    self.assertTrue(validator(schema).is_valid(body))
                    answer = self.ask(path, method, body=body)
                    self.assertEqual(answer.status, 200, answer)
                    self.assert_documented(operation, answer)
        _, method, operation, _ = next(one for one in operations() if one[2]["operationId"] == "removeBrand")
        gone = self.ask("/api/v1/brands/{brand}", method)
        self.assertEqual(gone.status, 204, gone)
        self.assert_documented(operation, gone)
        self.assert_documented(operation, self.ask("/api/v1/brands/{brand}", method))
        _, method, operation, _ = next(one for one in operations() if one[2]["operationId"] == "retryDelivery")
        retried = self.ask("/api/v1/deliveries/{id}/retry", method)
        self.assertEqual(retried.status, 204, retried)
        self.assert_documented(operation, retried)
        self.assert_documented(operation, self.ask("/api/v1/deliveries/{id}/retry", method))
        self.assertEqual(tried | {"removeBrand", "retryDelivery", "events"}, {one[2]["operationId"] for one in operations()})

    def test_a_post_that_was_drawn_for_the_audit_takes_its_label_and_leaves_the_queue(self):
        drawn = self.server.get("/api/v1/queue?kind=audit").json["posts"][0]
        key = {"source": drawn["source"], "id": drawn["id"]}
        given = self.server.post("/api/v1/feedback", {**key, "label": "neutral", "kind": "audit"})
        self.assertEqual(given.status, 200, given)
        left = self.server.get("/api/v1/queue?kind=audit").json["posts"]
        self.assertNotIn(drawn["id"], [post["id"] for post in left])
        listed = self.server.get("/api/v1/feedback?kind=audit").json["feedback"]
        self.assertEqual([(one["id"], one["label"], one["post"]["feedback"]) for one in listed],
                         [(drawn["id"], "neutral", "neutral")])

    def test_ndjson_and_the_pages_after_the_first(self):
        lines = b'{"id": "n1", "text": "one"}\n\n{"id": "n2", "text": "two"}\n{broken\n'
        answer = self.server.post("/api/v1/posts", lines, headers={"Content-Type": "application/x-ndjson"})
        self.assertEqual((answer.status, answer.json["stored"], len(answer.json["rejected"])), (200, 2, 1), answer)
        self.assertEqual(answer.json["rejected"][0]["line"], 4)
        seen, cursor = [], None
        while True:
            page = self.server.get("/api/v1/posts?" + urlencode({"limit": 450, **({"cursor": cursor} if cursor else {})}))
            seen += [(post["source"], post["id"]) for post in page.json["posts"]]
            cursor = page.json["next"]
            if cursor is None:
                break
        self.assertEqual((len(seen), len(set(seen))), (2002, 2002))

    def test_events_begin_at_once_and_tell_of_new_posts(self):
        connection = self.server.connect(timeout=20)
        self.addCleanup(connection.close)
        connection.request("GET", "/api/v1/events")
        stream = connection.getresponse()
        self.assertEqual(stream.headers["Content-Type"], "text/event-stream")
        self.assertEqual(stream.readline(), b"event: hello\n")
        self.assertEqual(self.server.post("/api/v1/posts", {"id": "e", "text": "new", "brand": "Borea"}).status, 200)
        lines = [stream.readline() for _ in range(4)]
        self.assertIn(b"event: changed\n", lines)
        self.assertIn(b'data: {"brands":["Borea"]}\n', lines)

    def test_every_example_is_valid_and_works(self):
        found = list(schemas_with_examples(DOCUMENT))
        self.assertGreater(len(found), 3)
        for where, schema in found:
            for example in schema["examples"]:
                with self.subTest(where, example=example):
                    self.assertTrue(validator({key: value for key, value in schema.items() if key != "examples"}).is_valid(example))
        for path, method, operation, parameters in operations():
            name = operation["operationId"]
            for parameter in map(resolved, parameters):
                for example in parameter["schema"].get("examples", []):
                    with self.subTest(name, parameter=parameter["name"], example=example):
                        # Two years in hours are too many for a course, so days are asked for.
                        step = {"step": "week"} if any(resolved(p)["name"] == "step" for p in parameters) else {}
                        answer = self.ask(path, method, {**GOOD[name][0], **step, parameter["name"]: example})
                        self.assertLess(answer.status, 300 if parameter["name"] != "from" else 414, answer)
                        self.assert_documented(operation, answer)
            body = operation.get("requestBody", {}).get("content", {}).get("application/json", {}).get("schema", {})
            for member, schema in body.get("properties", {}).items():
                for example in schema.get("examples", []):
                    with self.subTest(name, member=member, example=example):
                        answer = self.ask(path, method, body={**BODIES[name][0], member: example})
                        self.assertEqual(answer.status, 200, answer)

    def test_schemathesis_finds_nothing(self):
        command = [os.path.join(os.path.dirname(serving.PYTHON), "st"), "--config-file",
                   polso.ROOT / "tests/clients/schemathesis.toml", "run", self.server.url + "/openapi.json",
                   "--exclude-operation-id", "events", "--seed", str(SEED), "--max-examples", str(EXAMPLES),
                   "--suppress-health-check", "all", "--continue-on-failure", "--request-timeout", "20", "--no-shrink"]
        done = subprocess.run(command, cwd=self.folder, capture_output=True, text=True, timeout=600,
                              env={**os.environ, "NO_COLOR": "1", "no_proxy": "127.0.0.1"})
        self.assertIn(f"Tested: {len(list(operations())) - 1}", done.stdout, done.stdout[-3000:] + done.stderr)
        self.assertEqual(done.returncode, 0, done.stdout[:200] + done.stdout[done.stdout.find("= FAILURES"):][:20_000])
        self.assertTrue(self.server.is_up())
        self.assertEqual(self.server.stop(), 0)
        self.assertNotIn("error", self.server.words().lower())


if __name__ == "__main__":
    polso.main()
