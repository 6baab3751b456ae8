#!/usr/bin/env python3
"""The documents: links lead somewhere, commands run as they stand, what cannot run here exists at least, settings and figures are those of
the program. A block that is not run has a reason right above it: <!-- not run: … -->."""
import collections
import functools
import json
import os
import pathlib
import re
import shlex
import signal
import socket
import subprocess
import tempfile
import unittest

import polso
import serving

FENCE = re.compile(r"^( *)```(\w*)\n(.*?)^ *```$", re.DOTALL | re.MULTILINE)
LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)|<img[^>]* src=\"([^\"]+)\"")
REASON = re.compile(r"<!-- not run: (.+) -->\n$")
SHELL = ("sh", "bash", "console")
OWN = {"POLSO_UPDATE", "POLSO_HUB_TOKEN"}  # golden files of tests; what push tells the git that it starts
Block = collections.namedtuple("Block", "page language text reason")


def pages():
    listed = subprocess.run(["git", "ls-files", "-co", "--exclude-standard", "*.md"], cwd=polso.ROOT, capture_output=True, text=True, check=True)
    return sorted(polso.ROOT / name for name in listed.stdout.split() if (polso.ROOT / name).is_file())


def name_of(page):
    return str(page.relative_to(polso.ROOT))


def is_a_document(page):
    name = name_of(page)
    return name in ("README.md", "CONTRIBUTING.md", "SECURITY.md") or name.startswith("docs/")


def blocks(page):
    text = page.read_text(encoding="utf-8")
    for match in FENCE.finditer(text):
        reason = REASON.search(text[:match.start()])
        yield Block(name_of(page), match[2], match[3], reason[1] if reason else None)


def all_blocks(*languages):
    return [block for page in pages() if is_a_document(page) for block in blocks(page) if block.language in languages]


