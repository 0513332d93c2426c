"""What a student gets to see of a check that failed."""

import pytest
from nbformat.v4 import new_code_cell, new_output

from gan_classroom.grading.hidden import HideTests, conceal

SOURCE = """with checks.exercise("double"):
    assert double(3) == 6, "twice 3 is 6"
    ### BEGIN HIDDEN TESTS
    assert double(-1) == -2
    ### END HIDDEN TESTS"""
OWN = "Cell In[2], line 2\n----> 2 return 1 / x"
QUOTING = "Cell In[3], line 4\n\x1b[0;32m----> 4\x1b[0m     assert \x1b[1mdouble(-1) == -2\x1b[0m"


def failed(name, text, *frames):
    cell = new_code_cell(SOURCE, metadata={"nbgrader": {"grade": True, "grade_id": "double_check", "points": 2}})
    cell.outputs = [new_output("error", ename=name, evalue=text, traceback=[*frames, f"{name}: {text}"])]
    return cell


@pytest.mark.parametrize("frame", [QUOTING, QUOTING.replace("-1", "\x1b[3m-\x1b[0m1")])
def test_frames_that_quote_hidden_tests_go_and_the_students_own_stay(frame):
    cell = failed("ZeroDivisionError", "division by zero", frame, OWN)
    conceal(cell)
    assert cell.outputs[0].traceback == [OWN, "ZeroDivisionError: division by zero"]


def test_an_assert_without_a_message_gets_one():
    cell = failed("AssertionError", "", QUOTING)
    conceal(cell)
    assert cell.outputs[0].evalue == "a hidden test, or one without a message, failed"
    assert "double(-1)" not in str(cell.outputs)


def test_a_check_without_hidden_tests_is_left_alone():
    cell = failed("AssertionError", "twice 3 is 6", OWN)
    cell.source = "assert double(3) == 6"
    before = str(cell.outputs)
    conceal(cell)
    assert str(cell.outputs) == before


def test_the_feedback_page_has_no_hidden_tests_and_is_not_stopped_by_a_student_who_writes_their_marks():
    check, own = failed("AssertionError", ""), new_code_cell("### BEGIN HIDDEN TESTS\n### BEGIN HIDDEN TESTS")
    shown, _ = HideTests().preprocess_cell(check, {}, 0)
    assert "-1" not in shown.source
    assert "twice 3 is 6" in shown.source
    assert HideTests().preprocess_cell(own, {}, 1)[0].source == own.source
