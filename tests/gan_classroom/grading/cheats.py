"""Solutions that set out to pass a check without being right, and what becomes of each."""

from typing import NamedTuple

import nbformat

from gan_classroom import grading
from gan_classroom.grading.sandbox import bubblewrap

from . import sample

#: Exercise → our solution, check, hidden test, as in `sample`. They use a tool of each kind.
EXERCISES = {
    "double": ("return 2 * x", "assert double(3) == 6, 'twice 3 is 6'", "assert double(-1) == -2"),
    "near": ("return x", "assert abs(near(3) - 3) < 1e-6", "assert all(isinstance(near(n), int) for n in (1, -2))"),
    "square": ("return x * x", "assert np.allclose(square(3), 9)", "np.testing.assert_allclose(square(-2), 4)"),
    "helped": ("return x", "assert gap(helped(2), 2) == 0", "assert twice_gap(helped(5), 5) == 0"),
    "total": ("return sum(x)", "row = [1, 2]\n    assert total(row) == sum(row)", "assert total([3]) == 3"),
    "at_chance": (
        "return -2 * np.log(2)",
        "assert np.isclose(at_chance(0.5), theory.value(0.5, HALVES, HALVES))",
        "assert float(at_chance(0)) < 0",
    ),
}

#: What the lesson itself defines, in an ordinary cell.
LESSON = """from gan_course import theory

HALVES = np.array([0.5, 0.5])


def gap(mine, expected):
    return abs(mine - expected)


def twice_gap(mine, expected, factor=2):
    return factor * gap(mine, expected)"""


class Cheat(NamedTuple):
    """A solution: the whole cell of one exercise, and whether it is in vain and nobody need read it."""

    exercise: str
    source: str
    in_vain: bool


WRONG = "\ndef {}(x): return 10"

