#!/usr/bin/env python3
"""Alerts on their way: webhooks that fail, hang and are signed, e-mail as a mail program reads it, and Debian's
Alertmanager, which must list and resolve them. Without the last, its part is left out, loudly."""
import email
import email.policy
import json
import pathlib
import shutil
import signal
import subprocess
import tempfile
import time
import unittest
import urllib.request

import polso
import receivers
import serving

MISSING = None if shutil.which("prometheus-alertmanager") else (
    "SKIPPED: THERE IS NO ALERTMANAGER: 'apt-get install prometheus-alertmanager' brings it")


class NotifyTest(unittest.TestCase):
    def setUp(self):
        temporary = tempfile.TemporaryDirectory()
        self.addCleanup(temporary.cleanup)
        self.folder = pathlib.Path(temporary.name)

    def start(self, server):
        self.addCleanup(server.stop)
        return server

    def tell(self, table, *flags, environment=None, page="page = 'https://polso.example/'"):
        """The finished process of a target with these lines."""
        config = self.folder / "polso.toml"
        config.write_text(f"{page}\nzone = 'Europe/Rome'\n[targets.desk]\n{table}\n", encoding="utf-8")
        return polso.run("alerts", "test", "-c", config, "--target", "desk", *flags, environment=environment)

    def told(self, table, *flags, **options):
        done = self.tell(table, "--json", *flags, **options)
        return json.loads(done.stdout), done


