import os
from pathlib import Path

import pytest

from gan_classroom.authoring import bank
from gan_classroom.authoring.__main__ import main
from gan_classroom.authoring.lesson import parse
from gan_classroom.authoring.trial import run_with_right_answers, try_answers, visible_share
from gan_course import checks

PATH = Path("lessons/day01_means.py")
MEAN = """\
# %% wrong: the sum
def mean(values):
    return sum(values)

# %% wrong: absolute values, which the visible check does not catch
def mean(values):
    return sum(abs(value) for value in values) / len(values)

# %% wrong: too many arguments
def mean(values, weights):
    return sum(values) / len(values)

# %% wrong: the middle value
def mean(values):
    return sorted(values)[len(values) // 2]

# %% right: NumPy's
def mean(values):
    return np.mean(values)

# %% right: a library's
from statistics import fmean as mean_of

def mean(values):
    return mean_of(values)
"""


@pytest.fixture(autouse=True)
def small_banks(monkeypatch):
    """Four wrong and two right answers are enough here."""
    monkeypatch.setattr(bank, "WRONG", 4)
    monkeypatch.setattr(bank, "RIGHT", 2)


@pytest.fixture
def lesson(sample):
    return parse(PATH, sample)


def answers(text, name="mean"):
    return {name: bank.parse(Path(f"{name}.py"), text)}


def outcomes(lesson, text, name="mean"):
    found = try_answers(lesson, answers(text, name))
    return {outcome.title: outcome for outcome in found if outcome.exercise == name}


def test_answers_know_their_lines():
    parsed = bank.parse(Path("mean.py"), MEAN)
    assert [(answer.title, answer.line) for answer in parsed[:2]] == [
        ("wrong: the sum", 2),
        ("wrong: absolute values, which the visible check does not catch", 6),
    ]
    assert parsed[0].source == "def mean(values):\n    return sum(values)"
    assert [answer.right for answer in parsed] == [False] * 4 + [True] * 2


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "mean.py:1: a bank file starts with"),
        ("import os\n# %% wrong: x\n1\n", "mean.py:1: a bank file starts with"),
        ("# %%\n1\n", "mean.py:1: expected # %% wrong: why"),
        ("# %% wrong\n1\n", "mean.py:1: expected"),
        ("# %% wrong: x\n1\n# %% Right: y\n2\n", "mean.py:3: expected"),
        ("# %% wrong: x\n1\n# %% wrong: x\n2\n", "mean.py:3: 'wrong: x' comes twice"),
    ],
)
def test_files_that_are_no_bank(text, message):
    with pytest.raises(bank.BankError, match=message):
        bank.parse(Path("mean.py"), text)


def test_a_good_bank_has_no_defects_but_for_the_exercise_without_one(lesson):
    assert list(bank.defects(lesson, answers(MEAN))) == [
        "day01_means/spread.py: 0 wrong and 0 right answers; at least 4 and 2 are needed"
    ]


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("# %% wrong: the sum", "# %% right: the sum", "3 wrong and 3 right answers; at least 4 and 2"),
        ("return sorted(values)", "return sorted(values", "'wrong: the middle value' has a syntax error"),
        (
            "def mean(values, weights):",
            "def average(values, weights):",
            "'wrong: too many arguments' does not define mean",
        ),
        (
            "return np.mean(values)",
            '"""Ours."""\n    return sum(values)/len(values)  # x',
            "is the same program as ours",
        ),
        ("return np.mean(values)", "return sum(values)", "is the same program as 'wrong: the sum'"),
    ],
)
def test_defects_of_the_bank(lesson, old, new, message):
    assert old in MEAN
    assert any(message in defect for defect in bank.defects(lesson, answers(MEAN.replace(old, new, 1))))


def test_answers_to_an_exercise_that_does_not_exist(lesson):
    assert "day01_means/median.py: the lesson has no such exercise; it has mean, spread" in list(
        bank.defects(lesson, answers(MEAN, "median"))
    )


def test_every_answer_is_tried_as_an_instructor_would_grade_it(lesson):
    found = outcomes(lesson, MEAN)
    assert [outcome.complaint for outcome in found.values()] == [""] * 8
    assert found["blank"].error == "NotImplementedError: exercise not attempted"
    assert found["wrong: the sum"].error == "AssertionError: expected 3, got 9"
    assert not found["wrong: the sum"].by_hidden
    assert found["wrong: absolute values, which the visible check does not catch"].by_hidden
    assert found["wrong: too many arguments"].error.startswith("TypeError: ")
    assert found["right: NumPy's"].error == found["ours"].error == ""


