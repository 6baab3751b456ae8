#!/usr/bin/env python3
"""The Colab notebook, executed from the first cell to the last, and held to the outputs that are saved in it.

Skipped, and loudly so, where nbclient or the public data are missing; POLSO_PYTHON names a Python that has nbclient,
nbformat, ipykernel and matplotlib (tools/reference.sh makes one).
"""
import ast
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import unittest

import polso

NOTEBOOK = polso.ROOT / "notebooks/polso_colab.ipynb"
PYTHON = os.environ.get("POLSO_PYTHON", sys.executable)
NEEDS = "import ipykernel, matplotlib, nbclient, nbformat"
DATA = [pathlib.Path(folder) for folder in os.environ.get("POLSO_DATA", "").split(":") if folder]
ADDRESS = "https://github.com/polso-project/polso"
BADGE = "https://colab.research.google.com/github/polso-project/polso/blob/main/notebooks/polso_colab.ipynb"
HIDES = ["|| true", "2>/dev/null", "/dev/null", "allow_errors", "raises-exception", "suppress", "stderr=subprocess.DEVNULL"]
FIGURES = {"valutare": r"\| `models/en` \| (.*?) \|", "addestrare": r"\| `nuova` \| .*? \| (.*?) \|",
           "sorvegliare": r"moving mood \(LEAP\) \| (.*) \|",
           "persone": r"stima di Polso · estimate \| (.*) \|", "tempesta": r"\| US Airways \| (.*) \|"}


def reason_to_skip():
    missing = subprocess.run([PYTHON, "-c", NEEDS], capture_output=True, text=True)
    if missing.returncode != 0:
        return f"SKIPPED: THE NOTEBOOK WAS NOT EXECUTED: POLSO_PYTHON: {missing.stderr.strip().splitlines()[-1]}"
    for name in ("tweeteval/sentiment/test_text.txt", "us_airline"):
        if not any((folder / name).exists() for folder in DATA):
            return f"SKIPPED: THE NOTEBOOK WAS NOT EXECUTED: no folder of POLSO_DATA holds {name}"
    return polso.NO_MODEL


def read(path):
    return json.loads(path.read_text(encoding="utf-8"))


def code_cells(notebook):
    return [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]


def source(cell):
    return "".join(cell["source"])


def text_of(cell):
    """All words of a cell's outputs, as they are read."""
    texts = []
    for output in cell["outputs"]:
        data = output.get("data", {})
        texts.append("".join(output.get("text", data.get("text/markdown", data.get("text/plain", "")))))
    return "\n".join(texts)


def texts_of_the_data():
    """Posts of the data sets that the notebook reads, those long enough to be known again."""
    for folder in DATA:
        for name in ("tweeteval/sentiment/train_text.txt", "tweeteval/sentiment/test_text.txt", "tweeteval/sentiment/val_text.txt"):
            if (folder / name).is_file():
                yield from (folder / name).read_text(encoding="utf-8").split("\n")
        for name in ("us_airline/airline_dated.tsv", "us_airline/Tweets.csv"):
            if (folder / name).is_file():
                for line in (folder / name).read_text(encoding="utf-8").split("\n"):
                    yield from re.split(r"[\t,]", line)


def pictures(notebook):
    return sum("image/png" in output.get("data", {}) for cell in code_cells(notebook) for output in cell["outputs"])


def figures(notebook):
    """The figures that do not depend on what the hub or a data set's order made of a run."""
    cells = {cell["id"]: text_of(cell) for cell in code_cells(notebook)}
    found = {name: re.search(pattern, cells[name]) for name, pattern in FIGURES.items()}
    assert all(found.values()), f"a figure is missing: {found}"
    return {name: match[1] for name, match in found.items()}