class WebhookTest(NotifyTest):
    def hook(self, *answers, kind="webhook"):
        server = self.start(receivers.Webhook(*answers))
        return server, f"type = '{kind}'\nurl = 'http://127.0.0.1:{server.port}/in/hush?key=hush'"

    def test_it_is_signed_and_the_secret_may_stand_elsewhere(self):
        server, table = self.hook()
        secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
        (self.folder / "secret").write_text(secret + "\n", encoding="utf-8")
        for line, environment in [(f"secret = '{secret}'", {}), ("secret_env = 'POLSO_TEST_KEY'", {"POLSO_TEST_KEY": secret}),
                                  (f"secret_file = '{self.folder}/secret'", {})]:
            told, done = self.told(f"{table}\n{line}", environment=environment)
            self.assertEqual((told["state"], told["attempts"], done.returncode), ("done", 1, 0), done.stderr)
            _, headers, body = server.got[-1]
            self.assertTrue(receivers.is_signed(secret, headers, body))
            self.assertFalse(receivers.is_signed(secret, headers, body + b" "))
            self.assertEqual(headers["Content-Type"], "application/json")
        news = json.loads(server.got[-1][2])
        self.assertEqual((news["version"], news["type"]), (1, "alert.opened"))
        self.assertEqual(news["data"]["alert"]["moves"][0]["channel"], "negatives")
        self.assertIn("have risen from the usual", news["data"]["text"]["summary"])
        self.assertIn("(Europe/Rome)", news["data"]["text"]["summary"])
        self.assertEqual(news["data"]["url"], "https://polso.example/alerts/0")

    def test_without_a_page_its_link_leads_to_where_the_server_is_found(self):
        server, table = self.hook()
        for listen, found in (("127.0.0.1:7860", "127.0.0.1:7860"), ("0.0.0.0:7860", "localhost:7860"), ("[::]:80", "localhost:80"),
                              ("[::1]:80", "[::1]:80")):
            self.told(table, page=f"listen = '{listen}'")
            self.assertEqual(json.loads(server.got[-1][2])["data"]["url"], f"http://{found}/alerts/0")

    def test_without_a_secret_it_has_an_id_and_no_signature(self):
        server, table = self.hook()
        self.assertEqual(self.told(table)[0]["state"], "done")
        self.assertIn("webhook-id", server.got[0][1])
        self.assertNotIn("webhook-signature", server.got[0][1])

    def test_twice_500_and_then_200_arrives_at_the_third_attempt_with_one_id(self):
        server, table = self.hook((500, {}), (500, {}), (200, {}))
        told, done = self.told(table, "--tries", "5")
        self.assertEqual((told["state"], told["attempts"], done.returncode), ("done", 3, 0))
        first, second = told["pauses_ms"]
        self.assertTrue(60_000 <= first <= 72_000 and 96_000 <= second <= 144_000, told)
        self.assertEqual(len({headers["webhook-id"] for _, headers, _ in server.got}), 1)

    def test_a_server_that_asks_for_a_pause_gets_it(self):
        _, table = self.hook((429, {"Retry-After": "7200"}))
        told, done = self.told(table)
        self.assertEqual((told["state"], told["pauses_ms"], done.returncode), ("waiting", [7_200_000], 1))

    def test_what_no_repetition_mends_is_given_up_at_once(self):
        for status in (400, 401, 404, 410, 301, 307):
            server, table = self.hook((status, {"Location": "http://127.0.0.1:1/"}))
            told, _ = self.told(table, "--tries", "5")
            self.assertEqual((told["state"], told["attempts"], len(server.got)), ("dead", 1, 1), status)
            self.assertIn(str(status), told["problem"])

    def test_after_the_last_attempt_it_is_dead(self):
        server, table = self.hook((503, {}))
        told, done = self.told(table, "--tries", "13")
        self.assertEqual((told["state"], told["attempts"], len(server.got), done.returncode), ("dead", 13, 13, 1))
        self.assertGreater(sum(told["pauses_ms"]), 20 * 3_600_000)
        self.assertLessEqual(max(told["pauses_ms"]), 6 * 3_600_000)

    def test_one_that_hangs_or_is_not_there_is_tried_later(self):
        server, table = self.hook((0, {}))
        start = time.monotonic()
        told, _ = self.told(table)
        self.assertLess(time.monotonic() - start, 25)
        self.assertEqual((told["state"], len(server.got)), ("waiting", 1))
        told, _ = self.told(f"type = 'webhook'\nurl = 'http://127.0.0.1:{receivers.closed_port()}/hush'")
        self.assertEqual(told["state"], "waiting")
        self.assertIn("cannot reach http://127.0.0.1:", told["problem"])

    def test_no_secret_is_ever_shown(self):
        _, table = self.hook((500, {}))
        for url in (None, f"http://user:hush@127.0.0.1:{receivers.closed_port()}/hush"):
            lines = f"{table}\nsecret = 'hushhush'" if url is None else f"type = 'webhook'\nurl = '{url}'\nsecret = 'hushhush'"
            done = self.tell(lines, "--tries", "3")
            self.assertNotIn("hush", done.stdout + done.stderr)
            self.assertIn("127.0.0.1", done.stderr)
            self.assertEqual(done.returncode, 1)
        checked = polso.run("check", "-c", self.folder / "polso.toml", cwd=self.folder)
        self.assertNotIn("hush", checked.stdout + checked.stderr)

    def test_slack_and_teams_get_their_shapes_in_the_target_s_language(self):
        server, table = self.hook(kind="slack")
        self.assertEqual(self.told(table + "\nlang = 'it'", "--event", "grew")[0]["state"], "done")
        card = json.loads(server.got[0][2])
        self.assertEqual(card["blocks"][0]["text"], {"type": "plain_text", "emoji": False,
                                                     "text": "Cresce – Aurora (test): post negativi saliti da 18\u00a0% a 41\u00a0%"})
        server, table = self.hook(kind="teams")
        self.assertEqual(self.told(table, "--event", "digest")[0]["state"], "done")
        content = json.loads(server.got[0][2])["attachments"][0]
        self.assertEqual(content["contentType"], "application/vnd.microsoft.card.adaptive")
        self.assertIn("Weekly digest", json.dumps(content))

    def test_an_unknown_target_and_a_wrong_config_are_said(self):
        _, table = self.hook()
        done = polso.run("alerts", "test", "-c", self.config_of(table), "--target", "dest")
        self.assertEqual(done.returncode, 2)
        self.assertIn("no target 'dest'; there are: desk", done.stderr)
        done = self.tell("type = 'slack'\nurl_env = 'NOT_SET'")
        self.assertEqual(done.returncode, 2)
        self.assertIn("the environment has no NOT_SET", done.stderr)
        checked = polso.run("check", "-c", self.config_of("type = 'slak'"), cwd=self.folder)
        self.assertEqual(checked.returncode, 2)
        self.assertIn(":2: target 'desk': type must be one of", checked.stderr)

    def config_of(self, table):
        path = self.folder / "other.toml"
        path.write_text(f"[targets.desk]\n{table}\n", encoding="utf-8")
        return path


