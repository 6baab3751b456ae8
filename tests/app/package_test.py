#!/usr/bin/env python3
"""What an operator is given beside the program, proved by the tools of the field: the systemd unit by systemd-analyze, compose.yaml and
what it mounts by promtool, amtool and the program itself. container_test.py tries the packages."""
import json
import pathlib
import re
import shutil
import subprocess
import tempfile
import unittest

import polso
import serving

UNIT = polso.ROOT / "deploy/systemd/polso.service"
RUNBOOK = polso.ROOT / "docs/runbook.md"
NO_YAML = serving.missing_module("yaml")


def run(*command):
    return subprocess.run([*map(str, command)], capture_output=True, text=True, timeout=60)


def needs(command, package):
    return unittest.skipIf(shutil.which(command) is None, f"SKIPPED: THERE IS NO {command}: 'apt-get install {package}' brings it")


def read_yaml(path):
    script = "import json, sys, yaml; print(json.dumps(yaml.safe_load(open(sys.argv[1], encoding='utf-8'))))"
    done = run(serving.PYTHON, "-c", script, path)
    assert done.returncode == 0, f"{path}: {done.stderr}"
    return json.loads(done.stdout)


@needs("systemd-analyze", "systemd")
class Unit(unittest.TestCase):
    def test_systemd_understands_every_line(self):
        with tempfile.TemporaryDirectory() as folder:
            here = pathlib.Path(folder) / UNIT.name
            here.write_text(UNIT.read_text(encoding="utf-8").replace("/usr/bin/polso", str(polso.BINARY)), encoding="utf-8")
            done = run("systemd-analyze", "verify", "--man=no", here)
            self.assertEqual((done.returncode, [line for line in done.stderr.splitlines() if UNIT.name in line]), (0, []), done.stderr)

    def test_its_exposure_is_what_the_runbook_states(self):
        stated = re.search(r"exposure (\d\.\d) of 10", RUNBOOK.read_text(encoding="utf-8"))[1]
        done = run("systemd-analyze", "security", "--offline=true", f"--threshold={float(stated) * 10:.0f}", UNIT)
        self.assertEqual(done.returncode, 0, done.stdout[-300:])
        self.assertEqual(re.search(r"exposure level for polso.service: (\d\.\d)", done.stdout)[1], stated)

    def test_the_settings_that_a_package_begins_with_are_valid(self):
        with tempfile.TemporaryDirectory() as folder:
            here = pathlib.Path(folder) / "polso.toml"
            text = (polso.ROOT / "deploy/systemd/polso.toml").read_text(encoding="utf-8")
            here.write_text(text.replace("/var/lib/polso", folder), encoding="utf-8")
            done = polso.run("check", "--config", here)
            self.assertEqual(done.returncode, 0, done.stdout + done.stderr)