class AsSaved(unittest.TestCase):
    """What is in the tree, without running it."""

    def setUp(self):
        self.notebook = read(NOTEBOOK)

    def test_the_badge_and_the_link_are_at_the_top(self):
        top = source(self.notebook["cells"][0])
        self.assertIn(BADGE, top)
        self.assertIn(f"<{ADDRESS}>", top)
        self.assertIn("Open in Colab", top)
        self.assertIn(ADDRESS, source(self.notebook["cells"][-1]), "it ends with links")

    def test_every_cell_was_run_in_order_and_its_outputs_are_saved(self):
        cells = code_cells(self.notebook)
        self.assertEqual([cell["execution_count"] for cell in cells], list(range(1, len(cells) + 1)))
        self.assertTrue(all(cell["outputs"] for cell in cells))

    def test_no_cell_hides_an_error(self):
        for cell in self.notebook["cells"]:
            self.assertEqual(cell["metadata"].get("tags", []), [], cell["id"])
        for cell in code_cells(self.notebook):
            for word in HIDES:
                self.assertNotIn(word, source(cell), cell["id"])
            tree = ast.parse(source(cell))  # plain Python: '!' and '%' would go on after a failure
            self.assertFalse(any(isinstance(node, (ast.Try, ast.ExceptHandler)) for node in ast.walk(tree)), cell["id"])

    def test_what_the_text_points_to_is_there(self):
        inside = re.compile(re.escape(ADDRESS) + r"/blob/main/([^)\s>]+)")
        words = "".join(source(cell) for cell in self.notebook["cells"])
        named = inside.findall(words)
        self.assertGreater(len(named), 5)
        for path in named:
            self.assertTrue((polso.ROOT / path).is_file(), path)

    def test_no_output_names_a_folder_of_a_machine(self):
        for cell in code_cells(self.notebook):
            self.assertIsNone(re.search(r"(?<![\w.:/])/(home|root|tmp|work|content|var|usr|opt|mnt)/", text_of(cell)), cell["id"])


class Executed(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        reason = reason_to_skip()
        if reason:
            raise unittest.SkipTest(reason)
        with tempfile.TemporaryDirectory() as folder:
            copy = pathlib.Path(folder) / "executed.ipynb"
            done = subprocess.run([PYTHON, polso.ROOT / "tools/run_notebook.py", "--to", copy], capture_output=True, text=True,
                                  env={**os.environ, "POLSO_BIN": str(polso.BINARY)}, timeout=850)
            assert done.returncode == 0, f"the notebook stopped:\n{done.stdout[-3000:]}{done.stderr[-3000:]}"
            cls.executed = read(copy)
        cls.saved = read(NOTEBOOK)

    def test_it_ran_as_it_is_saved_and_no_output_is_an_error(self):
        self.assertEqual([source(cell) for cell in self.executed["cells"]], [source(cell) for cell in self.saved["cells"]])
        cells = code_cells(self.executed)
        self.assertEqual([cell["execution_count"] for cell in cells], list(range(1, len(cells) + 1)))
        kinds = {output["output_type"] for cell in cells for output in cell["outputs"]}
        self.assertNotIn("error", kinds)
        self.assertFalse(any(output.get("name") == "stderr" for cell in cells for output in cell["outputs"]), "nothing is warned of")

    def test_the_figures_are_those_that_are_saved(self):
        self.assertEqual(figures(self.executed), figures(self.saved), "run tools/run_notebook.py, and look at what changed")

    def test_no_text_of_the_data_is_shown(self):
        shown = "\n".join(text_of(cell) for notebook in (self.saved, self.executed) for cell in code_cells(notebook))
        texts = {text.strip() for text in texts_of_the_data()}
        self.assertGreater(len(texts), 10_000)
        self.assertEqual([text for text in texts if len(text) >= 25 and text in shown], [])

    def test_the_pictures_are_there(self):
        self.assertEqual(pictures(self.executed), 4)
        self.assertEqual(pictures(self.saved), 4)


if __name__ == "__main__":
    polso.main()