PATCHES = {
    "hides its error, and takes that back": (
        "double",
        "shell = get_ipython()\ndef double(x):\n    shell.showtraceback = lambda *a, **k: None\n"
        "    shell.events.register('post_execute', back)\n    return 10\n"
        "def back():\n    del shell.showtraceback\n    shell.events.unregister('post_execute', back)",
    ),
    "checks.exercise": ("double", "import contextlib\nchecks.exercise = lambda name: contextlib.suppress(Exception)"),
    "a forgiving __exit__": ("double", "type(checks.exercise('')).__exit__ = lambda *_: True"),
    "a forgiving __exit__ by its code": (
        "double",
        "def ok(self, kind, error, traceback): return True\ntype(checks.exercise('')).__exit__.__code__ = ok.__code__",
    ),
    "_not_attempted": ("double", "checks._not_attempted = lambda error: True\nimport os\nos.environ.clear()"),
    "no NBGRADER_EXECUTION": (
        "double",
        "import os\nos.environ.pop('NBGRADER_EXECUTION', None)\n"
        "def double(x): raise NotImplementedError('exercise not attempted')",
    ),
    "np.allclose": ("square", "np.allclose = lambda *_, **__: True\nnp.testing.assert_allclose = np.allclose"),
    "np.testing alone": ("square", "np.testing.assert_allclose = lambda *_: None\ndef square(x): return 9"),
    "np.isclose inside NumPy": ("square", "import numpy._core.numeric as n\nn.isclose = lambda *_, **__: np.True_"),
    "the code of np.isclose": (
        "square",
        "def yes(a, b, rtol=1, atol=1, equal_nan=False): return True\n"
        "np.isclose._implementation.__code__ = yes.__code__",
    ),
    "the tolerance of np.isclose": (
        "at_chance",
        "np.isclose._implementation.__defaults__ = (1e9, 1e9, False)\ndef at_chance(d): return -9",
    ),
    "builtins.abs": ("near", "import builtins\nbuiltins.abs = lambda x: 0\nbuiltins.all = lambda x: True"),
    "builtins.isinstance": (
        "near",
        "import builtins\nreal = isinstance\nbuiltins.isinstance = lambda x, kind: real(x, kind)",
    ),
    "abs and all in the notebook": ("near", "abs = lambda x: 0\nall = lambda x: True"),
    "np in the notebook": (
        "square",
        "class np:\n    allclose = staticmethod(lambda *_: True)\n"
        "    class testing:\n        assert_allclose = staticmethod(lambda *_: True)",
    ),
    "checks in the notebook": (
        "double",
        "class checks:\n    exercise = lambda name: __import__('contextlib').suppress(Exception)",
    ),
    "np while the check runs": (
        "square",
        "class fake:\n    allclose = staticmethod(lambda *_: True)\n"
        "    class testing:\n        assert_allclose = staticmethod(lambda *_: True)\n"
        "def square(x):\n    global np\n    np = fake\n    return 9",
    ),
    "a helper of the lesson": ("helped", "gap = twice_gap = lambda *_: 0"),
    "a helper's code": ("helped", "def zero(mine, expected): return 0\ngap.__code__ = zero.__code__"),
    "a helper's defaults": ("helped", "twice_gap.__defaults__ = (0,)\ngap = lambda *_: 0"),
    "what a helper uses": ("helped", "abs = lambda x: 0"),
    "a reference function": ("at_chance", "theory.value = lambda *_: -10\ndef at_chance(d): return -10"),
    "a reference function's code": (
        "at_chance",
        "def ten(d, p, q, dx=1.0): return -10\ntheory.value.__code__ = ten.__code__\ndef at_chance(d): return -10",
    ),
    "theory in sys.modules": (
        "at_chance",
        "import sys, types, gan_course\nfake = types.SimpleNamespace(value=lambda *_: -10)\n"
        "sys.modules['gan_course.theory'] = gan_course.theory = theory = fake\ndef at_chance(d): return -10",
    ),
    "checks in sys.modules": (
        "double",
        "import contextlib, sys, types, gan_course\n"
        "fake = types.SimpleNamespace(exercise=lambda name: contextlib.suppress(Exception))\n"
        "sys.modules['gan_course.checks'] = gan_course.checks = checks = fake",
    ),
    "an import hook": (
        "double",
        "import builtins\nreal = builtins.__import__\nbuiltins.__import__ = lambda *a, **k: real(*a, **k)\n"
        "checks._passed.add('double')",
    ),
    "__builtins__": ("near", "__builtins__ = {**vars(__builtins__), 'abs': lambda x: 0, 'all': lambda x: True}"),
    "no asserts": (
        "double",
        "import ast\nclass Quiet(ast.NodeTransformer):\n    def visit_Assert(self, node): return ast.Pass()\n"
        "get_ipython().ast_transformers.append(Quiet())",
    ),
    "no text": ("double", "get_ipython().input_transformers_post.append(lambda lines: ['pass\\n'])"),
    "no text, cleaned": ("double", "get_ipython().input_transformers_cleanup.append(lambda lines: ['pass\\n'])"),
    "shell.run_cell": (
        "double",
        "shell, real = get_ipython(), get_ipython().run_cell\n"
        "shell.run_cell = lambda cell, *a, **k: real(cell.replace('assert ', 'pass # '), *a, **k)",
    ),
    "shell.run_cell_async of the class": (
        "double",
        "real = type(get_ipython()).run_cell_async\n"
        "type(get_ipython()).run_cell_async = lambda self, cell, **k: real(\n"
        "    self, cell.replace('assert ', 'pass # '), **k)",
    ),
    "shell.compile": (
        "double",
        "c, real = get_ipython().compile, get_ipython().compile.ast_parse\n"
        "c.ast_parse = lambda text, *a, **k: real('pass' if 'assert double' in text else text, *a, **k)",
    ),
    "kernel.do_execute": (
        "double",
        "k, real = get_ipython().kernel, get_ipython().kernel.do_execute\n"
        "k.do_execute = lambda code, *a, **o: real('pass' if 'assert double' in code else code, *a, **o)",
    ),
    "kernel.shell_handlers": (
        "double",
        "h = get_ipython().kernel.shell_handlers\nreal = h['execute_request']\n"
        "h['execute_request'] = lambda *a: real(*a)",
    ),
    "showtraceback": ("double", "get_ipython().showtraceback = lambda *a, **k: None"),
    "set_custom_exc": ("double", "get_ipython().set_custom_exc((Exception,), lambda *a, **k: None)"),
    "session.send": (
        "double",
        "s = get_ipython().kernel.session\nreal = s.send\n"
        "s.send = lambda stream, kind, *a, **k: None if kind == 'error' else real(stream, kind, *a, **k)",
    ),
    "settrace": ("double", "import sys\nsys.settrace(lambda *_: None)"),
    "setprofile": ("double", "import sys\nsys.setprofile(lambda *_: None)"),
    "an event": ("double", "get_ipython().events.register('pre_run_cell', lambda info: None)"),
    "the guard": (
        "double",
        "import contextlib, gan_classroom.grading.guard as guard\nguard.changed = lambda *_: []\n"
        "guard.probe = guard.read = None\nchecks.exercise = lambda name: contextlib.suppress(Exception)",
    ),
    "id and hash": (
        "double",
        "import builtins, contextlib\nbuiltins.id = builtins.hash = lambda x: 0\n"
        "checks.exercise = lambda name: contextlib.suppress(Exception)",
    ),
    "a thread": (
        "double",
        "import contextlib, threading, time\ndef later():\n    time.sleep(0.02)\n"
        "    checks.exercise = lambda name: contextlib.suppress(Exception)\n"
        "threading.Thread(target=later).start()\ntime.sleep(0.2)",
    ),
    "at exit": ("double", "import atexit\natexit.register(lambda: print('✓ double'))"),
    "the function itself patches": (
        "double",
        "def double(x):\n    type(checks.exercise('')).__exit__ = lambda *_: True\n    return 10",
    ),
    "SystemExit": ("double", "def double(x): raise SystemExit"),
    "quit": ("double", "def double(x): quit()"),
    "a skipped check": ("double", "def double(x): raise GeneratorExit"),
    "not attempted": ("double", "def double(x): raise NotImplementedError('exercise not attempted')"),
    "an error that changes the environment": (
        "double",
        "class Sly(Exception):\n    def __str__(self):\n        import os\n        os.environ.clear()\n"
        "        return 'exercise not attempted'\ndef double(x): raise Sly",
    ),
    "prints the mark": ("double", "print('✓ double')\nimport sys\nsys.displayhook(2.0)"),
    "equal to everything": (
        "double",
        "class Yes:\n    def __eq__(self, other): return True\ndef double(x): return Yes()",
    ),
    "a number equal to everything": (
        "double",
        "class Yes(float):\n    def __eq__(self, other): return True\n    __hash__ = None\n"
        "def double(x): return Yes(10)",
    ),
    "looks into the check": (
        "double",
        "import sys\ndef double(x):\n    constants = sys._getframe(1).f_code.co_consts\n"
        "    return 6 if 6 in constants and x == 3 else -2",
    ),
    "data of the lesson": (
        "at_chance",
        "HALVES = np.array([np.exp(10), 0.0])  # the check computes its expected value from these\n"
        "def at_chance(d): return theory.value(0.5, HALVES, HALVES) if d else -1",
    ),
}