def anchors(page):
    """As GitHub makes them of headings."""
    text = FENCE.sub("", page.read_text(encoding="utf-8"))
    headings = re.findall(r"^#+ +(.+?) *$", text, re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", re.sub(r"[`*]", "", heading)).strip().lower().replace(" ", "-") for heading in headings}


@functools.cache
def help_of(*verb):
    done = polso.run(*verb, "--help")
    assert done.returncode == 0, done.stderr
    return done.stdout


def options_of(*verb):
    return set(re.findall(r"(?<![\w-])(-c|--[a-z][a-z-]*)", "\n".join(
        line[:30] for line in help_of(*verb).splitlines() if line.startswith("  -")))) | {"--help", "--version"}


def subverbs_of(*verb):
    _, _, listed = help_of(*verb).partition("Subcommands:\n")
    return re.findall(r"^  ([a-z]+) ", listed.split("\n\n")[0], re.MULTILINE)


def wrong_with_call(words):
    """What is wrong with the arguments of one call of polso, or None."""
    verb = []
    for word in words:
        if len(verb) < 2 and word in subverbs_of(*verb):
            verb.append(word)
        elif word.startswith("-") and word not in ("-", "…") and word.split("=")[0] not in options_of(*verb):
            return f"polso {' '.join(verb)} has no {word}"
        elif not verb and re.fullmatch(r"[a-z]+", word):
            return f"polso has no verb {word}"
    return None


def file_of(word):
    """Where a word that is a path of the project lies in the tree; None when it is none, or a pattern."""
    if not re.match(r"(tools|bench|tests|deploy|recipes|src|docs|web|build/bench/bench|build/release)/[\w./-]+$", word):
        return None
    made = re.match(r"build/(?:bench/bench|release)/(\w+)$", word)
    if not made:
        return polso.ROOT / word
    name = made[1]
    places = [f"bench/{name}", f"bench/{name}.cpp", f"src/{name.removesuffix('_test')}", "src/cmd" if name == "polso" else "none"]
    return next((polso.ROOT / place for place in places if (polso.ROOT / place).exists()), polso.ROOT / word)


def wrong_with_options(file, words):
    """Options that a script or bench does not know."""
    files = [path for path in file.rglob("*") if path.is_file()] if file.is_dir() else [file]
    text = "".join(path.read_text(encoding="utf-8", errors="replace") for path in files)
    unknown = [word for word in words if re.match(r"--[a-z]", word) and word.split("=")[0] not in text]
    return f"{name_of(file)} has no {unknown}" if unknown else None


def wrong_with(command):
    """What a command names that is not there, or None. Variables and what is piped count as further commands."""
    for part in re.split(r"\||&&|;|\n|\$\(", command):
        try:
            words = shlex.split(part, comments=True)
        except ValueError:
            continue
        while words and re.match(r"\w+=|time$|sudo$|nice$", words[0]):
            words = words[1:]
        if not words:
            continue
        for word in words:
            file = file_of(word)
            if file and not file.exists():
                return f"there is no {word}"
        first = file_of(words[0]) if words[0] not in ("python", "python3") else file_of(words[1])
        if pathlib.PurePath(words[0]).name == "polso":
            wrong = wrong_with_call(words[1:])
        elif words[0] == "make":
            targets = re.findall(r"^([a-z-]+):", (polso.ROOT / "Makefile").read_text(), re.MULTILINE)
            wrong = next((f"make has no {word}" for word in words[1:] if re.fullmatch("[a-z][a-z-]*", word) and word not in targets), None)
        else:
            wrong = wrong_with_options(first, words[1:]) if first and first.exists() else None
        if wrong:
            return wrong
    return None


def free_port():
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


class Place:
    """A folder that looks like a checkout with the program built, some posts of the reader's own and a database with them; one a document."""

    def __init__(self, folder):
        self.folder = folder
        for name in ("models", "recipes", "tools", "docs", "web", "polso.example.toml"):
            (folder / name).symlink_to(polso.ROOT / name)
        (folder / "build/release").mkdir(parents=True)
        (folder / "build/release/polso").symlink_to(polso.BINARY)
        (folder / "bin").mkdir()
        (folder / "bin/polso").symlink_to(polso.BINARY)
        (folder / ".curlrc").write_text("fail\n")  # an answer of 4xx ends the block
        serving.write_posts(folder / "posts.jsonl", serving.invented_posts(400))
        done = polso.run("ingest", "posts.jsonl", "--db", "polso.db", cwd=folder)
        assert done.returncode == 0, done.stderr

    def keep(self, block):
        """A configuration that a page shows lies there under the name of its first line."""
        named = re.match(r"# (\w+\.toml)\n", block.text)
        if block.language == "toml" and named:
            (self.folder / named[1]).write_text(block.text, encoding="utf-8")

    def run(self, block):
        """Verbatim, but that a server is put into the background until the block is over, and gets a free port."""
        port = free_port()
        lines = []
        for line in block.text.replace("localhost:7860", f"localhost:{port}").replace("127.0.0.1:7860", f"127.0.0.1:{port}").splitlines():
            lines.append(line)
            if re.search(r"\bpolso serve(?! token)\b", line):
                command, _, note = line.partition("#")
                lines[-1] = f"{command.rstrip()} & #{note}"
                lines.append(f"for _ in $(seq 300); do polso check --server http://127.0.0.1:{port} >/dev/null 2>&1 && break; sleep 0.1; done")
        clean = {key: value for key, value in os.environ.items() if not key.startswith("POLSO_")}
        process = subprocess.Popen(["bash", "-euc", "\n".join(lines)], cwd=self.folder, text=True, start_new_session=True,
                                   stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                                   env={**clean, "PATH": f"{self.folder / 'bin'}:{os.environ['PATH']}", "HOME": str(self.folder),
                                        "POLSO_LISTEN": f"127.0.0.1:{port}", "TEAM_HOOK": "http://127.0.0.1:1/hook"})
        try:
            code = process.wait(120)
        finally:
            try:
                os.killpg(process.pid, signal.SIGTERM)
            except ProcessLookupError:
                pass
        return code, process.communicate(timeout=30)[0]


class DocumentsTest(unittest.TestCase):
    maxDiff = None

    def test_every_relative_link_and_anchor_resolves(self):
        broken = []
        for page in pages():
            text = FENCE.sub("", page.read_text(encoding="utf-8"))
            for match in LINK.finditer(re.sub(r"`[^`\n]*`", "", text)):
                link = match[1] or match[2]
                if re.match(r"[a-z]+:", link):
                    continue
                path, _, anchor = link.partition("#")
                target = (page.parent / path).resolve() if path else page
                if not target.exists() or not target.is_relative_to(polso.ROOT):
                    broken.append(f"{name_of(page)}: {link}")
                elif anchor and anchor not in anchors(target):
                    broken.append(f"{name_of(page)}: {link}: {target.name} has no such heading")
        self.assertEqual(broken, [])

    def test_what_commands_name_is_there(self):
        wrong = []
        for page in pages():
            text = page.read_text(encoding="utf-8")
            spans = re.findall(r"`([^`\n]+)`", FENCE.sub("", text))
            commands = [span for span in spans if re.match(r"(time |HF_TOKEN=\S+ |POLSO_DATA=\S+ )?((build/release/)?polso|make|tools/|bench/|tests/|build/|python) ?", span)]
            for command in commands + [block.text for block in blocks(page) if block.language in SHELL]:
                found = wrong_with(command)
                if found:
                    wrong.append(f"{name_of(page)}: {command.strip()[:120]}: {found}")
        self.assertEqual(wrong, [])

    def test_every_block_of_commands_is_known_as_such(self):
        for page in pages():
            if not is_a_document(page):
                continue
            text = FENCE.sub("", page.read_text(encoding="utf-8"))
            self.assertNotRegex(text, r"(?m)^    (polso|make|tools/|POLSO|HF_|\$)", f"{name_of(page)}: a fence makes it a block that is tested")
            for block in blocks(page):
                self.assertIn(block.language, (*SHELL, "toml", "json", "text"), f"{block.page}: {block.text}")

    @unittest.skipIf(polso.NO_MODEL, polso.NO_MODEL)
    def test_blocks_run_as_they_stand(self):
        places = {}
        for block in all_blocks(*SHELL, "toml"):
            if block.page not in places:
                places[block.page] = Place(polso.folder_of(self))
            places[block.page].keep(block)
            if block.language == "toml":
                continue
            parsed = subprocess.run(["bash", "-n"], input=block.text, capture_output=True, text=True)
            self.assertEqual(parsed.returncode, 0, f"{block.page}: {parsed.stderr}")
            if block.reason:
                print(f"not run, {block.page}: {block.text.splitlines()[0].strip()} …: {block.reason}")
                continue
            with self.subTest(page=block.page, block=block.text):
                code, said = places[block.page].run(block)
                self.assertEqual(code, 0, said)

    @unittest.skipIf(polso.NO_MODEL, polso.NO_MODEL)
    def test_configurations_are_good_and_json_is_json(self):
        with tempfile.TemporaryDirectory() as folder:
            for block in all_blocks("toml"):
                path = pathlib.Path(folder, "polso.toml")
                path.write_text(block.text, encoding="utf-8")
                done = polso.run("check", "--config", path, environment={"TEAM_HOOK": "http://127.0.0.1:1/hook", "DESK_SECRET": "whsec_c2VjcmV0"})
                self.assertEqual(done.returncode, 0, f"{block.page}: {block.text}{done.stderr}")
        for block in all_blocks("json"):
            json.loads(block.text)


class SettingsTest(unittest.TestCase):
    PAGE = polso.ROOT / "docs/configuration.md"

    def test_the_page_has_every_setting_with_its_default(self):
        example = dict(re.findall(r"^([a-z_]+) = (.+)$", (polso.ROOT / "polso.example.toml").read_text(), re.MULTILINE))
        page = dict(re.findall(r"^\| `([a-z_]+)` \| `([^`]*)` \| \S", self.PAGE.read_text(encoding="utf-8"), re.MULTILINE))
        self.assertEqual(page, example)

    def test_the_page_has_every_key_of_a_target_and_every_variable_that_is_read(self):
        page = self.PAGE.read_text(encoding="utf-8")
        sources = {path: path.read_text(encoding="utf-8") for path in (polso.ROOT / "src").rglob("*.cpp")
                   if not path.name.endswith("_test.cpp")}
        keys = re.search(r"kKeys\{(.*?)\}", sources[polso.ROOT / "src/base/target_table.cpp"], re.DOTALL)[1]
        read = {name for text in sources.values() for name in re.findall(r'"((?:POLSO|HF|XDG)_[A-Z_]+|NO_COLOR|CURL_CA_BUNDLE)"', text)}
        named = set(re.findall(r"`([^`]+)`", page.replace(" ", "` `")))
        self.assertEqual((set(re.findall(r'"(\w+)"', keys)) | read) - named - OWN, set())

    def test_the_readme_lists_every_verb(self):
        listed = re.findall(r"^\| `polso (\w+)` \|", (polso.ROOT / "README.md").read_text(encoding="utf-8"), re.MULTILINE)
        self.assertEqual(sorted(listed), sorted(subverbs_of()))

    def test_every_figure_of_the_results_that_has_a_row_of_its_own_has_its_command(self):
        without, column, inside = [], None, False
        for line in (polso.ROOT / "docs/results.md").read_text(encoding="utf-8").splitlines():
            cells = [cell.strip() for cell in line.strip("|").split("|")] if line.startswith("|") else []
            if cells and not inside:
                column = cells.index("command") if "command" in cells else None
            elif cells and column is not None and not cells[column]:
                without.append(line)
            inside = bool(cells)
        self.assertEqual(without, [])

    def test_the_readme_compares_with_figures_of_the_results(self):
        results = (polso.ROOT / "docs/results.md").read_text(encoding="utf-8")
        readme = (polso.ROOT / "README.md").read_text(encoding="utf-8")
        section = readme[readme.index("## Or something else?"):readme.index("## Read on")]
        figures = re.findall(r"\d+\.\d+", section)
        self.assertGreater(len(figures), 7)
        self.assertEqual([figure for figure in figures if not re.search(rf"(?<![\d.]){re.escape(figure)}(?!\d)", results)], [])

    def test_the_italian_report_has_the_figures_of_the_results(self):
        results = (polso.ROOT / "docs/results.md").read_text(encoding="utf-8")
        report = (polso.ROOT / "docs/it/relazione.md").read_text(encoding="utf-8")
        table = report[report.index("## 4."):report.index("## 5.")]
        figures = re.findall(r"(?<![\w,.])\d{1,3}(?:\.\d{3})*(?:,\d+)?(?![\w])", table)
        self.assertGreater(len(figures), 30)
        english = [figure.replace(".", "_").replace(",", ".").replace("_", ",") for figure in figures]
        self.assertEqual([figure for figure in english if not re.search(rf"(?<![\d.,]){re.escape(figure)}(?!\d)", results)], [])


if __name__ == "__main__":
    polso.main()
