"""What a submission can import: what is installed, and modules of its own as they were read."""

import nbformat
import pytest

from . import cheats, sample

POINTS = 2
ALL = POINTS * len(cheats.EXERCISES)
HELPER = "%%writefile helper.py\ndef twice(x):\n    return 2 * x"
LIES = "class Yes:\\n    def __' + 'eq' + '__(self, other): return True"

#: Cells before the exercises, and the answer to ``double``; right ones, which nobody need read.
HONEST = {
    "a module of one's own": ([HELPER], "import helper\ndef double(x): return helper.twice(x)"),
    "one in two parts": (
        [HELPER, "%%writefile -a helper.py\nthree = 3"],
        "import importlib\nimport helper\nimportlib.reload(helper)\n"
        "def double(x): return helper.twice(x) * helper.three / 3",
    ),
    "one that TensorFlow translates": (
        [
            "%%writefile helper.py\nimport tensorflow as tf\n@tf.function\ndef twice(x):\n    for _ in tf.range(1):\n"
            "        if x > 0:\n            x = 2 * x\n        else:\n            x = x + x\n    return x"
        ],
        "from helper import *\ndef double(x): return int(twice(tf.constant(x)))",
    ),
    "one that stands in for no other": (
        ["%%writefile csv.py\nraise RuntimeError('read in place of the library')"],
        "import csv\ncsv.reader\ndef double(x): return 2 * x",
    ),
    "its own folder": (
        [HELPER, "import sys\nsys.path.insert(0, '.')\nsys.path.append('..')"],
        "from helper import twice\ndef double(x): return twice(x)",
    ),
    "examples in a docstring": (
        [],
        "import doctest\ndef double(x):\n    '''Double.\n\n    >>> double(2)\n    4\n    '''\n    return 2 * x\n"
        "doctest.run_docstring_examples(double, globals())\nassert doctest.testmod().failed == 0",
    ),
}

#: Files that become modules behind a reader's back; ``double`` gains nothing by them.
ATTACKS = {
    "a module that is ordinary and not installed": (
        [f"from pathlib import Path\nPath('torch.' + 'py').write_text('{LIES}')"],
        "import torch\ndef double(x): return torch.Yes()",
    ),
    "the file of one's own, written over": (
        [HELPER, f"from pathlib import Path\nPath('helper.' + 'py').write_text('{LIES}')"],
        "import helper\ndef double(x): return helper.Yes()",
    ),
    "in a folder of the path": (
        [
            "from pathlib import Path\nPath('more').mkdir()\n"
            f"Path('more/pandas.' + 'py').write_text('{LIES}')\nimport sys\nsys.path.insert(0, 'more')"
        ],
        "import pandas\ndef double(x): return pandas.Yes()",
    ),
    "in a namespace of others": (
        [
            "from pathlib import Path\nPath('google').mkdir()\n"
            f"Path('google/colab.' + 'py').write_text('{LIES}')\nimport sys\nsys.path.insert(0, '.')"
        ],
        "import google.colab\ndef double(x): return google.colab.Yes()",
    ),
    "in an example": (
        [],
        "import doctest\ndef double(x): return 10\ndouble.__doc__ = '>>> def dou' + 'ble(x): return 2 * x'\n"
        "doctest.run_docstring_examples(double, globals())",
    ),
}


@pytest.fixture(scope="module")
def rows(tmp_path_factory):
    """What comes of each, by name."""
    right = {exercise: solution for exercise, (solution, _, _) in cheats.EXERCISES.items()}
    notebooks = {}
    for name, (cells, answer) in (HONEST | ATTACKS).items():
        notebooks[name] = sample.answered(cheats.notebook(), **right | {"double": answer})
        notebooks[name].cells[2:2] = [nbformat.v4.new_code_cell(source) for source in cells]
    return cheats.graded(tmp_path_factory.mktemp("own_modules"), notebooks, cell_seconds=60)


@pytest.mark.parametrize("name", HONEST)
def test_an_honest_habit_costs_nothing_and_need_not_be_read(rows, name):
    assert (rows[name].status, rows[name].score) == ("graded", ALL), rows[name]


@pytest.mark.parametrize("name", ATTACKS)
def test_what_was_not_read_is_not_imported(rows, name):
    assert rows[name].scores["double"] == 0
    assert rows[name].score == ALL - POINTS
