#!/usr/bin/env python3
"""What an operator gets with deploy/: Debian's Prometheus scrapes a real server, answers every query of every dashboard
and rule, and promtool proves the configuration, the rules and their tests. Without prometheus it is left out, loudly."""
import json
import re
import shutil
import signal
import socket
import subprocess
import time
import unittest
import urllib.error
import urllib.request
from urllib.parse import urlencode

import alerts
import polso
import serving

DEPLOY = polso.ROOT / "deploy"
RULES = DEPLOY / "prometheus/polso.rules.yml"
DASHBOARDS = sorted((DEPLOY / "grafana/dashboards").glob("*.json"))
MISSING = polso.NO_MODEL or (None if shutil.which("prometheus") and shutil.which("promtool") else
                             "SKIPPED: THERE IS NO PROMETHEUS: 'apt-get install prometheus' brings it and promtool")
QUIET = {"turned away a second"}  # legends of queries that have nothing to tell as long as all goes well
WATCHED = "polso-model"  # has data once a model was watched for weeks: model_health_test.py


def promtool(*arguments, **options):
    return subprocess.run(["promtool", *map(str, arguments)], capture_output=True, text=True, timeout=120, **options)


def panels_of(board):
    for panel in board["panels"]:
        yield panel
        yield from panel.get("panels", [])


def filled(text):
    """A query as Grafana sends it when everything is chosen."""
    for name, value in {"$__rate_interval": "1m", "$__interval": "15s", "$__range": "1h", "$instance": ".*", "$brand": ".*"}.items():
        text = text.replace(name, value)
    return text


class Prometheus:
    def __init__(self, folder, targets):
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        config = (DEPLOY / "prometheus/prometheus.yml").read_text(encoding="utf-8")
        for there, here in [('["127.0.0.1:7860"]', json.dumps(targets)), ("interval: 15s", "interval: 1s"), ("interval: 30s", "interval: 1s")]:
            assert there in config, there
            config = config.replace(there, here)
        (folder / "prometheus.yml").write_text(config, encoding="utf-8")
        shutil.copy(RULES, folder)
        self.log = open(folder / "prometheus.log", "wb")  # noqa: SIM115: closed by stop()
        self.process = subprocess.Popen(
            ["prometheus", f"--config.file={folder}/prometheus.yml", f"--storage.tsdb.path={folder}/data",
             f"--web.listen-address=127.0.0.1:{self.port}", "--log.level=warn"],
            stdin=subprocess.DEVNULL, stdout=self.log, stderr=subprocess.STDOUT)

    def ask(self, path, **parameters):
        url = f"http://127.0.0.1:{self.port}/api/v1/{path}?{urlencode(parameters)}"
        try:
            with urllib.request.urlopen(url, timeout=30) as answer:
                return json.load(answer)
        except urllib.error.HTTPError as error:
            return json.load(error)

    def query(self, text):
        """The answer; its "data" has "result"."""
        return self.ask("query", query=text)

    def is_ready(self):
        try:
            return bool(self.query("up")["data"]["result"])
        except (OSError, ValueError):  # while it starts it answers 503 in plain words
            return False

    def stop(self):
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            try:
                self.process.wait(30)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
        self.log.close()


@unittest.skipIf(MISSING, MISSING)
class PromtoolTest(serving.ServerTest):
    def assert_success(self, done):
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)

    def test_the_configuration_and_the_rules_are_valid(self):
        self.assert_success(promtool("check", "config", DEPLOY / "prometheus/prometheus.yml"))
        self.assert_success(promtool("check", "rules", RULES))

    def test_the_rules_ring_when_they_should(self):
        self.assert_success(promtool("test", "rules", RULES.with_name("polso.rules.test.yml")))
        alerts = set(re.findall(r"alert: (\w+)", RULES.read_text(encoding="utf-8")))
        tested = set(re.findall(r"alertname: (\w+)", RULES.with_name("polso.rules.test.yml").read_text(encoding="utf-8")))
        self.assertEqual(alerts, tested, "each alert has a test")

    def test_the_metrics_follow_the_habits_of_the_field(self):
        scraped = self.serve().get("/metrics")
        done = promtool("check", "metrics", input=scraped.text)
        found = [line for line in (done.stdout + done.stderr).splitlines() if line]
        self.assertEqual(found, [])


