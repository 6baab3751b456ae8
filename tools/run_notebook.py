#!/usr/bin/env python3
"""Executes the notebook from the first cell to the last and saves it with its outputs, in place or elsewhere.

A cell that fails ends it, and nothing is written. What differs from run to run without meaning (times, the kernel's
version) is left out; an output that names a folder of this machine is refused. Needs nbclient, nbformat, ipykernel and
matplotlib (tools/reference.sh). Usage: tools/run_notebook.py [--to FILE]
"""
import argparse
import json
import os
import pathlib
import sys
import tempfile

import nbclient
import nbformat

ROOT = pathlib.Path(__file__).resolve().parent.parent
NOTEBOOK = ROOT / "notebooks/polso_colab.ipynb"
CELL_SECONDS = 600


def paths_of_this_machine():
    """Folders that must not be seen in an output."""
    named = [os.environ.get("POLSO_BIN", ""), *os.environ.get("POLSO_DATA", "").split(":")]
    return {str(path) for path in (ROOT, pathlib.Path.home(), tempfile.gettempdir(), *named) if str(path) not in ("", "/")}


def settled(output):
    """The output without what is another in every run."""
    if "execution_count" in output:
        output["execution_count"] = None
    output.pop("transient", None)
    return output


def execute(notebook):
    """Runs every cell in a kernel of its own, with the notebook's folder as the current one."""
    os.environ["MPLBACKEND"] = "module://matplotlib_inline.backend_inline"
    nbclient.NotebookClient(notebook, timeout=CELL_SECONDS, kernel_name="python3", allow_errors=False, record_timing=False,
                            coalesce_streams=True, resources={"metadata": {"path": str(NOTEBOOK.parent)}}).execute()
    notebook.metadata["language_info"] = {"name": "python"}
    for cell in notebook.cells:
        cell.metadata.pop("execution", None)
        if cell.cell_type == "code":
            cell.outputs = [settled(output) for output in cell.outputs]
    seen = json.dumps([cell.get("outputs", []) for cell in notebook.cells], ensure_ascii=False)
    for path in paths_of_this_machine():
        if path in seen:
            sys.exit(f"run_notebook: an output names '{path}', a folder of this machine: nothing is saved")
    return notebook


def main():
    options = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    options.add_argument("--to", type=pathlib.Path, default=NOTEBOOK, help="where to save it (default: in place)")
    to = options.parse_args().to
    notebook = execute(nbformat.read(NOTEBOOK, as_version=4))
    nbformat.validate(notebook)
    nbformat.write(notebook, to)
    print(f"run_notebook: all {sum(cell.cell_type == 'code' for cell in notebook.cells)} code cells ran; saved")


if __name__ == "__main__":
    main()
