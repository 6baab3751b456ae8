#!/usr/bin/env python3
"""What is handed out, tried where nothing else is installed: the image, which buildah builds from this build's package on a base
that debootstrap makes, and whose server is started as an engine does; the .deb; its unit, under a systemd that boots; the archive.
Asks for root and Debian 12, where this build's package fits. All of it happens in memory (2.6 GB) and in mounts that vanish with it."""
import fcntl
import json
import os
import pathlib
import re
import shutil
import signal
import socket
import stat
import struct
import subprocess
import sys
import tempfile
import unittest
import urllib.request

import polso
import serving

MIRROR = os.environ.get("DEBIAN_MIRROR", "http://deb.debian.org/debian")
BASE = "docker.io/library/debian:bookworm-slim"
LARGEST = 120_000_000  # bytes that the files of the image may have
OUTSIDE = os.environ.get("POLSO_TEST_MOUNTS") is None
TEXT = "Still no reply. Shame on you."
URL = "http://127.0.0.1:7860"
CONTROL_GROUPS = [pathlib.Path("/sys/fs/cgroup", part) for part in ("", "systemd", "unified")]
# As an engine starts a process: a read-only root, /data a volume, /tmp in memory, a network and process ids of its own.
ENTER = """root=$1 data=$2 place=$3 user=$4 python=$5 test=$6; shift 6
mount --bind "$root" "$root"; mount -o remount,bind,ro "$root"
mount --bind "$data" "$root/data"; mount -t tmpfs tmpfs "$root/tmp"; mount -t proc proc "$root/proc"; mount --rbind /dev "$root/dev"
"$python" "$test" --loopback
exec setpriv --no-new-privs unshare --root="$root" --wd="$place" --setgid "$user" --setuid "$user" "$@"
"""

# A machine that boots: Debian's systemd as process 1, in a control group of its own below ours.
MACHINE = """root=$1 python=$2 test=$3
for groups in /sys/fs/cgroup /sys/fs/cgroup/systemd /sys/fs/cgroup/unified; do
  if [ -e "$groups/cgroup.procs" ]; then mkdir -p "$groups/polso-test"; echo $$ > "$groups/polso-test/cgroup.procs"; fi
done
exec unshare --mount --net --pid --ipc --uts --cgroup --fork --kill-child sh -euc "$BOOT" sh "$root" "$python" "$test"
"""
BOOT = """root=$1 python=$2 test=$3
mount --bind "$root" "$root"; cd "$root"
mount -t proc proc proc; mount -t sysfs sysfs sys; mount -t tmpfs tmpfs run; mount -t tmpfs tmpfs tmp; mount -t tmpfs tmpfs sys/fs/cgroup
mount -t tmpfs -o mode=755 tmpfs dev; mkdir dev/pts dev/shm; mount -t devpts -o newinstance,ptmxmode=0666 devpts dev/pts
ln -s pts/ptmx dev/ptmx
for device in null:3 zero:5 full:7 random:8 urandom:9; do mknod -m 666 "dev/${device%:*}" c 1 "${device#*:}"; done
if [ -e /sys/fs/cgroup/cgroup.procs ]; then
  mount -t cgroup2 cgroup2 sys/fs/cgroup
else
  mkdir sys/fs/cgroup/systemd sys/fs/cgroup/unified
  mount -t cgroup -o none,name=systemd cgroup sys/fs/cgroup/systemd; mount -t cgroup2 cgroup2 sys/fs/cgroup/unified
fi
"$python" "$test" --loopback
mkdir -p old; pivot_root . old
exec env -i container=other PATH=/usr/sbin:/usr/bin:/sbin:/bin chroot . sh -c 'umount -l /old; exec /lib/systemd/systemd'
"""


def bring_up_loopback():
    with socket.socket() as any_socket:
        fcntl.ioctl(any_socket, 0x8914, struct.pack("16sh14x", b"lo", 0x41))  # SIOCSIFFLAGS: up and running