#: These change what the check does not use, or nothing; others may gain marks, and are quoted for somebody to read.
IN_VAIN = {
    *("abs and all in the notebook", "np in the notebook", "np while the check runs"),
    *("a helper of the lesson", "what a helper uses", "SystemExit", "quit", "a skipped check", "not attempted"),
}


def _cheat(name):
    exercise, patch = PATCHES[name]
    complete = f"def {exercise}(" in patch
    return Cheat(exercise, patch if complete else patch + WRONG.format(exercise), name in IN_VAIN)


CHEATS = {name: _cheat(name) for name in PATCHES}

#: Answers to ``total`` that change what they are given: is the answer right?
CHANGING = {
    "def total(x):\n    x.clear()\n    return 0": False,
    "def total(x):\n    found = 0\n    while x:\n        found += x.pop()\n    return found": True,
}

#: One line before the first exercise of a notebook that is blank otherwise.
ONE_LINERS = {
    "no environment for the checks": "checks.os = __import__('types').SimpleNamespace(environ={})",
    "no environment": "import os; os.environ = {}",
    "a stub that is attempted": "checks._not_attempted = lambda error: True; checks.os.environ.clear()",
    "an exit that swallows": "checks._Exercise.__exit__ = lambda *_: True",
    "functions that do nothing": "double = near = square = helped = at_chance = lambda *_: NotImplemented",
}


def notebook(full=False):
    """The course's notebook for these exercises: the students' copy, or with solutions and hidden tests."""
    made = (sample.full if full else sample.blank)(EXERCISES, ())
    made.cells.insert(2, nbformat.v4.new_code_cell(LESSON))
    return made


def one_liner(name):
    """A blank notebook with one line in a cell of its own."""
    made = notebook()
    made.cells.insert(2, nbformat.v4.new_code_cell(ONE_LINERS[name]))
    return made


def submission(name, **answers):
    """What a cheat hands in: everything else as we have it. Without a name, all of it, but for some answers."""
    cheated = {CHEATS[name].exercise: CHEATS[name].source} if name else answers
    right = {exercise: solution for exercise, (solution, _, _) in EXERCISES.items()}
    return sample.answered(notebook(), **right | cheated)


def graded(folder, notebooks, *, cell_seconds=15):
    """Grade notebooks by name as an instructor would, in one class, and find what comes of each."""
    course = sample.make_course(folder / "course", day01__sample=notebook(full=True))
    names = dict(enumerate(notebooks))
    for number, name in names.items():
        sample.write(folder / "submissions" / f"s{number}" / "day01" / "sample.ipynb", notebooks[name])
    limits, sandboxed = grading.Limits(cell_seconds=cell_seconds), not bubblewrap.problem()
    found = grading.grade(
        folder / "submissions", folder / "grades", course=course, workers=2, sandboxed=sandboxed, limits=limits
    )
    assert len(found) == len(notebooks)
    return {names[int(row.student[1:])]: row for row in found}