@unittest.skipIf(MISSING, MISSING)
class PrometheusTest(serving.ServerTest):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.whole = cls()
        serving.ServerTest.setUp(cls.whole)
        cls.addClassCleanup(cls.whole.doCleanups)
        cls.polso = cls.whole.serve("--tokens", "nobody")
        posts = serving.invented_posts(600, start=int(time.time()) - 600 * 60, step=60, brands=("Aurora", "Caffè Dora"))
        for post in posts[::2]:
            post["text"] = "terrible, late again and nobody answered"
        for start in range(0, 300, 100):
            assert cls.polso.post("/api/v1/posts", posts[start:start + 100]).status == 200
        alerts.add_alert(cls.whole.db, "Aurora", began=1000 * int(time.time() - 3600), deliveries=())
        cls.prometheus = Prometheus(cls.whole.folder, [f"127.0.0.1:{cls.polso.port}"])
        cls.addClassCleanup(cls.prometheus.stop)
        assert serving.until(cls.prometheus.is_ready, 60), (cls.whole.folder / "prometheus.log").read_text()
        # Some seconds of life, so that rates have something to tell.
        for start in range(300, 600, 10):
            cls.polso.post("/api/v1/posts", posts[start:start + 10] + [{"id": "", "text": "faulty"}])
            for path in ("/api/v1/overview", "/api/v1/brands", "/none", "/api/v1/shares?brand=Aurora", "/"):
                cls.polso.get(path)
            cls.polso.post("/api/v1/classify", {"texts": ["late", "lovely"]})
            time.sleep(0.2)
        assert serving.until(lambda: cls.prometheus.query("rate(polso_posts_stored_total[1m]) > 0")["data"]["result"], 30)
        assert serving.until(lambda: cls.prometheus.query("polso_posts_stored_total == 600")["data"]["result"], 30)

    def assert_answered(self, text):
        answer = self.prometheus.query(text)
        self.assertEqual(answer["status"], "success", f"{text}: {answer}")
        self.assertEqual(answer.get("warnings", []), [], text)
        return answer["data"]["result"]

    def test_the_server_is_scraped_and_nothing_is_dropped(self):
        targets = self.prometheus.ask("targets")["data"]["activeTargets"]
        self.assertEqual([(target["health"], target["lastError"]) for target in targets], [("up", "")])
        self.assertEqual([row["value"][1] for row in self.assert_answered("up")], ["1"])
        stored = self.assert_answered("polso_posts_stored_total")
        self.assertEqual(float(stored[0]["value"][1]), 600)
        kinds = {name: one[0]["type"] for name, one in self.prometheus.ask("metadata")["data"].items()}
        self.assertEqual(kinds["polso_http_requests_total"], "counter")
        self.assertEqual(kinds["polso_http_request_duration_seconds"], "histogram")

    def test_shares_are_those_of_the_overview(self):
        day = int(time.time()) - 86_400
        told = {brand["brand"]: brand["now"] for brand in self.polso.get(f"/api/v1/overview?from={day}").json["brands"]}
        self.assertEqual(set(told), {"Aurora", "Caffè Dora"})

        def scraped():
            return {(row["metric"]["brand"], row["metric"]["sentiment"], row["metric"]["bound"]): float(row["value"][1])
                    for row in self.assert_answered("polso_brand_share_ratio")}

        aurora = told["Aurora"]["negative"]["value"]  # the last posts may not have been scraped yet
        serving.until(lambda: abs(scraped()["Aurora", "negative", "value"] - aurora) < 1e-5, 30)
        shares = scraped()
        for brand, now in told.items():
            self.assertTrue(now["enough"])
            for sentiment in ("negative", "neutral", "positive"):
                for bound in ("value", "low", "high"):
                    self.assertAlmostEqual(shares[brand, sentiment, bound], now[sentiment][bound], places=5)

    def test_every_query_of_every_dashboard_is_answered_with_data(self):
        self.assertEqual([path.stem for path in DASHBOARDS], ["polso-model", "polso-operations", "polso-overview"])
        for path in DASHBOARDS:
            board = json.loads(path.read_text(encoding="utf-8"))
            for panel in panels_of(board):
                for target in panel.get("targets", []):
                    with self.subTest(f"{path.stem}: {panel['title']}", expr=target["expr"]):
                        text = filled(target["expr"])
                        self.assertNotIn("$", text)
                        if target["legendFormat"] in QUIET or path.stem == WATCHED:
                            self.assert_answered(text)
                        else:
                            self.assertTrue(serving.until(lambda text=text: self.assert_answered(text), 10), "no data")

    def test_the_variables_of_every_dashboard_have_values(self):
        for path in DASHBOARDS:
            for variable in json.loads(path.read_text(encoding="utf-8"))["templating"]["list"]:
                if variable["type"] != "query":
                    continue
                with self.subTest(path.stem, variable=variable["name"]):
                    selector, label = re.fullmatch(r"label_values\((.+), (\w+)\)", variable["query"]["query"]).groups()
                    values = self.prometheus.ask(f"label/{label}/values", **{"match[]": filled(selector)})
                    self.assertEqual(values["status"], "success", values)
                    wanted = {"brand": ["Aurora", "Caffè Dora"], "instance": [f"127.0.0.1:{self.polso.port}"]}[label]
                    self.assertEqual(values["data"], wanted)

    def test_the_dashboards_are_whole(self):
        uids = set()
        for path in DASHBOARDS:
            board = json.loads(path.read_text(encoding="utf-8"))
            uids.add(board["uid"])
            self.assertEqual(board["uid"], path.stem)
            panels = list(panels_of(board))
            self.assertEqual(len({panel["id"] for panel in panels}), len(panels), "each panel has an id of its own")
            for panel in panels:
                place = panel["gridPos"]
                self.assertLessEqual(place["x"] + place["w"], 24)
                for other in panels:
                    if other is not panel:
                        self.assertFalse(self.overlap(place, other["gridPos"]), (panel["title"], other["title"]))
            for link in board["links"]:
                self.assertIn(link["url"].removeprefix("/d/"), {path.stem for path in DASHBOARDS})
        self.assertEqual(len(uids), len(DASHBOARDS))

    @staticmethod
    def overlap(a, b):
        return a["x"] < b["x"] + b["w"] and b["x"] < a["x"] + a["w"] and a["y"] < b["y"] + b["h"] and b["y"] < a["y"] + a["h"]

    def test_every_rule_is_evaluated_and_its_parts_have_data(self):
        groups = self.prometheus.ask("rules")["data"]["groups"]
        rules = [rule for group in groups for rule in group["rules"]]
        self.assertEqual(len(rules), len(re.findall(r"alert: ", RULES.read_text(encoding="utf-8"))))
        health = lambda: {rule["health"] for group in self.prometheus.ask("rules")["data"]["groups"] for rule in group["rules"]}  # noqa: E731
        self.assertTrue(serving.until(lambda: health() == {"ok"}, 20), health())
        scraped = set(self.prometheus.ask("label/__name__/values")["data"])
        for rule in rules:
            with self.subTest(rule["name"]):
                self.assert_answered(rule["query"])
                names = set(re.findall(r"\b(?:polso|process)_\w+", rule["query"]))
                self.assertLessEqual(names, scraped)

    def test_the_mood_is_what_rings_here(self):
        def waiting():
            alerts = self.prometheus.ask("alerts")["data"]["alerts"]
            return {(alert["labels"]["alertname"], alert["labels"].get("brand")) for alert in alerts}

        self.assertTrue(serving.until(lambda: ("PolsoMoodBad", "Aurora") in waiting(), 20), waiting())
        self.assertLessEqual({name for name, _ in waiting()}, {"PolsoMoodBad", "PolsoIncident", "PolsoPostsRejected"})


if __name__ == "__main__":
    polso.main()