class MailTest(NotifyTest):
    TABLE = "type = 'email'\nurl = 'smtp://127.0.0.1:{}'\nfrom = 'polso@example.com'\nto = ['ann@example.com', 'bob@example.com']"

    def mail(self, *flags, lines="", **options):
        server = self.start(receivers.MailServer(**options))
        told, done = self.told(self.TABLE.format(server.port) + "\n" + lines, *flags)
        return server, told, done

    def test_a_mail_program_reads_text_and_html(self):
        server, told, done = self.mail("--event", "opened", "--lang", "it")
        self.assertEqual(told["state"], "done", done.stderr)
        sender, recipients, raw = server.got[0]
        self.assertEqual((sender, recipients), ("polso@example.com", ["ann@example.com", "bob@example.com"]))
        self.assertTrue(all(len(line) <= 78 for line in raw.split(b"\r\n")), "lines are short")
        raw.decode("ascii")
        message = email.message_from_bytes(raw, policy=email.policy.default)
        self.assertEqual(message.defects, [])
        self.assertEqual(message["Subject"], "Aurora (test): post negativi saliti da 18\u00a0% a 41\u00a0%")
        self.assertEqual(message["To"].addresses[1].addr_spec, "bob@example.com")
        self.assertLess(abs(message["Date"].datetime.timestamp() - time.time()), 60)
        self.assertEqual(message.get_content_type(), "multipart/alternative")
        text, page = message.iter_parts()
        self.assertEqual((text.get_content_type(), page.get_content_type()), ("text/plain", "text/html"))
        for part in (text, page):
            content = part.get_content()
            for words in ("Allerta · gravità 3 su 5", "Da allora i post negativi", "https://polso.example/alerts/0", "#delayed"):
                self.assertIn(words, content)
        self.assertNotIn("<", text.get_content())

    def test_one_incident_is_one_conversation(self):
        server = self.start(receivers.MailServer())
        for event in ("opened", "grew", "ended"):
            told, done = self.told(self.TABLE.format(server.port), "--event", event)
            self.assertEqual(told["state"], "done", done.stderr)
        first, grew, ended = (email.message_from_bytes(raw, policy=email.policy.default) for _, _, raw in server.got)
        self.assertNotIn("In-Reply-To", first)
        for later in (grew, ended):
            self.assertEqual(later["In-Reply-To"], first["Message-ID"])
            self.assertEqual(later["References"], first["Message-ID"])
        self.assertEqual(len({message["Message-ID"] for message in (first, grew, ended)}), 3)

    def test_a_digest_is_a_mail(self):
        server, told, _ = self.mail("--event", "digest", lines="digest = 'daily'")
        self.assertEqual(told["state"], "done")
        message = email.message_from_bytes(server.got[0][2], policy=email.policy.default)
        self.assertIn("Daily digest · Your brands on", message["Subject"])
        self.assertIn("Aurora (test): 1,234 posts", message.get_body(("plain",)).get_content())

    def test_what_the_server_refuses_for_good_is_dead_and_for_now_waits(self):
        self.assertEqual(self.mail(refusal="550 no such user")[1]["state"], "dead")
        self.assertEqual(self.mail(refusal="451 later")[1]["state"], "waiting")
        told, _ = self.told(self.TABLE.format(receivers.closed_port()))
        self.assertEqual(told["state"], "waiting")

    def test_it_logs_in_where_it_must(self):
        users = {"polso": "hushhush"}
        server, told, done = self.mail(users=users, lines="user = 'polso'\nsecret = 'hushhush'")
        self.assertEqual(told["state"], "done", done.stderr)
        _, told, done = self.mail(users=users, lines="user = 'polso'\nsecret = 'wronghush'")
        self.assertEqual(told["state"], "dead")
        self.assertNotIn("hush", done.stdout + done.stderr)


