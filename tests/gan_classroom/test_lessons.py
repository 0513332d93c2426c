"""The notebooks in the repository are those that the lessons give."""

import re
from pathlib import Path

from gan_classroom.authoring.build import build, differences

REPOSITORY = Path(__file__).parents[2]


def test_the_notebooks_are_up_to_date():
    built = build(REPOSITORY)
    assert not built.errors, "\n".join(str(error) for error in built.errors)
    stale = list(differences(REPOSITORY, built.files))
    assert not stale, "run `make build`, and delete files that no lesson gives"


def test_hidden_tests_take_no_empty_answer_for_a_right_one():
    for path in (REPOSITORY / "lessons").glob("day*.py"):
        hidden = re.findall(r"### BEGIN HIDDEN TESTS(.*?)### END HIDDEN TESTS", path.read_text("utf-8"), re.DOTALL)
        assert not [each for each in hidden if "np.allclose(" in each], f"{path.name}: compare with checks.near"
