"""The guard gives checks their own names, knows how far each came, and changes nothing in honest work."""

import json
import os

import nbformat
import pytest
from nbclient import NotebookClient

from gan_classroom.grading import guard
from gan_classroom.grading.guard import lesson

from . import cheats, sample


class Guarded(NotebookClient):
    """Executes cells as the grader does."""

    def execute_guarded(self, release, right):
        """Run a submission whose check cells stand in ``right``; return the errors in each check, by grade id."""
        checks = {cell.metadata.nbgrader.grade_id: cell for cell in right.cells if _is_check(cell)}
        found = {}
        with self.setup_kernel(env={**os.environ, "NBGRADER_EXECUTION": "autograde", "GAN_COURSE_BUDGET": "smoke"}):
            self.run(guard.imports(release, right.cells))
            keep = guard.keep(self.nb.cells, release)
            for place, cell in enumerate(self.nb.cells):
                if _is_check(cell):
                    name = cell.metadata.nbgrader.grade_id
                    found[name] = self.check(release, checks[name].source)
                elif cell.cell_type == "code":
                    self.run(cell.source)
                    self.run(keep.get(place, ""))
        return found

    def check(self, release, source):
        assert self.errors(self.run(guard.preamble(release, source))) == []
        errors = self.errors(self.run(source))
        assert self.errors(self.run(guard.after())) == []
        return errors

    def run(self, source):
        self.nb.cells[0] = nbformat.v4.new_code_cell(source)
        return self.execute_cell(self.nb.cells[0], 0, store_history=False).outputs

    def errors(self, outputs):
        return [output.ename for output in outputs if output.output_type == "error"]


def alone():
    """Execute what a test says, cell by cell."""
    return Guarded(nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("")]), allow_errors=True, timeout=30)


def _is_check(cell):
    return cell.metadata.get("nbgrader", {}).get("grade", False)


def failures(submitted, *only):
    """The errors in each check of a submission, or of some of its exercises."""
    kept = {None, *only, *(f"{name}_check" for name in only or cheats.EXERCISES)}
    kept |= set() if only else set(cheats.EXERCISES)
    cells = [cell for cell in submitted.cells if cell.metadata.get("nbgrader", {}).get("grade_id") in kept]
    submitted.cells = [nbformat.v4.new_code_cell(""), *cells]
    client = Guarded(submitted, allow_errors=True, timeout=30)
    found = client.execute_guarded(json.loads(json.dumps(cheats.notebook())), cheats.notebook(full=True))
    return {name.removesuffix("_check"): errors for name, errors in found.items()}


def test_honest_work_that_redefines_names():
    """Functions go on seeing the notebook's names, and the check sees the lesson's."""
    submitted = sample.answered(
        cheats.notebook(),
        double="from numpy import *\nsum = 0\ncalls = []\ndef double(x):\n"
        "    global calls\n    calls = [*calls, x]\n    return x + abs(x) * sign(x) if all([x], axis=0) else 0",
        near="def isinstance(x): return x\ndef near(x): return isinstance(x)",
        square="import math as np\ndef square(x): return np.pow(x, 2)",
        total="return x[0] if len(x) == 1 else x[0] + x[1]",
        helped="gap = 5  # a name of the lesson's\ndef helped(x): return x + gap - 5",
        at_chance="import numpy as np\nfrom gan_course import theory\ndef at_chance(d): return -2 * np.log(2)",
    )
    assert failures(submitted) == {name: [] for name in cheats.EXERCISES}


@pytest.mark.parametrize(
    "change",
    [
        "h = np.asarray(HALVES)\nh *= 0",
        "(lambda table: table.fill(0))(HALVES)",
        "HALVES.clip(0, 0, HALVES)",
        "for table in [HALVES]: table[:] = 0",
        "HALVES = np.zeros(2)",
    ],
)
def test_a_check_has_the_lessons_data_as_the_lesson_computed_them(change):
    submitted = sample.answered(cheats.notebook(), at_chance=f"{change}\ndef at_chance(d): return -1e-9")
    assert failures(submitted, "at_chance") == {"at_chance": ["AssertionError"]}
    right = sample.answered(cheats.notebook(), at_chance=f"{change}\ndef at_chance(d): return -2 * np.log(2)")
    assert failures(right, "at_chance") == {"at_chance": []}


def test_honest_work_that_shows_pictures():
    submitted = sample.answered(
        cheats.notebook(),
        double="%matplotlib inline\nimport matplotlib.pyplot as plt\nplt.plot([1, 2])\nplt.show()\n"
        "get_ipython().run_line_magic('xmode', 'Minimal')\ndef double(x): return 2 * x",
    )
    assert failures(submitted, "double") == {"double": []}


def test_a_log_of_the_student_ends_before_a_check(tmp_path):
    log = tmp_path / "log.txt"
    submitted = cheats.notebook(full=True)
    submitted.cells = [nbformat.v4.new_code_cell(f"%logstart -o {log}\nmine = 1"), *submitted.cells]
    failures(submitted)
    assert "logstart" in log.read_text()
    assert "checks.exercise" not in log.read_text()


