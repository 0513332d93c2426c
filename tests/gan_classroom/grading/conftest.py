"""One grading run over everything that students hand in; the tests look at what came of each."""

import copy
import io
import json
import tarfile
import zipfile
from types import SimpleNamespace

import nbformat
import pytest

from gan_classroom import grading
from gan_classroom.grading.limits import Limits
from gan_classroom.grading.sandbox import bubblewrap

from . import sample

LIMITS = Limits(cell_seconds=10, notebook_seconds=50, memory_mb=700, processes=24, file_mb=20, submission_mb=3)
DAY02 = {"triple": ("return 3 * x", "assert triple(3) == 9, 'three times 3 is 9'", "assert triple(-1) == -3")}


def notebooks(course):
    """Submissions by student; each holds one thing that could change the marks."""
    ours, answered = sample.ours, sample.answered
    return {
        "blank": sample.blank(),
        "explorer": _with_cell(sample.blank(), "print('tried')"),
        "ours": ours(),
        "wrong": answered(double="return x", half="return 2 * x", square="return 4", credit="return 0.0"),
        "only the visible tests": answered(square="return 9", double="return x + x"),
        "stderr": ours(double="import sys; print('hm', file=sys.stderr); return 2 * x"),
        "warning": ours(double="import os, warnings; warnings.warn('!'); os.write(2, b'E0000\\n'); return 2 * x"),
        "long line": ours(double="print('x' * 20_000_000); return 2 * x", half="raise ValueError('x' * 20_000_000)"),
        "numpy credit": ours(credit="return np.float64(0.5)"),
        "no credit": ours(credit="return np.False_"),
        "much credit": ours(credit="return 100.0"),
        "exits": ours(half="import os; os._exit(0)"),
        "killed": ours(half="import os; os.kill(os.getpid(), 9)"),
        "quits": ours(half="quit()"),
        "asks": ours(half="return float(input())"),
        "loop": ours(half="while True: pass"),
        "stubborn loop": ours(half="import signal; signal.signal(signal.SIGINT, signal.SIG_IGN)\n    while True: pass"),
        "flood": ours(half="while True: print('x' * 1000)"),
        "memory": ours(half="kept = []\n    while True: kept.append(b'x' * 20_000_000)"),
        "fork bomb": ours(half="import os\n    while True: os.fork()"),
        "fills the disk": ours(half="open('/tmp/x', 'wb').write(bytes(30_000_000)); return x / 2"),
        "fills the disk bit by bit": ours(half=_FILL),
        "leaves its folder": ours(half="open('../../../evil', 'w'); return x / 2"),
        "network": ours(half="import socket; socket.create_connection(('1.1.1.1', 53), 2); return x / 2"),
        "reads the solutions": ours(half=f"open({str(course / 'solutions/day01/sample.ipynb')!r}); return x / 2"),
        "reads the settings": ours(half=f"open({str(course / 'nbgrader_config.py')!r}); return x / 2"),
        "thread": ours(
            half="import threading, time; threading.Thread(target=time.sleep, args=[900]).start(); return x / 2"
        ),
        "process": ours(half="import subprocess; subprocess.Popen(['sleep', '98765']); return x / 2"),
        "another kernel": _kernel(ours(), "ruby"),
        "edited checks": _edited(answered(double="return x", half="return x")),
        "deleted checks": _without(ours(), "double_check", "square_check"),
        "deleted exercise": _without(ours(), "half"),
        "copied": _copied(_copied(ours(), "double_check"), "double", "def double(x):\n    return 2 * x  # again"),
        "stripped": _stripped(ours()),
        "displays": answered(double="import sys; print('✓ double'); sys.displayhook(2.0); return x"),
        "null exercise": ours(
            double="import contextlib\nchecks.exercise = contextlib.nullcontext\ndef double(x): return x"
        ),
        "null exit": answered(double="type(checks.exercise('')).__exit__ = lambda *_: True\ndef double(x): return x"),
        "fake checks": answered(double="class checks:\n    exercise = print\ndef double(x): return x"),
        "fake allclose": ours(square="np.allclose = lambda *_: True\ndef square(x): return 4"),
        "no asserts": ours(double=_transformer()),
        "Jörg Müller": ours(),
        "[a]*?": ours(),
        "=1+1": ours(),
    }