def test_answers_of_the_wrong_kind_are_complaints(lesson):
    turned = (
        MEAN.replace("# %% wrong", "# %% WRONG").replace("# %% right", "# %% wrong").replace("# %% WRONG", "# %% right")
    )
    found = outcomes(lesson, turned)
    assert found["wrong: NumPy's"].complaint == "passes the check"
    assert found["right: the sum"].complaint == "a right answer fails the check: AssertionError: expected 3, got 9"


@pytest.mark.parametrize(
    "body",
    [
        "return total(values)",
        "return np.maen(values)",
        "import nothing_of_this_name",
        'raise NotImplementedError("exercise not attempted")',
    ],
)
def test_a_slip_in_the_bank_is_not_a_wrong_answer(lesson, body):
    found = outcomes(lesson, f"# %% wrong: x\ndef mean(values):\n    {body}\n")
    assert found["wrong: x"].complaint.startswith("does not get as far as being wrong, the bank needs repair: ")


def test_an_answer_whose_cell_fails_is_a_slip(lesson):
    found = outcomes(lesson, "# %% wrong: x\nmean = 1 / 0\n")
    assert found["wrong: x"].defect


def test_cells_between_exercise_and_check_run_again_and_nothing_is_left_behind(lesson):
    text = "# %% wrong: one too many\nclass Spread:\n    def __init__(self, values):\n        self.values = values\n"
    text += "    def largest(self):\n        return 1\n\n"
    text += "# %% right: a constant\nclass Spread:\n    def __init__(self, values): ...\n    def largest(self):\n"
    text += "        return float(average([0, 1]))\n"
    found = outcomes(lesson, text, "spread")
    assert [outcome.complaint for outcome in found.values()] == [""] * 4
    assert found["wrong: one too many"].error.startswith("AssertionError: 1 and 2 lie")


def test_functions_of_the_lesson_see_the_answer(sample):
    text = sample.replace("values = [1, 2]\n", "values = [1, 2]\ndef probe():\n    return spread_of([0, 4])\n")
    text = text.replace("class Spread:", "def spread_of(values):\n    return 2\n\nclass Spread:").replace(
        '"1 and 2 lie 0.5 from their mean"', '"x"\n    assert probe() == 2, f"got {probe()}"'
    )
    answer = "# %% wrong: y\ndef spread_of(values):\n    return 9\nclass Spread:\n    def __init__(self, values): ...\n"
    found = outcomes(parse(PATH, text), answer + "    def largest(self):\n        return 0.5\n", "spread")
    assert found["wrong: y"].error == "AssertionError: got 9"
    assert found["ours"].error == ""


def test_the_checks_memory_is_put_back(sample):
    text = sample + '\n# %%\nassert checks.passed("mean")\n'
    only_wrong = "# %% wrong: the sum\ndef mean(values):\n    return sum(values)\n"
    try_answers(parse(PATH, text), answers(only_wrong))


def test_what_the_grader_sees(sample, monkeypatch):
    monkeypatch.delenv("NBGRADER_EXECUTION", raising=False)
    text = sample.replace(
        "values = [1, 2]\n",
        "import inspect, os\nvalues = [1, 2]\nassert os.environ['GAN_COURSE_BUDGET'] == 'smoke'\n"
        "assert os.environ['GAN_COURSE_DATASET'] == 'digits'\nassert os.listdir() == []\n",
    )
    found = outcomes(parse(PATH, text), MEAN)
    assert "NBGRADER_EXECUTION" not in os.environ
    assert found["blank"].error


def test_source_code_is_that_of_the_answer(sample):
    """TensorFlow's AutoGraph reads it: with that of our solution, it would run our solution."""
    text = sample.replace("import numpy as np", "import inspect\nimport numpy as np")
    text = text.replace('    assert mean([1, 2, 6]) == 3, f"', '    assert "sum" in inspect.getsource(mean), f"')
    text = text.replace('    assert mean([-1, 1, 3]) == 1, "negative values count, too"', "    pass")
    found = outcomes(parse(PATH, text), MEAN)
    assert [title for title, outcome in found.items() if not outcome.error] == [
        "wrong: the sum",
        "wrong: absolute values, which the visible check does not catch",
        "wrong: too many arguments",
        "ours",
    ]