def reason_to_skip():
    release = pathlib.Path("/etc/os-release").read_text(encoding="utf-8")
    if os.geteuid() != 0:
        return "THIS IS NOT ROOT, WHICH debootstrap AND mount ASK FOR"
    if "\nID=debian\n" not in release or 'VERSION_ID="12"' not in release:
        return "THIS IS NOT DEBIAN 12, FOR WHICH THE PACKAGE IN THE IMAGE IS BUILT"
    for command in ("buildah", "debootstrap", "cpack"):
        if shutil.which(command) is None:
            return f"THERE IS NO {command}"
    if not polso.BINARY.with_name("CPackConfig.cmake").exists():
        return f"{polso.BINARY} IS NOT IN A BUILD FOLDER"
    if subprocess.run(["unshare", "--mount", "--net", "--pid", "--fork", "true"], capture_output=True).returncode != 0:
        return "THIS ROOT MAY NOT MAKE NAMESPACES"
    try:
        urllib.request.urlopen(f"{MIRROR}/dists/bookworm/Release", timeout=30).close()
    except OSError as error:
        return f"{MIRROR} (DEBIAN_MIRROR) DOES NOT ANSWER: {error}"
    return None


def run(*command, **options):
    done = subprocess.run([*map(str, command)], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, **options)
    assert done.returncode == 0, f"{command} ended with {done.returncode}: {done.stdout[-4000:]}"
    return done.stdout


def first_child(process):
    """The id, out here, of what is process 1 inside; None before there is one."""
    children = pathlib.Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text(encoding="ascii").split()
    return children[0] if children else None


def fields(status):
    """What a /proc/ID/status says, by name."""
    return dict(line.split(":\t", 1) for line in status.splitlines() if ":\t" in line)


class Container:
    """A process inside `root`; `config` is the image's. stop() gives its exit code."""

    def __init__(self, root, config, data, *command):
        self.environment = dict(entry.split("=", 1) for entry in config["Env"])
        self.user = config["User"].split(":")[0]
        self.log = tempfile.TemporaryFile()
        self.process = subprocess.Popen(
            ["unshare", "--mount", "--net", "--pid", "--fork", "--kill-child", "sh", "-euc", ENTER, "sh", root, data,
             config["WorkingDir"], self.user, sys.executable, __file__, *command],
            stdin=subprocess.DEVNULL, stdout=self.log, stderr=subprocess.STDOUT, env=self.environment)

    @property
    def first(self):
        return first_child(self.process)

    def execute(self, *command):
        """Runs one more process inside, as `docker exec` does."""
        return subprocess.run(["nsenter", "--target", self.first, "--mount", "--net", "--pid", "--root", "--wd", "--setgid", self.user,
                               "--setuid", self.user, *command], capture_output=True, text=True, env=self.environment, timeout=60)

    def from_beside(self, *command):
        """Runs a program of this machine in the container's network."""
        return run("nsenter", "--target", self.first, "--net", *command, timeout=60)

    def words(self):
        self.log.seek(0)
        return self.log.read().decode(errors="replace")

    def wait(self):
        return self.process.wait(60)

    def stop(self):
        if self.process.poll() is None and self.first:
            os.kill(int(self.first), signal.SIGTERM)
        return self.wait()

    def remove(self):
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()
        self.log.close()