def files():
    """Submissions as they lie in the folder, by path."""
    text = json.dumps(sample.ours())
    other = sample.full({"other": ("return 1", "assert other(1)", "assert other(2)")}, ())
    second = sample.answered(sample.blank(DAY02, ()), triple="return 3 * x")
    latin = json.dumps(sample.ours(double="return 2 * x  # Lösung"), ensure_ascii=False).encode("latin-1")
    return {
        "not json/sample.ipynb": "# just my answers\n",
        "cut off/sample.ipynb": text[: len(text) // 2],
        "empty/sample.ipynb": "",
        "web page/sample.ipynb": "<!DOCTYPE html><html></html>",
        "new format/sample.ipynb": {**sample.ours(), "nbformat": 5},
        "old format/sample.ipynb": _old_format(sample.ours()),
        "latin/sample.ipynb": latin,
        "pdf/sample.pdf": b"%PDF",
        "nothing/.DS_Store": b"",
        "other notebook/sample.ipynb": other,
        "renamed/My homework (final).ipynb": sample.ours(),
        "other day/day02/second.ipynb": second,
        "wrong day/day01/sample.ipynb": second,
        "two files/day01/sample.ipynb": sample.ours(),
        "two files/day01/sample-Copy1.ipynb": sample.blank(),
        "broken and good/sample.ipynb": "{",
        "broken and good/sample (1).ipynb": sample.ours(),
        "flat_day01_sample.ipynb": sample.ours(),
        "zipped.zip": _zip({"../../evil/sample.ipynb": text}),
        "broken zip.zip": b"PK\x03\x04",
        "nested.zip": _zip({"homework.zip": _zip({"sample.ipynb": text})}),
        "too nested.zip": _zip({"a.zip": _zip({"b.zip": _zip({"sample.ipynb": text})})}),
        "empty zip.zip": _zip({}),
        "tarred.tar.gz": _tar_gz("work/sample.ipynb", text.encode()),
        "tar bomb.tar.gz": _tar_gz("sample.ipynb", bytes(30_000_000)),
        "zip bomb.zip": _zip({"sample.ipynb": " " * 30_000_000}),
        "greedy.ipynb": "[" + "{}," * 900_000 + "{}]",
        "seven.7z": b"7z\xbc\xaf",
        "rar_day01.rar": b"Rar!",
        "printed.pdf": b"%PDF",
        "exported.html": b"<html>",
        "Cleo Ø_4711_assignsubmission_file_/sample.ipynb": sample.ours(),
        "lovelaceada_LATE_1234_5678_sample.ipynb": sample.ours(),
        "hopper_77_8_sample.ipynb": sample.ours(),
        "hopper_77_9_sample-1.ipynb": "{",
        "roster.csv": "name",
    }


@pytest.fixture(scope="session")
def batch(tmp_path_factory):
    """The rows by student, the folders, and the lines that were said."""
    if problem := bubblewrap.problem():
        pytest.skip(f"no sandbox: {problem}")
    folder = tmp_path_factory.mktemp("grading")
    days = {"day01__sample": sample.full(), "day02__second": sample.full(DAY02, ())}
    course = sample.make_course(folder / "course", **days)
    submissions = folder / "submissions"
    for student, notebook in notebooks(course).items():
        sample.write(submissions / student / "sample.ipynb", notebook)
    for path, content in files().items():
        sample.write(submissions / path, content)
    (submissions / "link").mkdir()
    (submissions / "link" / "sample.ipynb").symlink_to(course / "solutions" / "day01" / "sample.ipynb")
    (submissions / "huge").mkdir()
    with (submissions / "huge" / "sample.ipynb").open("wb") as file:
        file.truncate(200_000_000)
    said = []
    rows = grading.grade(submissions, folder / "grades", course=course, limits=LIMITS, workers=2, say=said.append)
    return SimpleNamespace(
        rows={row.student: row for row in rows if row.day == "day01"},
        second={row.student: row for row in rows if row.day == "day02"},
        said=said,
        submissions=submissions,
        output=folder / "grades",
    )


_FILL = """import itertools
    for number in itertools.count():
        open(f'/tmp/{number}', 'wb').write(bytes(15_000_000))
    return x / 2"""


def _with_cell(notebook, source):
    notebook.cells.append(nbformat.v4.new_code_cell(source))
    return notebook


def _kernel(notebook, name):
    notebook.metadata["kernelspec"] = {"name": name, "display_name": name, "language": name}
    return notebook


def _transformer():
    return (
        "import ast\nclass Quiet(ast.NodeTransformer):\n    def visit_Assert(self, node): return ast.Pass()\n"
        "get_ipython().ast_transformers.append(Quiet())\ndef double(x): return x"
    )


def _edited(notebook):
    for cell in notebook.cells:
        cell.metadata["tags"] = ["skip-execution"]
    notebook.cells[sample.at(notebook, "double_check")].source = "pass"
    notebook.cells[sample.at(notebook, "half_check")].cell_type = "raw"
    return notebook


def _without(notebook, *names):
    for name in names:
        del notebook.cells[sample.at(notebook, name)]
    return notebook


def _copied(notebook, name, source=None):
    place = sample.at(notebook, name)
    again = copy.deepcopy(notebook.cells[place])
    again.source, again.id = source or again.source, f"{name}-copy".replace("_", "-")
    notebook.cells.insert(place + 1, again)
    return notebook


def _stripped(notebook):
    for index, cell in enumerate(notebook.cells):
        cell.metadata, cell.id = {}, f"new-{index}"
    return notebook


def _old_format(notebook):
    cells = [{**cell, "input": cell["source"].splitlines(True), "language": "python"} for cell in notebook.cells]
    return {"nbformat": 3, "nbformat_minor": 0, "metadata": {}, "worksheets": [{"cells": cells}]}


def _tar_gz(name, content):
    data = io.BytesIO()
    with tarfile.open(fileobj=data, mode="w:gz") as archive:
        entry = tarfile.TarInfo(name)
        entry.size = len(content)
        archive.addfile(entry, io.BytesIO(content))
    return data.getvalue()


def _zip(entries):
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    return data.getvalue()