def test_a_check_that_passes_unattempted_or_fails_our_solution_or_makes_noise(sample):
    unattempted = sample.replace('assert mean([1, 2, 6]) == 3, f"expected 3, got {mean([1, 2, 6])}"', "assert 1, 'x'")
    unattempted = unattempted.replace("assert mean([-1, 1, 3]) == 1", "assert 1")
    assert outcomes(parse(PATH, unattempted), MEAN)["blank"].complaint == "passes the check"
    early = sample.replace("    assert mean([1, 2", "    assert mean.__doc__ == 'x', 'y'\n    assert mean([1, 2")
    assert "would stop Run All" in outcomes(parse(PATH, early), MEAN)["blank"].complaint
    failing = sample.replace("== 3, f", "== 4, f")
    assert "our own solution fails its check: AssertionError" in outcomes(parse(PATH, failing), MEAN)["ours"].complaint
    for noise in ("import warnings; warnings.warn('x')", "import sys; print('x', file=sys.stderr)"):
        noisy = sample.replace("    assert mean([1, 2", f"    {noise}\n    assert mean([1, 2")
        assert "writes to standard error" in outcomes(parse(PATH, noisy), MEAN)["ours"].complaint


def test_a_warning_is_no_failure(sample):
    noisy = "# %% wrong: warns\ndef mean(values):\n    import warnings\n    warnings.warn('x')\n"
    noisy += "    return sum(values) / len(values)\n"
    assert outcomes(parse(PATH, sample), noisy)["wrong: warns"].complaint == "passes the check"


def test_a_lesson_that_fails_elsewhere(sample):
    with pytest.raises(RuntimeError, match=r"day01_means\.py:\d+ \(cell 6\) fails: ZeroDivisionError"):
        try_answers(parse(PATH, sample.replace("values = [1, 2]\n", "1 / 0\n")), {})


def test_the_command(course, capsys):
    folder = course / "tests" / "bank" / "day01_means"
    folder.mkdir(parents=True)
    (folder / "mean.py").write_text(MEAN)
    assert main(["--root", str(course), "--bank", "day01_means"]) == 1
    out = capsys.readouterr().out
    assert "day01_means/spread.py: 0 wrong and 0 right answers" in out
    assert "✓ mean · wrong: the sum → AssertionError: expected 3, got 9" in out
    assert "✓ mean · wrong: absolute values, which the visible check does not catch → only the hidden tests" in out
    assert "✗" not in out
    assert "day01_means: the visible checks catch 75.0% of the wrong answers (of 95%)" in out
    (folder / "mean.py").write_text("nonsense")
    assert main(["--root", str(course), "--bank"]) == 1
    assert "a bank file starts with" in capsys.readouterr().err


def test_what_only_hidden_tests_catch_is_not_visible(lesson):
    found = try_answers(lesson, answers(MEAN))
    assert visible_share(found) == 3 / 4
    assert visible_share([outcome for outcome in found if not outcome.title.startswith("wrong")]) == 1


def test_later_cells_run_with_each_right_answer(sample):
    text = sample + "\n# %%\nassert average([1, 2]) + 1 == 2.5\n"
    returning_a_list = MEAN.replace("return mean_of(values)", "return [mean_of(values)]").replace(
        "return np.mean(values)", "return float(np.mean(values))"
    )
    assert run_with_right_answers(parse(PATH, text), answers(MEAN)) == []
    (failure,) = run_with_right_answers(parse(PATH, text), answers(returning_a_list))
    assert "cell" in failure
    assert "with mean: right: a library's" in failure


def test_what_a_further_answer_does_not_reach_runs_once(sample, tmp_path):
    log = tmp_path / "log"
    apart, after = (f"open({str(log)!r}, 'a').write('{word} ')" for word in ("apart", "after"))
    text = sample + f"\n# %%\nvalues = [4, 6]\n{apart}\n\n# %%\nassert average(values) == 5\n{after}\n"
    assert run_with_right_answers(parse(PATH, text), answers(MEAN)) == []
    assert log.read_text().split() == ["apart", "after", "after"]


def test_if_the_first_right_answers_fail_no_others_are_tried(sample):
    text = sample + "\n# %%\nassert average([1, 2]) + 1 == 3\n"
    (failure,) = run_with_right_answers(parse(PATH, text), answers(MEAN))
    assert "AssertionError" in failure


def test_the_stub_is_the_one_that_students_get(lesson):
    assert checks.NOT_ATTEMPTED in outcomes(lesson, MEAN)["blank"].error
