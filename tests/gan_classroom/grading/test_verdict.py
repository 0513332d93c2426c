"""What outputs of a check are worth, held against nbgrader's own rule."""

import nbformat
import pytest
from nbgrader.utils import determine_grade

from gan_classroom.grading.verdict import RAN, STATUSES, settle, summarise

ASSERTS = "with checks.exercise('a'):\n    assert a() == 1"
ERROR = nbformat.v4.new_output("error", ename="AssertionError", evalue="no", traceback=[])


def stream(name):
    return nbformat.v4.new_output("stream", name=name, text="hm")


def result(text):
    return nbformat.v4.new_output("execute_result", data={"text/plain": text}, execution_count=1)


def score(source, *outputs):
    grading = {"grade": True, "solution": False, "locked": True, "grade_id": "a_check", "points": 2}
    cell = nbformat.v4.new_code_cell(source, outputs=list(outputs), metadata={"nbgrader": grading})
    settle(cell)
    return determine_grade(cell)[0]


@pytest.mark.parametrize(
    ("outputs", "expected"),
    [
        ([], 2),
        ([stream("stderr")], 2),
        ([stream("stdout"), stream("stderr")], 2),
        ([ERROR], 0),
        ([result("2.0"), ERROR], 0),
        ([result("0.0")], 2),
        ([result("100.0")], 2),
    ],
)
def test_asserts_are_decided_by_errors_alone(outputs, expected):
    assert score(ASSERTS, *outputs) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("0.5", 0.5),
        ("0.0", 0),
        ("0", 0),
        ("1e-1", 0.1),
        ("np.float64(0.0)", 0),
        ("np.float32(0.5)", 0.5),
        ("array(1.5)", 1.5),
        ("False", 0),
        ("True", 2),
        ("np.False_", 0),
        ("np.True_", 2),
        ("<tf.Tensor: shape=(), dtype=float32, numpy=0.0>", 0),
        ("<tf.Tensor: shape=(), dtype=float32, numpy=1.5>", 1.5),
        ("100.0", 2),
        ("-1.0", 0),
        ("nan", 0),
        ("'full marks'", 0),
        ("array([1., 2.])", 0),
    ],
)
def test_partial_credit_is_the_number_whatever_its_type(text, expected):
    assert score("points_of(a)", result(text)) == expected


def test_the_last_result_counts():
    assert score("points_of(a)", result("2.0"), result("0.5")) == 0.5


def check(name, *outputs):
    return {"metadata": {"nbgrader": {"grade": True, "grade_id": f"{name}_check"}}, "outputs": list(outputs)}


def error(name, text=""):
    return {"output_type": "error", "ename": name, "evalue": text, "traceback": []}


BLANK = error("NotAttempted", "exercise not attempted")


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ([], ("graded", [])),
        ([check("a"), check("b", error("AssertionError"))], ("graded", [])),
        ([check("a", BLANK), check("b", BLANK)], ("blank", [])),
        ([check("a", BLANK), check("b")], ("graded", ["not attempted: a"])),
        ([check("a", error("CellTimeoutError"))], ("timed_out", ["timed out in a_check"])),
        (
            [{"outputs": [error("KernelDied", "why")]}, check("a", error("NotRun"))],
            ("crashed", ["the kernel died in cell 1: why"]),
        ),
        (
            [check("a", error("CheckCutShort", "why")), check("b", error("CheckCutShort", "why"))],
            ("review", ["the check was not run to its end in a_check: why"]),
        ),
    ],
)
def test_the_summary(cells, expected):
    assert summarise(cells) == expected


@pytest.mark.parametrize(
    ("names", "tampered", "expected"),
    [
        (["CheckCutShort", "CellTimeoutError", "KernelDied"], True, "crashed"),
        (["CheckCutShort", "CellTimeoutError"], True, "timed_out"),
        (["CheckCutShort"], True, "tampered"),
        (["CheckCutShort"], False, "review"),
        (["NotAttempted"], True, "tampered"),
        (["NotAttempted"], False, "blank"),
        (["NotImplementedError"], False, "graded"),
        ([], True, "tampered"),
        ([], False, "graded"),
    ],
)
def test_the_gravest_status_counts(names, tampered, expected):
    errors = [error(name, "exercise not attempted") for name in names]
    status, _ = summarise([check("a", *errors)], tampered=tampered)
    assert status == expected
    assert status in STATUSES
    assert status in RAN


def test_what_is_to_be_read_makes_marks_provisional():
    assert summarise([check("a", BLANK)], by_hand=["cell 2: `exec`"]) == ("review", ["read by hand: cell 2: `exec`"])
    assert summarise([check("a", error("KernelDied"))], by_hand=["cell 2: `exec`"])[0] == "crashed"