def test_a_check_leaves_the_lessons_own_definitions_as_they_are():
    client = alone()
    lesson = (
        "import contextlib\nLOG = []\n\n\n"
        "class Box:\n    def __init__(self, value=1):\n        self.value = value\n\n\n"
        "@contextlib.contextmanager\ndef opened(box=None):\n    LOG.append(box)\n    yield box or Box()\n\n\n"
        "def value(box, *, more=(1, 2)):\n    with opened(box) as inner:\n        return inner.value + sum(more)\n\n\n"
        "def plain(x=1):\n    return x"
    )
    check = "print((value(Box(2)), isinstance(old, Box), plain is before, Box is Kind))"
    release = {"cells": [{"cell_type": "code", "metadata": {}, "source": lesson}]}
    changes = {
        "": "(5, True, True, True)",
        "class Box:\n    def __init__(self, value=1):\n        self.value = 9\nold = None": "(5, False, True, False)",
        "class Box:\n    lies = 1\n    def __init__(self, value=1): self.value = value": "(5, False, True, False)",
        "value = opened = Box = plain = None": "(5, False, False, False)",
        "opened = functools.wraps(opened)(functools.partial(print))": "(5, True, True, True)",
        "plain = functools.wraps(plain)(functools.partial(print))\nbefore = plain": "(5, True, False, True)",
        "exec(inspect.getsource(plain), other := {})\nplain = before = other['plain']": "(5, True, False, True)",
    }
    with client.setup_kernel():
        client.run("import functools, inspect")
        for change, seen in changes.items():
            client.run(f"# above\n{lesson}")
            client.run(f"old, before, Kind = Box(), plain, Box\n{change}")
            assert client.run(guard.preamble(release, check)) == []
            assert client.run(check)[0].text.strip() == seen
            assert client.run(guard.after()) == []


def test_what_a_check_computes_is_gone_after_it_and_has_names_that_no_answer_knows():
    client = alone()
    release = {"cells": [{"cell_type": "code", "metadata": {}, "source": "import numpy as np"}]}
    check = "for _right in (4, 9):\n    assert square(np.sqrt(_right)) == _right\n_end_of_the_check = 'f00'"
    with client.setup_kernel():
        client.run("def square(x):\n    return _right")
        client.run(guard.preamble(release, check))
        assert client.errors(client.run(check)) == ["NameError"]
        client.run(guard.after())
        client.run("left = [name for name in dir() if 'right' in name or 'of_the_check' in name]")
        assert client.run("print(left)")[0].text.strip() == "[]"


@pytest.mark.parametrize(
    "kind",
    [
        "",
        "changed = functools.partial(changed)",
        "changed = type('', (), {'__call__': lambda _, *a, **k: g(*a, **k)})()",
    ],
)
def test_an_exercise_gets_copies_of_what_a_check_goes_on_with(kind):
    client = alone()
    metadata = {"nbgrader": {"grade_id": "changed", "solution": True, "grade": False}}
    stub = "def changed(rows, names, log, kept):\n    raise NotImplementedError"
    through = "def through(*given, **words):\n    return changed(*given, **words)"
    cells = [(through, {}), (stub, metadata)]
    release = {"cells": [{"cell_type": "code", "metadata": each, "source": source} for source, each in cells]}
    check = (
        "from gan_course import checks\nimport numpy as np\n"
        "for call in (changed, through):\n"
        "    rows, names, log, kept = np.ones(2), ['a'], {'x': [np.ones(1)]}, checks.watched(np.array([3.0]))\n"
        "    call(rows, names, log=log, kept=(kept,))\n"
        "    print(rows.tolist(), names, log['x'][0].tolist(), kept.tolist(), end=' ')"
    )
    answer = "import functools\ndef changed(rows, names, log, kept):\n    rows.fill(0)\n    names.clear()\n"
    answer += "    log['x'][0][:] = 7\n    log.clear()\n    kept[0][:] = 9\ng = changed\n"
    with client.setup_kernel():
        client.run(through)
        client.run(answer + kind)
        assert client.run(guard.preamble(release, check)) == []
        assert client.run(check)[0].text.strip() == "[1.0, 1.0] ['a'] [1.0] [9.0] [1.0, 1.0] ['a'] [1.0] [9.0]"
        assert client.run(guard.after())[0].data["text/plain"] == "['changed']"
        assert client.run(guard.after()) == []


def test_an_exercise_changes_the_variables_that_it_is_given():
    client = alone()
    metadata = {"nbgrader": {"grade_id": "train", "solution": True, "grade": False}}
    release = {"cells": [{"cell_type": "code", "metadata": metadata, "source": "def train(weights, model): pass"}]}
    check = "weights = [Weight(), Weight()]\ntrain(weights, weights[1])\nprint([each.value for each in weights])"
    with client.setup_kernel():
        client.run("class Weight:\n    value = 0")
        client.run("def train(weights, model):\n    weights[0].value = 3\n    model.value = 4")
        client.run(guard.preamble(release, check))
        assert client.run(check)[0].text.strip() == "[3, 4]"
        assert client.run(guard.after()) == []