@unittest.skipIf(MISSING, MISSING)
class AlertmanagerTest(NotifyTest):
    def setUp(self):
        super().setUp()
        self.port = receivers.closed_port()
        self.hook = self.start(receivers.Webhook())
        (self.folder / "alertmanager.yml").write_text(json.dumps({
            "route": {"receiver": "hook", "group_wait": "1s", "group_interval": "1s"},
            "receivers": [{"name": "hook", "webhook_configs": [{"url": f"http://127.0.0.1:{self.hook.port}/", "send_resolved": True}]}]}))
        log = open(self.folder / "log", "wb")  # noqa: SIM115
        self.addCleanup(log.close)
        process = subprocess.Popen(
            ["prometheus-alertmanager", f"--config.file={self.folder}/alertmanager.yml", f"--storage.path={self.folder}/data",
             f"--web.listen-address=127.0.0.1:{self.port}", "--cluster.listen-address="],
            stdin=subprocess.DEVNULL, stdout=log, stderr=subprocess.STDOUT)
        self.addCleanup(self.end, process)
        self.assertTrue(serving.until(self.is_ready, 60), (self.folder / "log").read_text())

    @staticmethod
    def end(process):
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(30)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()

    def ask(self, path):
        with urllib.request.urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=10) as answer:
            return answer.read()

    def is_ready(self):
        try:
            return self.ask("/-/ready") is not None
        except OSError:
            return False

    def alerts(self):
        return json.loads(self.ask("/api/v2/alerts"))

    def statuses(self):
        """What Alertmanager told on, in order."""
        return [(alert["status"], alert["labels"]["severity"]) for _, _, body in self.hook.got for alert in json.loads(body)["alerts"]]

    def test_an_alert_is_listed_and_resolved(self):
        table = f"type = 'alertmanager'\nurl = 'http://127.0.0.1:{self.port}'"
        told, done = self.told(table, "--event", "grew")
        self.assertEqual(told["state"], "done", done.stderr)
        alert, = self.alerts()
        self.assertEqual(alert["labels"], {"alertname": "PolsoAlert", "brand": "Aurora (test)", "severity": "critical",
                                           "cause": "world", "channel": "negatives"})
        self.assertEqual(alert["status"]["state"], "active")
        self.assertEqual(alert["annotations"]["summary"], "Grown – Aurora (test): negative posts up from 18\u00a0% to 41\u00a0%")
        self.assertIn("have risen from the usual", alert["annotations"]["description"])
        self.assertEqual(alert["generatorURL"], "https://polso.example/alerts/0")
        self.assertTrue(serving.until(lambda: self.statuses() == [("firing", "critical")], 20), self.statuses())
        self.assertEqual(self.told(table, "--event", "grew")[0]["state"], "done")
        self.assertEqual(len(self.alerts()), 1, "a repetition is the same alert")
        self.assertEqual(self.told(table, "--event", "ended")[0]["state"], "done")
        self.assertTrue(serving.until(lambda: not self.alerts(), 20), self.alerts())
        self.assertTrue(serving.until(lambda: self.statuses()[-1] == ("resolved", "critical"), 20), self.statuses())

    def test_what_alertmanager_refuses_is_given_up_with_its_words(self):
        told, _ = self.told(f"type = 'alertmanager'\nurl = 'http://127.0.0.1:{self.port}/nowhere'")
        self.assertEqual(told["state"], "dead")
        self.assertIn("404", told["problem"])


if __name__ == "__main__":
    polso.main()