@unittest.skipIf(NO_YAML, NO_YAML)
class Compose(unittest.TestCase):
    """Lays out each service's files as its container would have them."""

    @classmethod
    def setUpClass(cls):
        cls.compose = read_yaml(polso.ROOT / "compose.yaml")
        cls.services = cls.compose["services"]
        cls.folder = pathlib.Path(cls.enterClassContext(tempfile.TemporaryDirectory()))
        for name, service in cls.services.items():
            for volume in service.get("volumes", []):
                source, target = volume.removesuffix(":ro").split(":")
                if not source.startswith("."):
                    continue
                there = cls.folder / name / target[1:]
                there.parent.mkdir(parents=True, exist_ok=True)
                there.symlink_to((polso.ROOT / source).resolve(strict=True))

    def assert_success(self, done):
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)

    def test_what_is_mounted_from_here_cannot_be_written_and_the_rest_has_a_volume(self):
        for name, service in self.services.items():
            for volume in service.get("volumes", []):
                source = volume.split(":")[0]
                self.assertTrue(volume.endswith(":ro") if source.startswith(".") else source in self.compose["volumes"], (name, volume))

    def test_nothing_is_reached_from_beyond_this_machine_and_versions_are_named(self):
        self.assertEqual(set(self.services), {"polso", "prometheus", "alertmanager", "grafana"})
        for name, service in self.services.items():
            self.assertTrue(all(port.startswith("127.0.0.1:") for port in service["ports"]), name)
            if "build" not in service:
                self.assertRegex(service["image"], r"^[a-z.]+/[a-z/-]+:v?\d+\.\d+\.\d+$")
        own = self.services["polso"]
        self.assertEqual((own["read_only"], own["cap_drop"], own["security_opt"]), (True, ["ALL"], ["no-new-privileges:true"]))

    def test_who_waits_for_a_healthy_server_finds_a_health_check(self):
        self.assertEqual(self.services["prometheus"]["depends_on"], {"polso": {"condition": "service_healthy"}})
        check = self.services["polso"]["healthcheck"]
        image = (polso.ROOT / "Dockerfile").read_text(encoding="utf-8")
        options = " ".join(f"--{name.replace('_', '-')}={check[name]}" for name in ("interval", "timeout", "start_period", "retries"))
        self.assertIn(f"\nHEALTHCHECK {options} CMD {json.dumps(check['test'][1:])}\n", image)

    def test_polso_takes_its_settings(self):
        self.assert_success(polso.run("check", "--config", self.folder / "polso/etc/polso/polso.toml", cwd=self.folder))

    @needs("promtool", "prometheus")
    def test_prometheus_takes_its_settings_and_finds_all_that_it_talks_to(self):
        path = self.folder / "prometheus/etc/prometheus/prometheus.yml"
        checked = run("promtool", "check", "config", path)
        self.assert_success(checked)
        self.assertIn("rules found", checked.stdout)
        self.assertIn(f"--config.file=/{path.relative_to(self.folder / 'prometheus')}", self.services["prometheus"]["command"])
        config = read_yaml(path)
        groups = [*config["scrape_configs"], *config["alerting"]["alertmanagers"]]
        targets = {target for group in groups for one in group["static_configs"] for target in one["targets"]}
        self.assertEqual(targets, {"polso:7860", "alertmanager:9093"})
        for target in targets:
            name, port = target.split(":")
            self.assertTrue(any(published.endswith(f":{port}") for published in self.services[name]["ports"]), target)

    @needs("amtool", "prometheus-alertmanager")
    def test_the_alertmanager_takes_its_settings(self):
        path = self.folder / "alertmanager/etc/alertmanager/alertmanager.yml"
        self.assert_success(run("amtool", "check-config", path))
        self.assertIn(f"--config.file=/{path.relative_to(self.folder / 'alertmanager')}", self.services["alertmanager"]["command"])

    def test_grafana_finds_its_dashboards_and_they_their_source(self):
        grafana = self.folder / "grafana"
        provider, = read_yaml(grafana / "etc/grafana/provisioning/dashboards/polso.yml")["providers"]
        boards = sorted((grafana / provider["options"]["path"][1:]).glob("*.json"))
        self.assertEqual([board.name for board in boards], sorted(path.name for path in (polso.ROOT / "deploy/grafana/dashboards").iterdir()))
        self.assertTrue(boards)
        source, = read_yaml(grafana / "etc/grafana/provisioning/datasources/polso.yml")["datasources"]
        self.assertEqual((source["type"], source["url"], source["isDefault"]), ("prometheus", "http://prometheus:9090", True))
        for board in boards:
            board = json.loads(board.read_text(encoding="utf-8"))
            chosen, = [variable for variable in board["templating"]["list"] if variable["type"] == "datasource"]
            self.assertEqual((chosen["query"], chosen["current"]), (source["type"], {}), "it takes the default source")
            used = {panel["datasource"]["uid"] for panel in board["panels"] if "datasource" in panel}
            self.assertEqual(used, {f"${{{chosen['name']}}}"}, board["uid"])


if __name__ == "__main__":
    polso.main()
