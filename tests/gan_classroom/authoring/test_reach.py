"""Which cells an answer reaches."""

from pathlib import Path

import pytest

from gan_classroom.authoring.lesson import parse
from gan_classroom.authoring.reach import reached

CELLS = {
    "imports": "import math",
    "data": "values = [1, 2]",
    'exercise="mean"': "def mean(values):\n    return sum(values) / len(values)",
    'check="mean" points=1': "assert mean(values) == 1.5",
    "used": "found = mean(values)",
    "shown": "print(found)",
    "in a function": "def twice():\n    return 2 * found",
    "called": "print(twice())",
    "of its own": "def local(found):\n    return found + 1",
    "apart": "print(values, math.pi)",
    "set anew": "found = 0",
    "after that": "print(found)",
    'exercise="other"': "def other():\n    return 1",
    "a comprehension": "print([other() for _ in range(2)])",
}


def lesson():
    text = "# %% [markdown]\n# # A day\n" + "".join(f"\n# %% {name}\n{source}\n" for name, source in CELLS.items())
    return parse(Path("day01_means.py"), text)


@pytest.mark.parametrize(
    ("exercises", "names"),
    [
        ((), []),
        (
            ["mean"],
            ['exercise="mean"', 'check="mean" points=1', "used", "shown", "in a function", "called"],
        ),
        (["other"], ['exercise="other"', "a comprehension"]),
    ],
)
def test_what_is_reached(exercises, names):
    numbers = {name: number for number, name in enumerate(CELLS, 2)}
    assert reached(lesson().cells, exercises) == {numbers[name] for name in names}