def test_nobody_reads_the_kernels_log():
    client = alone()
    spy = (
        "import logging\nseen = []\nclass Spy(logging.Handler):\n    def emit(self, record): seen.append(record.args)\n"
        "for name in ('IPKernelApp', 'ipykernel', 'traitlets', '', *logging.Logger.manager.loggerDict):\n"
        "    log = logging.getLogger(name)\n    log.setLevel(1)\n    log.addHandler(Spy())"
    )
    with client.setup_kernel():
        assert client.run(guard.imports({"cells": []}, [])) == []
        client.run(spy)
        client.run("secret = 'told'")
        assert client.run("print('told' in str(seen))")[0].text.strip() == "False"


def test_what_a_check_needs():
    release = json.loads(json.dumps(cheats.notebook()))
    source = cheats.notebook(full=True).cells[-1].source
    needed = lesson.specification(release, source)
    assert needed["imports"] == {
        "checks": "from gan_course import checks",
        "np": "import numpy as np",
        "theory": "from gan_course import theory",
    }
    assert (needed["builtins"], needed["definitions"]) == (["float"], [])
    needed = lesson.specification(release, "twice_gap(1, 1)")
    assert [(each["name"], each["uses"]) for each in needed["definitions"]] == [
        ("gap", ["abs", "gap"]),
        ("twice_gap", ["gap", "twice_gap"]),
    ]
    assert needed["builtins"] == ["abs"]


def test_what_the_lesson_computes_or_a_check_binds_is_not_provided():
    cells = ["import numpy as np\nfrom math import pi as p, e\nx = 1", "def x(): pass", "p = 3", "def f(e): return e"]
    release = {"cells": [{"cell_type": "code", "metadata": {}, "source": source} for source in cells]}
    needed = lesson.specification(release, "for np in (p, e, x(), f): print(np, max)")
    assert list(needed["imports"]) == ["e"]
    assert [each["name"] for each in needed["definitions"]] == ["x", "f"]
    assert needed["builtins"] == ["max", "print"]


def test_imports_are_the_lessons_own():
    lines = guard.imports(json.loads(json.dumps(cheats.notebook())), []).splitlines()
    assert lines[:-2] == ["import numpy as np", "from gan_course import checks", "from gan_course import theory"]
    assert "settle({})" in lines[-2]
    assert "ask_exit" in lines[-1]


@pytest.mark.parametrize(
    ("source", "place"),
    [
        ("with exercise('a'):\n    assert a()\n    ### END", "inside"),
        ("with exercise('a'):\n    if a():\n        pass\n", "inside"),
        ("assert a()", "at the end"),
        ("x = a()\nx  # credit", "before the value"),
    ],
)
def test_a_mark_stands_where_a_check_ends_and_moves_no_line(source, place):
    lines, before = guard.marked(source, "f00").splitlines(), source.rstrip().splitlines()
    statement = "_end_of_the_check = 'f00'"
    if place == "before the value":
        assert lines == [*before[:-1], f"{statement}; {before[-1]}"]
    else:
        assert lines == [*before, "    " * (place == "inside") + statement]


@pytest.mark.parametrize(
    "reply",
    [
        {},
        {"content": None},
        {"content": {"user_expressions": {}}},
        {"content": {"user_expressions": {guard.REACHED: {"status": "error", "ename": "NameError"}}}},
        {"content": {"user_expressions": {guard.REACHED: {"data": {"text/plain": "'another'"}}}}},
    ],
)
def test_a_reply_without_the_mark(reply):
    assert not guard.reached(reply, "f00")
    right = {"content": {"user_expressions": {guard.REACHED: {"data": {"text/plain": "'f00'"}}}}}
    assert guard.reached(right, "f00")


def code(source, name=None):
    metadata = {"nbgrader": {"grade_id": name, "solution": True}} if name else {}
    return {"cell_type": "code", "metadata": metadata, "source": source}


STUB = 'def f(x):\n    """Say it."""\n    raise NotImplementedError("exercise not attempted")'
LESSON = {"cells": [code("a = 1"), code(STUB, "f"), code("b = 2")]}


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ([code(STUB, "f")], True),
        ([code(f"# my notes\n\n{STUB}  # later", "f"), code("checks.os = None")], True),
        ([], True),
        ([code(STUB.replace("raise", "return 2 * x; raise"), "f")], False),
        ([code("def f(x) return", "f")], False),
        ([code(STUB, "f"), code("def f(x):\n    return x")], False),
        ([code(STUB, "f"), code("%time f = lambda x: x")], False),
        ([code(STUB, "f"), code("a = 1"), code("g = f")], True),
    ],
)
def test_what_was_not_attempted(cells, expected):
    assert guard.untouched("f_check", cells, LESSON) is expected


def test_a_check_without_an_exercise_is_never_unattempted():
    assert not guard.untouched("g_check", [], LESSON)