class Workshop:
    """The base, the packages and the image, made once."""

    def __init__(self, folder):
        self.folder = folder
        self.packages = folder / "packages"
        packing = subprocess.Popen(["cpack", "--config", polso.BINARY.with_name("CPackConfig.cmake"), "-B", self.packages],
                                   stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        try:
            self.make_base()
        finally:
            said = packing.communicate()[0]
        assert packing.returncode == 0, said
        self.make_context()
        self.base_image()
        # The stage in which the package is installed by apt, then the image out of it.
        self.build("--target", "runtime", "--tag", "polso-installed")
        self.build("--tag", "polso")
        self.config = json.loads(self.buildah("inspect", "--type", "image", "polso"))["Docker"]["config"]

    def make_base(self):
        """Debian's smallest system, and what a base image leaves out of it."""
        base = self.folder / "base"
        run("debootstrap", "--variant=minbase", "bookworm", base, MIRROR)
        (base / "etc/apt/sources.list").write_text(f"deb {MIRROR} bookworm main\ndeb {MIRROR} bookworm-updates main\n"
                                                   f"deb {MIRROR}-security bookworm-security main\n", encoding="ascii")
        for inside in ("var/cache/apt", "var/lib/apt/lists", "usr/share/man", "usr/share/locale", "dev"):
            shutil.rmtree(base / inside)
            (base / inside).mkdir()
        self.base = base

    def make_context(self):
        """What a build from a checkout with `make package` sees."""
        context = self.folder / "context"
        (context / "out/package").mkdir(parents=True)
        for name in ("Dockerfile", ".dockerignore"):
            shutil.copy(polso.ROOT / name, context)
        shutil.copytree(polso.ROOT / "deploy/container", context / "deploy/container")
        for package in self.packages.glob("*.deb"):
            shutil.copy(package, context / "out/package")
        self.context = context

    def buildah(self, *arguments):
        return run("buildah", "--root", self.folder / "storage", "--runroot", self.folder / "run", "--storage-driver", "vfs", *arguments)

    def base_image(self):
        run("tar", "--create", "--file", self.folder / "base.tar", "--directory", self.base, ".")
        (self.folder / "Base").write_text("FROM scratch\nADD base.tar /\n", encoding="ascii")
        self.buildah("bud", "--file", self.folder / "Base", "--tag", BASE, self.folder)
        (self.folder / "base.tar").unlink()

    def build(self, *options):
        # How apt reaches its packages from here is nothing that an image should know.
        here = self.folder / "apt.conf"
        here.write_text(run("apt-config", "dump", "Acquire"), encoding="utf-8")
        self.buildah("bud", "--isolation", "chroot", "--pull-never", "--layers", "--format", "docker", "--build-arg", "PACKAGE=prebuilt",
                     "--volume", f"{here}:/etc/apt/apt.conf.d/99here:ro", *options, self.context)

    def files_of(self, image):
        return pathlib.Path(self.buildah("mount", self.buildah("from", "--pull-never", image).strip()).strip())


def setUpModule():
    folder = pathlib.Path(tempfile.mkdtemp())
    unittest.addModuleCleanup(folder.rmdir)
    run("mount", "-t", "tmpfs", "-o", "size=4g,mode=755", "tmpfs", folder)
    unittest.addModuleCleanup(run, "umount", "--recursive", "--lazy", folder)
    global workshop
    workshop = Workshop(folder)


class Inside(unittest.TestCase):
    def start(self, root, *command, config=None):
        data = pathlib.Path(tempfile.mkdtemp(dir=workshop.folder))
        os.chown(data, 1000, 1000)
        container = Container(root, config or workshop.config, data, *command)
        self.addCleanup(container.remove)
        container.data = data
        return container

    def assert_classifies(self, root, *command):
        container = self.start(root, *command, "classify", "--json", "--model", "models/en", TEXT)
        code = container.wait()
        self.assertEqual(code, 0, container.words())
        self.assertIn('"negative"', container.words())


class Image(Inside):
    @classmethod
    def setUpClass(cls):
        cls.root = workshop.files_of("polso")

    def test_its_server_answers_and_ends_as_an_engine_asks(self):
        config = workshop.config
        server = self.start(self.root, *config["Entrypoint"], *config["Cmd"])
        kind, *check = config["Healthcheck"]["Test"]
        self.assertEqual(kind, "CMD")
        self.assertTrue(serving.until(lambda: server.first and server.execute(*check).returncode == 0, 60), server.words())
        self.assertIn("it classifies", server.from_beside(polso.ROOT / "tools/smoke.py", URL))
        beside = server.from_beside(polso.BINARY, "check", "--server", URL)
        self.assertIn("ready", beside)

        status = fields(pathlib.Path(f"/proc/{server.first}/status").read_text(encoding="utf-8"))
        self.assertEqual(status["Uid"].split(), ["1000"] * 4)
        self.assertEqual((int(status["CapEff"], 16), int(status["CapPrm"], 16), status["NoNewPrivs"]), (0, 0, "1"))
        self.assertEqual(status["NSpid"].split()[-1], "1")
        mounts = pathlib.Path(f"/proc/{server.first}/mounts").read_text(encoding="utf-8").splitlines()
        self.assertTrue(next(line for line in mounts if line.split()[1] == "/").split()[3].startswith("ro"), mounts)

        self.assertEqual(server.stop(), 0, server.words())
        self.assertTrue((server.data / "polso.db").stat().st_size > 0)
        self.assertEqual([path.name for path in server.data.iterdir()], ["polso.db"], "nothing was left half done")

    def test_a_server_that_is_none_is_told_by_the_health_check(self):
        check = self.start(self.root, *workshop.config["Healthcheck"]["Test"][1:])
        self.assertEqual(check.wait(), 1, check.words())

    def test_it_is_small_and_holds_nothing_to_break_in_with(self):
        files = [(path, path.lstat()) for path in self.root.rglob("*")]
        size = sum({(info.st_ino): info.st_size for _, info in files if stat.S_ISREG(info.st_mode)}.values())
        handed_out = [path for path in workshop.packages.iterdir() if path.is_file()]
        print(f"the image has {size / 1e6:.1f} MB in files;", ", ".join(f"{path.name}: {path.stat().st_size / 1e6:.1f} MB" for path in handed_out))
        self.assertLessEqual(size, LARGEST)
        self.assertEqual([path for path, info in files if info.st_mode & (stat.S_ISUID | stat.S_ISGID) and not path.is_symlink()], [])
        self.assertEqual([path.name for path in (self.root / "usr/bin").iterdir()], ["polso"])
        self.assertEqual({path.relative_to(self.root).as_posix() for path, info in files if info.st_uid != 0}, {"data"})
        self.assertEqual(workshop.config["User"], "1000:1000")
        self.assertFalse((self.root / "etc/apt").exists())

    def test_its_bill_of_materials_names_what_is_in_it(self):
        bill = json.loads((self.root / "usr/share/polso/sbom.spdx.json").read_text(encoding="utf-8"))
        self.assertEqual((bill["spdxVersion"], bill["dataLicense"], bill["SPDXID"]), ("SPDX-2.3", "CC0-1.0", "SPDXRef-DOCUMENT"))
        self.assertRegex(bill["creationInfo"]["created"], r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$")
        packages = {package["name"]: package for package in bill["packages"]}
        self.assertEqual(len({package["SPDXID"] for package in bill["packages"]}), len(bill["packages"]))
        for package in bill["packages"]:
            self.assertRegex(package["SPDXID"], r"^SPDXRef-[A-Za-z0-9.-]+$")
            self.assertTrue(package["versionInfo"] and package["downloadLocation"])
            self.assertRegex(package["externalRefs"][0]["referenceLocator"], r"^pkg:deb/debian/[^@]+@[^:+@]+\?arch=(amd64|arm64|all)$")
        self.assertEqual([(one["relationshipType"], one["relatedSpdxElement"]) for one in bill["relationships"]],
                         [("DESCRIBES", packages["polso"]["SPDXID"])])
        # Each library belongs to a package that is listed, and each that is listed comes with its terms.
        listed = {}
        for status in (self.root / "var/lib/dpkg/status.d").iterdir():
            listed[status.name] = re.search(r"^Version: (.+)$", status.read_text(encoding="utf-8"), re.MULTILINE)[1]
            self.assertTrue((self.root / "usr/share/doc" / status.name / "copyright").stat().st_size > 0, status.name)
        self.assertEqual({name: package["versionInfo"] for name, package in packages.items()}, listed)
        installed = workshop.files_of("polso-installed")
        owned = "".join(path.read_text(encoding="utf-8") for name in packages
                        for path in (installed / "var/lib/dpkg/info").glob(f"{name}*.list") if re.split(r"[:.]list|:", path.name)[0] == name)
        for library in (self.root / "usr/lib").rglob("*.so*"):
            self.assertIn(f"/{library.name}\n", owned)


class DebianPackage(Inside):
    def test_it_runs_where_apt_installed_it_and_purging_it_leaves_nothing(self):
        root = workshop.files_of("polso-installed")
        inside = lambda *command: run("chroot", root, *command)  # noqa: E731
        for place in ("data", "usr/share/doc/polso/copyright", "usr/lib/systemd/system/polso.service", "etc/polso/polso.toml"):
            (root / "data").mkdir(exist_ok=True)
            self.assertTrue((root / place).exists(), place)
        self.assert_classifies(root, "polso")
        owned = inside("dpkg", "--listfiles", "polso").split("\n")
        files = [path for path in owned if path and not (root / path[1:]).is_dir()]
        self.assertIn("/usr/bin/polso", files)
        (root / "etc/polso/secrets.env").write_text("TEAM_HOOK=https://team.example/\n", encoding="ascii")
        inside("apt-get", "remove", "--yes", "polso")
        self.assertTrue((root / "etc/polso/secrets.env").exists(), "removed is not purged")
        inside("dpkg", "--purge", "polso")
        self.assertEqual([path for path in [*files, "/etc/polso", "/usr/share/polso/models"] if os.path.lexists(f"{root}{path}")], [])


class Service(unittest.TestCase):
    """The unit of the package under a systemd that boots, with all that it forbids itself."""

    @classmethod
    def setUpClass(cls):
        groups = [path for path in CONTROL_GROUPS if (path / "cgroup.procs").exists()]
        if not groups or not all(os.access(path, os.W_OK) for path in groups):
            raise unittest.SkipTest("SKIPPED: THIS ROOT MAY NOT MAKE CONTROL GROUPS")
        cls.root = root = workshop.files_of("polso-installed")
        shutil.copy("/etc/resolv.conf", root / "etc/resolv.conf")
        shutil.copy(workshop.folder / "apt.conf", root / "etc/apt/apt.conf.d/99here")
        run("mknod", "-m", "666", root / "dev/null", "c", "1", "3")
        run("chroot", root, "apt-get", "install", "--yes", "-qq", "--no-install-recommends", "systemd", "dbus",
            env={"PATH": os.environ["PATH"], "DEBIAN_FRONTEND": "noninteractive"})
        run("systemctl", f"--root={root}", "enable", "polso")
        run("systemctl", f"--root={root}", "set-default", "multi-user.target")
        cls.log = cls.enterClassContext(tempfile.TemporaryFile())
        cls.machine = subprocess.Popen(["sh", "-euc", MACHINE, "sh", root, sys.executable, __file__], env={**os.environ, "BOOT": BOOT},
                                       stdin=subprocess.DEVNULL, stdout=cls.log, stderr=subprocess.STDOUT)
        cls.addClassCleanup(cls.switch_off)

    @classmethod
    def switch_off(cls):
        cls.machine.kill()  # and with it all that is in it
        cls.machine.wait()
        for groups in [path / "polso-test" for path in CONTROL_GROUPS if (path / "polso-test").exists()]:
            serving.until(lambda groups=groups: not any(path.read_text() for path in groups.rglob("cgroup.procs")), 20)
            for group in sorted(filter(pathlib.Path.is_dir, [groups, *groups.rglob("*")]), reverse=True):
                group.rmdir()

    def inside(self, *command):
        return subprocess.run(["nsenter", "--target", first_child(self.machine), "--mount", "--pid", *command], capture_output=True, text=True)

    def network(self, *command):
        return run("nsenter", "--target", first_child(self.machine), "--net", *command, timeout=60)

    def as_service(self, *words):
        done = self.inside("polsoctl", *words)
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        return done.stdout

    def answers(self):
        if not first_child(self.machine) or self.inside("systemctl", "is-active", "polso").stdout.strip() != "active":
            return False
        return subprocess.run(["nsenter", "--target", first_child(self.machine), "--net", polso.BINARY, "check", "--server", URL],
                              capture_output=True).returncode == 0

    def words(self):
        self.log.seek(0)
        said = self.log.read().decode(errors="replace")
        return said + (self.inside("systemctl", "status", "polso").stdout if first_child(self.machine) else "\nthe machine is off")

    def model(self):
        ask = ("import json, sys, urllib.request; request = urllib.request.Request('http://127.0.0.1:7860/api/v1/classify',"
               " json.dumps({'text': sys.argv[1]}).encode(), {'Content-Type': 'application/json'});"
               " print(json.load(urllib.request.urlopen(request))['model'])")
        return self.network(sys.executable, "-c", ask, TEXT).strip()

    def test_it_starts_reloads_and_ends_shut_in_as_it_is(self):
        self.assertTrue(serving.until(self.answers, 60), self.words())
        self.network(polso.ROOT / "tools/smoke.py", URL)

        inner = self.inside("systemctl", "show", "--property", "MainPID", "--value", "polso").stdout.strip()
        status = fields(self.inside("cat", f"/proc/{inner}/status").stdout)
        self.assertGreaterEqual(int(status["Uid"].split()[0]), 61184, "a user that systemd made")
        self.assertEqual((int(status["CapEff"], 16), int(status["CapBnd"], 16), status["NoNewPrivs"], status["Seccomp"]), (0, 0, "1", "2"))

        config = self.root / "etc/polso/polso.toml"
        as_shipped = config.read_text(encoding="utf-8")
        config.write_text(f'model = "models/en-deep"\n{as_shipped}', encoding="utf-8")
        self.assertEqual(self.inside("systemctl", "reload", "polso").returncode, 0, self.words())
        # The transformer makes code as it runs: were that forbidden, it would end here.
        self.assertTrue(serving.until(lambda: "en-deep" in self.model(), 60), self.words())

        # What an operator does as the service belongs to the service, and its registry's champion is the model where none is named.
        added = json.loads(self.as_service("models", "add", "/usr/share/polso/models/it", "--registry", "registry", "--json"))
        self.as_service("models", "promote", added["version"], "--why", "tried", "--registry", "registry")
        config.write_text(f'registry = "/var/lib/polso/registry"\n{as_shipped}', encoding="utf-8")
        self.inside("systemctl", "restart", "polso")
        self.assertTrue(serving.until(self.answers, 60), self.words())
        self.assertEqual(self.model(), added["version"])
        self.as_service("models", "health")
        self.assertGreater(len(self.as_service("serve", "token", "prometheus").strip()), 20)
        self.assertIn("prometheus", self.as_service("serve", "token"))
        state = self.root / "var/lib/private/polso"
        self.assertEqual({path.stat().st_uid for path in state.rglob("*")}, {state.stat().st_uid})

        self.inside("systemctl", "stop", "polso")
        ended = self.inside("systemctl", "show", "--property", "Result,ExecMainStatus", "polso").stdout.split()
        self.assertEqual(sorted(ended), ["ExecMainStatus=0", "Result=success"])
        self.assertEqual(sorted(path.name for path in state.iterdir()), ["polso.db", "registry"])


class Archive(Inside):
    def test_it_runs_from_anywhere_with_no_library_but_glibc(self):
        root = workshop.folder / "bare"
        for inside in ("data", "dev", "proc", "tmp", "opt", "usr/lib", "usr/lib64"):
            (root / inside).mkdir(parents=True)
        for link in ("lib", "lib64"):
            (root / link).symlink_to(f"usr/{link}")
        listed = (workshop.base / "var/lib/dpkg/info/libc6:amd64.list").read_text(encoding="utf-8").split()
        files = [path for path in listed if "/lib" in path and not (workshop.base / path[1:]).is_dir()]
        run("sh", "-c", 'root=$1; shift; cp --archive --parents "$@" "$root"', "sh", root, *[f".{path}" for path in files], cwd=workshop.base)
        archive, = workshop.packages.glob("*.tar.zst")
        run("cmake", "-E", "tar", "xf", archive, cwd=root / "opt")
        place, = (root / "opt").iterdir()
        self.assert_classifies(root, f"/opt/{place.name}/bin/polso")
        terms = {path.name for path in (place / "share/doc/polso/libraries").iterdir()}
        self.assertLessEqual({"libdnnl2", "libcurl4", "libgnutls30", "libstdc++6"}, terms)
        self.assertEqual([path.name for path in (place / "lib/polso").glob("libc.*")], [])


if __name__ == "__main__":
    if sys.argv[1:] == ["--loopback"]:
        bring_up_loopback()
    elif OUTSIDE and (reason := reason_to_skip()):
        print(f"SKIPPED: {reason}", file=sys.stderr)
        sys.exit(polso.SKIPPED)
    elif OUTSIDE:
        os.environ["POLSO_TEST_MOUNTS"] = "own"
        # Whoever ends this process ends all that it started, and the memory that their mounts take.
        os.execvp("unshare", ["unshare", "--mount", "--pid", "--fork", "--kill-child", "--mount-proc", sys.executable, *sys.argv])
    else:
        polso.main()
